import { THEME_COLORS } from '@/lib/charts/themeColors'
import { parallelModel } from '@/lib/panels/parallel/parallelModel'
import { parallelScene } from '@/lib/panels/parallel/parallelScene'
import { picture } from '@/lib/panels/plot/marksSvg'
import { valuesCsv } from '@/lib/panels/plot/readValues'
import { titleOf } from '@/lib/panels/spec'
import type { Draw } from './drawing'
import { readValues } from './runValues'

export const drawParallel: Draw<'parallel'> = async (spec, context) => {
  if (spec.axes.length < 2) return { empty: 'At least two axes are needed.' }
  const columns = [...new Set(spec.axes.map(({ column }) => column))]
  const { table } = await readValues(context, columns)
  if (table.runs.length === 0) return { empty: 'No run is drawn.' }
  return {
    svg: (look) => {
      const model = parallelModel(spec, table, look.theme, look.colors.faint)
      const { accent } = THEME_COLORS[look.theme]
      return picture(
        titleOf(spec),
        look,
        (size) =>
          parallelScene(model, { ...size, colors: look.colors, accent, titles: true }).marks,
      )
    },
    data: () => ({ csv: valuesCsv(table, columns) }),
  }
}

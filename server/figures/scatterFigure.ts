import { picture } from '@/lib/panels/plot/marksSvg'
import { valuesCsv } from '@/lib/panels/plot/readValues'
import { scatterEmpty, scatterModel } from '@/lib/panels/scatter/scatterModel'
import { scatterScene } from '@/lib/panels/scatter/scatterScene'
import { titleOf } from '@/lib/panels/spec'
import type { ColumnId } from '@/lib/runs/columns'
import { THEME_COLORS } from '@/lib/charts/themeColors'
import type { Draw } from './drawing'
import { readValues } from './runValues'

export const drawScatter: Draw<'scatter'> = async (spec, context) => {
  const columns = [spec.x, spec.y, spec.color].filter((id): id is ColumnId => Boolean(id))
  const { table, colors } = await readValues(context, columns)
  const modelIn = (theme: typeof context.theme) =>
    scatterModel(spec, table, colors(theme), theme, THEME_COLORS[theme].faint)
  const empty = scatterEmpty(spec, modelIn(context.theme))
  if (empty !== undefined) return { empty }
  return {
    svg: (look) => {
      const model = modelIn(look.theme)
      if (!model) return ''
      const scene = { colors: look.colors, legend: look.legend }
      return picture(
        titleOf(spec),
        look,
        (size) => scatterScene(spec, model, { ...size, ...scene }).marks,
      )
    },
    data: () => ({ csv: valuesCsv(table, [...new Set(columns)]) }),
  }
}

import { barCsv, barEmpty, barModel } from '@/lib/panels/bar/barModel'
import { barScene } from '@/lib/panels/bar/barScene'
import { picture } from '@/lib/panels/plot/marksSvg'
import { titleOf } from '@/lib/panels/spec'
import type { Draw } from './drawing'
import { groupByOf, readValues } from './runValues'

export const drawBar: Draw<'bar'> = async (spec, context) => {
  const by = groupByOf(spec.groupBy, context.runSets)
  const { table, all, look: runSet, colors } = await readValues(context, [...spec.columns, ...by])
  const modelIn = (theme: typeof context.theme) =>
    barModel({ spec, drawn: table, all, by, runSet, theme, colors: colors(theme) })
  const model = modelIn(context.theme)
  const empty = barEmpty(spec, model)
  if (empty !== null) return { empty }
  return {
    svg: (look) => {
      const own = modelIn(look.theme)
      const scene = { colors: look.colors, legend: look.legend }
      return picture(
        titleOf(spec),
        look,
        (size) => barScene(spec, own, { ...size, ...scene }).marks,
      )
    },
    data: () => ({ csv: barCsv(model) }),
  }
}

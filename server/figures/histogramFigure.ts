import type { Histograms } from '@/lib/api/histograms'
import {
  columnModel,
  histogramCsv,
  histogramEmpty,
  loggedModel,
  MOST_RUNS,
} from '@/lib/panels/histogram/histogramModel'
import { sceneOf } from '@/lib/panels/histogram/modelScene'
import { picture } from '@/lib/panels/plot/marksSvg'
import { titleOf } from '@/lib/panels/spec'
import type { Draw } from './drawing'
import { readValues, runsOf } from './runValues'

const MOST_STEPS = 120

export const drawHistogram: Draw<'histogram'> = async (spec, context) => {
  const { source } = spec
  const runs = runsOf(context.runSets).slice(0, MOST_RUNS)
  const { metrics } = context.services
  const answers: Histograms[] =
    source.kind === 'key'
      ? await Promise.all(runs.map(({ id }) => metrics.histograms(id, source.key, MOST_STEPS)))
      : []
  const values = source.kind === 'column' ? await readValues(context, [source.column]) : undefined
  const modelIn = (theme: typeof context.theme) =>
    values
      ? columnModel(spec, values.table, theme)
      : loggedModel(spec, runs, answers, spec.step ?? null, theme)
  const model = modelIn(context.theme)
  const empty = histogramEmpty(spec, model)
  if (empty !== null || !model) return { empty: empty ?? 'There is nothing to draw.' }
  return {
    svg: (look) => {
      const own = modelIn(look.theme) ?? model
      return picture(
        titleOf(spec),
        look,
        (size) => sceneOf(spec, own, look.theme, { ...size, colors: look.colors }).marks,
      )
    },
    data: () => ({ csv: histogramCsv(model) }),
  }
}

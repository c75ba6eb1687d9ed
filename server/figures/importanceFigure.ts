import { setImmediate } from 'node:timers/promises'
import {
  configParameters,
  importanceCsv,
  importanceMarks,
  importanceRows,
  MOST_PARAMETERS,
  signColors,
} from '@/lib/panels/importance/importanceRows'
import { picture } from '@/lib/panels/plot/marksSvg'
import { titleOf } from '@/lib/panels/spec'
import { type ColumnId, columnLabel } from '@/lib/runs/columns'
import { importanceOf, type ImportanceResult, LEAST_RUNS } from '@/lib/stats/importance'
import type { Draw, FigureContext } from './drawing'
import { readValues } from './runValues'

export const drawImportance: Draw<'importance'> = async (spec, context) => {
  const { target } = spec
  if (!target) return { empty: 'No target is chosen.' }
  const parameters = spec.parameters ?? (await knownParameters(context))
  const columns = [target, ...parameters.slice(0, MOST_PARAMETERS)]
  const { table } = await readValues(context, columns)
  const column = table.columns.get(target)
  const result =
    column &&
    (await inSlices(
      importanceOf({
        target: column,
        parameters: [...table.columns.values()].filter(({ id }) => id.startsWith('config:')),
        correlation: spec.correlation ?? 'spearman',
      }),
    ))
  if (!result) {
    return { empty: `At least ${LEAST_RUNS} runs must differ in ${columnLabel(target)}.` }
  }
  const rows = importanceRows(result, spec.sort ?? 'importance', '')
  if (rows.length === 0) return { empty: 'No config key differs between these runs.' }
  return {
    svg: (look) => {
      const { positive, negative } = signColors(look.theme)
      return picture(titleOf(spec), look, (size) =>
        importanceMarks(rows, size, look.colors, [positive, negative]),
      )
    },
    data: () => ({ csv: importanceCsv(rows) }),
  }
}

async function knownParameters({ services, runSets }: FigureContext): Promise<ColumnId[]> {
  const projects = [...new Set(runSets.map(({ projectId }) => projectId))]
  const found = await Promise.all(projects.map((id) => services.runQueries.columns(id)))
  return [...new Set(found.flatMap(configParameters))]
}

const SLICE_MS = 8

/** Other requests are answered in between. */
async function inSlices(
  steps: Generator<number, ImportanceResult | null>,
): Promise<ImportanceResult | null> {
  for (;;) {
    const end = performance.now() + SLICE_MS
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      if (performance.now() >= end) break
    }
    await setImmediate()
  }
}

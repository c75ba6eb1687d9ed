/** Numbers in a report's prose, as its run sets have them now or had them when they were frozen. */
import { chipKey, type ChipRun, chipsOf, type ChipValue, chipValue } from '@/lib/reports/metricChip'
import type { ReportState } from '@/lib/reports/read'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { ColumnId } from '@/lib/runs/columns'
import { valueColumn } from '@/lib/runs/valueTable'
import type { RunQueries } from '../runQuery'

/** What a run set draws. */
export interface ChipSource {
  projectId: number
  runs: readonly Pick<PanelRun, 'id' | 'displayName' | 'number'>[]
}

/**
 * By `chipKey`. Chips whose run set is not there, or may not be read, are left out.
 * @param drawn the run set, as whoever asks may see it
 */
export async function chipValues(
  runQueries: RunQueries,
  { content }: Pick<ReportState, 'content'>,
  drawn: (runSetId: string) => Promise<ChipSource | null>,
): Promise<Map<string, ChipValue>> {
  const values = new Map<string, ChipValue>()
  const known = new Map<string, Promise<ChipRun[] | null>>()
  for (const chip of chipsOf(content)) {
    const { runSetId, column } = chip
    const name = JSON.stringify([runSetId, column])
    const asked = known.get(name) ?? runsWith(runQueries, await drawn(runSetId), column)
    known.set(name, asked)
    const runs = await asked
    if (runs) values.set(chipKey(chip), chipValue(chip, runs))
  }
  return values
}

async function runsWith(
  runQueries: RunQueries,
  drawn: ChipSource | null,
  column: ColumnId,
): Promise<ChipRun[] | null> {
  if (!drawn) return null
  const ids = drawn.runs.map(({ id }) => id)
  const rows = await runQueries.values(drawn.projectId, ids, [column])
  const { numbers } = valueColumn(
    column,
    rows.map(([cell]) => cell ?? null),
  )
  return drawn.runs.map(({ id, displayName, number }, at) => ({
    id,
    displayName,
    number,
    value: numbers[at] ?? NaN,
  }))
}

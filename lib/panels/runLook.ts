/** How a run's marks look, and whether it is drawn. */
import { type PaletteTheme, runColor } from '../palette/runColors'
import type { PanelRun } from './panelRun'
import type { ValueRun, ValueTable } from '../runs/valueTable'
import { groupKey, runKey, type RunOrGroup } from '../workspace/access'
import { toStorable } from '../json/storable'
import type { RunSetLook } from './panelRunSet'

/** The groups a run is in, outermost first. */
export function groupsOf(
  runSet: Pick<RunSetLook, 'groupBy'>,
  table: ValueTable,
  at: number,
): RunOrGroup[] {
  const values: unknown[] = []
  return runSet.groupBy.map((id) => {
    values.push(toStorable(table.columns.get(id)?.values[at]))
    return groupKey(values)
  })
}

export function isHidden(
  runSet: RunSetLook,
  table: ValueTable,
  run: ValueRun,
  at: number,
): boolean {
  if (runSet.hidden.size === 0) return false
  if (runSet.hidden.has(runKey(run.id))) return true
  return groupsOf(runSet, table, at).some((group) => runSet.hidden.has(group))
}

/** Chosen for the run, or for the innermost group that has one; else what its number gives it. */
export function colorsOfRuns(
  runSet: RunSetLook | undefined,
  runs: readonly PanelRun[],
  table: ValueTable,
  theme: PaletteTheme,
): string[] {
  const chosen = new Map(runs.map((run) => [run.id, run.color]))
  return table.runs.map((run, at) => {
    const own = runSet?.colors.get(runKey(run.id)) ?? chosen.get(run.id)
    if (own) return own
    const groups = runSet && runSet.colors.size > 0 ? groupsOf(runSet, table, at).reverse() : []
    const ofGroup = groups.map((group) => runSet?.colors.get(group)).find((color) => color)
    return ofGroup ?? runColor(run.number, theme)
  })
}

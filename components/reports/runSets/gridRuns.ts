/** The runs of several sets, as panels draw them together. */
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import { nameInSet } from '@/lib/runs/joinValues'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { RunOrGroup } from '@/lib/workspace/access'

export interface DrawnSet {
  runs: readonly PanelRun[]
  runSet: PanelRunSet
}

/** A run that several sets draw is drawn once, as the first of them has it. */
export function joinRuns(sets: readonly DrawnSet[]): readonly PanelRun[] {
  if (sets.length < 2) return sets[0]?.runs ?? []
  const joined = new Map<number, PanelRun>()
  for (const { runs, runSet } of sets) {
    for (const run of runs) {
      if (joined.has(run.id)) continue
      joined.set(run.id, { ...run, displayName: nameInSet(runSet.name ?? '', run.displayName) })
    }
  }
  return [...joined.values()]
}

/** Undefined of no set. */
export function joinRunSets(sets: readonly PanelRunSet[]): PanelRunSet | undefined {
  const first = sets[0]
  if (!first || sets.length === 1) return first
  const colors = new Map<RunOrGroup, string>()
  for (const set of sets) {
    for (const [key, color] of set.colors) if (!colors.has(key)) colors.set(key, color)
  }
  return {
    entity: first.entity,
    project: first.project,
    query: first.query,
    groupBy: [...new Set(sets.flatMap(({ groupBy }) => groupBy))],
    // Single runs are looked up set by set; a group is hidden where every set that has it hides it.
    hidden: new Set([...first.hidden].filter((key) => sets.every(({ hidden }) => hidden.has(key)))),
    colors,
    sets,
  }
}

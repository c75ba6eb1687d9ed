/** Values of several run sets as one: what a panel draws that is over more than one set. */
import type { RunColumn, RunValues } from '../api/runQuery'

export interface NamedValues {
  /** The set's name. */
  name: string
  values: RunValues
  /** Rows of runs that are not drawn. */
  isHidden: (row: number) => boolean
}

export interface JoinedValues {
  values: RunValues
  /** Of which set a run is, one a row. */
  parts: string[]
  /** The same as places in the list of sets. */
  sets: number[]
  /** Ids of the runs that some set draws. */
  drawn: ReadonlySet<number>
}

/**
 * A run that is in several sets is there once: as a run of the first that draws it, or of the first
 * that has it when none does. All answers are of the same columns.
 */
export function joinValues(sets: readonly NamedValues[]): JoinedValues {
  const owner = new Map<number, { set: number; row: number; drawn: boolean }>()
  sets.forEach(({ values, isHidden }, set) => {
    values.runs.forEach(({ id }, row) => {
      const known = owner.get(id)
      const drawn = !isHidden(row)
      if (!known || (drawn && !known.drawn)) owner.set(id, { set, row, drawn })
    })
  })
  const rows = [...owner.values()].sort((a, b) => a.set - b.set || a.row - b.row)
  const columns = sets[0]?.values.columns.length ?? 0
  return {
    values: {
      total: sets.reduce((sum, { values }) => sum + values.total, 0),
      runs: rows.map(({ set, row }) => {
        const run = sets[set]!.values.runs[row]!
        return { ...run, displayName: nameInSet(sets[set]!.name, run.displayName) }
      }),
      columns: Array.from({ length: columns }, (_, column) =>
        rows.map(({ set, row }) => sets[set]!.values.columns[column]?.[row] ?? null),
      ),
    },
    parts: rows.map(({ set }) => sets[set]!.name),
    sets: rows.map(({ set }) => set),
    drawn: new Set([...owner].flatMap(([id, { drawn }]) => (drawn ? [id] : []))),
  }
}

/** What a run is called where several sets are drawn. */
export const nameInSet = (set: string, run: string): string => `${set} · ${run}`

/** Columns that runs of some project have; what most values are is as in the first that has it. */
export function joinCatalogs(catalogs: readonly (readonly RunColumn[])[]): RunColumn[] {
  const joined = new Map<string, RunColumn>()
  for (const column of catalogs.flat()) {
    const known = joined.get(column.id)
    joined.set(column.id, known ? { ...known, count: known.count + column.count } : column)
  }
  return [...joined.values()]
}

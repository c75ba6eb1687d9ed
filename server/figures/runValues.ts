/** Values of the runs of some run sets, together in one table. */
import { MAX_VALUE_RUNS } from '@/lib/api/runQuery'
import { countOf } from '@/lib/format/number'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { RunSetLook } from '@/lib/panels/panelRunSet'
import { colorsOfRuns, isHidden } from '@/lib/panels/runLook'
import type { ColumnId } from '@/lib/runs/columns'
import { type ValueRun, type ValueTable, valueTable, withRuns } from '@/lib/runs/valueTable'
import type { RunOrGroup } from '@/lib/workspace/access'
import type { DrawnRunSet } from '../reports'
import type { FigureContext, FigureServices } from './drawing'

/** Those of all sets in their order; a run that is in several is drawn once. */
export function runsOf(runSets: readonly DrawnRunSet[]): PanelRun[] {
  const byId = new Map<number, PanelRun>()
  for (const { runs } of runSets)
    for (const run of runs) if (!byId.has(run.id)) byId.set(run.id, run)
  return [...byId.values()].slice(0, MAX_SERIES)
}

/** The panel's own grouping, or that of the first run set that is grouped. */
export function groupByOf(
  own: readonly ColumnId[] | undefined,
  runSets: readonly DrawnRunSet[],
): readonly ColumnId[] {
  return own ?? runSets.find(({ groupBy }) => groupBy.length > 0)?.groupBy ?? []
}

export interface ReadValues {
  /** Of the runs that are drawn. */
  table: ValueTable
  /** Of all runs of the sets, drawn or not: what statistics of groups are over. */
  all: ValueTable
  /** What is hidden and coloured, over all sets. */
  look: RunSetLook
  /** One colour a row of `table`. */
  colors: (theme: PaletteTheme) => string[]
  /** What the table lacks, in words. */
  notes: string[]
}

export async function readValues(
  { services, runSets }: Pick<FigureContext, 'services' | 'runSets'>,
  columns: readonly ColumnId[],
): Promise<ReadValues> {
  // Groups of the sets decide what is hidden and coloured.
  const asked = [...new Set([...columns, ...runSets.flatMap(({ groupBy }) => groupBy)])]
  const heads = new Map<number, { run: ValueRun; values: readonly unknown[]; drawn: boolean }>()
  let missing = 0
  for (const runSet of runSets) {
    const { total, rows } = await readSet(services, runSet, asked)
    missing += total - rows.length
    const own = tableOf(asked, rows)
    rows.forEach((row, at) => {
      const drawn = !isHidden(runSet, own, row.run, at)
      const known = heads.get(row.run.id)
      heads.set(row.run.id, { ...row, drawn: drawn || (known?.drawn ?? false) })
    })
  }
  const rows = [...heads.values()]
  const all = tableOf(asked, rows)
  const table = withRuns(all, (_run, at) => rows[at]!.drawn)
  const look = lookOf(runSets)
  const notes = missing > 0 ? [`${countOf(missing, 'run')} more`] : []
  const colors = (theme: PaletteTheme) => colorsOfRuns(look, runsOf(runSets), table, theme)
  return { table, all, look, colors, notes }
}

interface ValueRow {
  run: ValueRun
  values: readonly unknown[]
}

async function readSet(
  { runQueries }: FigureServices,
  { projectId, query }: DrawnRunSet,
  columns: readonly ColumnId[],
): Promise<{ total: number; rows: ValueRow[] }> {
  const ids = await runQueries.ids(projectId, query)
  const shown = ids.slice(0, MAX_VALUE_RUNS)
  const [values, heads] = await Promise.all([
    runQueries.values(projectId, shown, columns),
    runQueries.heads(shown),
  ])
  const rows = shown.flatMap((id, i): ValueRow[] => {
    const run = heads.get(id)
    return run ? [{ run, values: values[i] ?? [] }] : []
  })
  return { total: ids.length, rows }
}

function tableOf(columns: readonly ColumnId[], rows: readonly ValueRow[]): ValueTable {
  return valueTable(columns, {
    total: rows.length,
    runs: rows.map(({ run }) => run),
    columns: columns.map((_id, i) => rows.map(({ values }) => values[i] ?? null)),
  })
}

/** A group is hidden where every set hides it; the first set that chose a colour decides. */
function lookOf(runSets: readonly DrawnRunSet[]): RunSetLook {
  const [first, ...others] = runSets
  const hidden = new Set(first?.hidden)
  for (const one of hidden) if (others.some((set) => !set.hidden.has(one))) hidden.delete(one)
  const colors = new Map<RunOrGroup, string>()
  for (const set of runSets) {
    for (const [key, color] of set.colors) if (!colors.has(key)) colors.set(key, color)
  }
  return { groupBy: groupByOf(undefined, runSets), hidden, colors }
}

import type pg from 'pg'
import type { RunColumn, RunGroup } from '@/lib/api/runQuery'
import type { ColumnId } from '@/lib/runs/columns'
import { ColumnCatalog } from './columns'
import { idsOf, type ParsedRunSet, resolveRunSet } from './runSet'
import { completionsOf, groupsOf, headsOf, type RunHead, valuesOf } from './values'

export { type BulkRow, changeRuns, restoreRuns } from './bulk'
export type { ParsedRunSet } from './runSet'

const COMPLETIONS = 50

/** Questions about many runs of a project: which, in which order, in which groups, with which values. */
export class RunQueries {
  private readonly catalog: ColumnCatalog

  constructor(private readonly pool: pg.Pool) {
    this.catalog = new ColumnCatalog(pool)
  }

  /** Numeric ids of all matching runs, in order. */
  async ids(projectId: number, query: ParsedRunSet): Promise<number[]> {
    return idsOf(this.pool, projectId, await resolveRunSet(this.pool, projectId, query))
  }

  /** One array a run, one value a column, in lib/json's storable form. */
  values(
    projectId: number,
    ids: readonly number[],
    columns: readonly ColumnId[],
  ): Promise<unknown[][]> {
    return valuesOf(this.pool, projectId, ids, columns, new Date())
  }

  /** Who the runs are; those that are in the bin by now are left out. */
  heads(ids: readonly number[]): Promise<Map<number, RunHead>> {
    return headsOf(this.pool, ids)
  }

  async groups(
    projectId: number,
    query: ParsedRunSet,
    grouping: Parameters<typeof groupsOf>[3],
  ): Promise<RunGroup[]> {
    const set = await resolveRunSet(this.pool, projectId, query)
    return groupsOf(this.pool, projectId, set, grouping)
  }

  columns(projectId: number): Promise<RunColumn[]> {
    return this.catalog.columns(projectId)
  }

  completions(projectId: number, column: ColumnId, prefix: string) {
    return completionsOf(this.pool, projectId, column, prefix, COMPLETIONS)
  }
}

/** The groups one level below some values, with what is open below them. */
import type { RunGroup } from '@/lib/api/runQuery'
import type { RunQueries } from '@/lib/api/runQueryClient'
import type { ColumnId } from '@/lib/runs/columns'
import { groupKey, type RunOrGroup } from '@/lib/workspace/access'
import { groupFilter } from '@/lib/filters/groupFilter'
import { both } from '@/lib/filters/ast'
import { RowWindow, type RunSet } from './RowWindow'

export type GroupStats = RunGroup['stats'][number]

export interface LoadedGroup {
  key: RunOrGroup
  column: ColumnId
  /** Outermost first, the group's own last. */
  path: readonly unknown[]
  depth: number
  count: number
  running: number
  /** Over all runs of the group, shown or not. */
  stats: ReadonlyMap<ColumnId, GroupStats>
}

/** What may lie below a group: more groups, or its runs. */
export type Below = GroupLevel | RowWindow

export class GroupLevel {
  groups: LoadedGroup[] = []
  loaded = false
  private below = new Map<RunOrGroup, Below>()
  private columns = new Set<ColumnId>()
  private stale = false

  constructor(
    readonly query: RunSet,
    private readonly groupBy: readonly ColumnId[],
    private readonly within: readonly unknown[],
    private readonly queries: RunQueries,
  ) {}

  /** The columns that must be asked for; undefined when nothing is missing. */
  missing(columns: readonly ColumnId[]): ColumnId[] | undefined {
    if (!this.loaded || this.stale) return [...columns]
    const lacking = columns.filter((column) => !this.columns.has(column))
    return lacking.length > 0 ? lacking : undefined
  }

  invalidate(): void {
    this.stale = true
    for (const below of this.below.values()) below.invalidate()
  }

  async load(columns: ColumnId[], signal: AbortSignal): Promise<void> {
    const fresh = this.loaded && !this.stale
    const { groupBy, within } = this
    this.stale = false
    try {
      const answer = await this.queries.groups(
        { ...this.query, groupBy: [...groupBy], within: [...within], columns },
        signal,
      )
      const old = new Map(fresh ? this.groups.map((group) => [group.key, group]) : [])
      this.groups = answer.groups.map((group) => this.read(group, columns, old))
      this.columns = new Set([...(fresh ? this.columns : []), ...columns])
      this.loaded = true
    } catch (error) {
      this.stale = true
      throw error
    }
  }

  private read(
    group: RunGroup,
    columns: readonly ColumnId[],
    old: ReadonlyMap<RunOrGroup, LoadedGroup>,
  ): LoadedGroup {
    const path = [...this.within, group.value]
    const key = groupKey(path)
    const stats = new Map(old.get(key)?.stats)
    columns.forEach((column, i) => {
      const found = group.stats[i]
      if (found) stats.set(column, found)
    })
    const { count, running } = group
    return {
      key,
      column: this.groupBy[this.within.length]!,
      path,
      depth: this.within.length,
      count,
      running,
      stats,
    }
  }

  belowOf(group: LoadedGroup): Below {
    let below = this.below.get(group.key)
    if (!below) {
      const { groupBy, queries, query } = this
      below =
        group.path.length < groupBy.length
          ? new GroupLevel(query, groupBy, group.path, queries)
          : new RowWindow(
              { ...query, filter: both(query.filter, groupFilter(groupBy, group.path)) },
              queries.window,
            )
      this.below.set(group.key, below)
    }
    return below
  }

  /** Every window of runs that was opened, at any depth. */
  *windows(): Generator<RowWindow> {
    for (const below of this.below.values()) {
      if (below instanceof RowWindow) yield below
      else yield* below.windows()
    }
  }
}

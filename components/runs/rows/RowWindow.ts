/**
 * Rows of one set of runs, as far as they have been looked at. A row is known by its index; what was
 * loaded before the set changed is shown until it is asked for again.
 */
import { MAX_WINDOW, type RunSetQuery, type RunWindow } from '@/lib/api/runQuery'
import type { RunRow } from '@/lib/api/runs'
import type { Filter } from '@/lib/filters/ast'
import type { ColumnId } from '@/lib/runs/columns'
import type { RunQueries } from '@/lib/api/runQueryClient'

/** Which runs, in which order. */
export type RunSet = Omit<RunSetQuery, 'filter'> & { filter?: Filter }

export interface LoadedRow {
  run: RunRow
  /** In storable form, of the columns asked for so far. */
  cells: ReadonlyMap<ColumnId, unknown>
  generation: number
}

export interface Missing {
  from: number
  to: number
  columns: ColumnId[]
}

const STALE = -1

export class RowWindow {
  total = 0
  /** Runs of the project. */
  all = 0
  loaded = false
  private rows = new Map<number, LoadedRow>()
  private places = new Map<number, number>()
  private generation = 0
  /** When the total was last told. */
  private counted = 0

  constructor(
    readonly query: RunSet,
    private readonly ask: RunQueries['window'],
  ) {}

  row(index: number): LoadedRow | undefined {
    return this.rows.get(index)
  }

  /** -1 for a run that is not among the rows looked at. */
  indexOf(runId: number): number {
    return this.places.get(runId) ?? -1
  }

  /** What of the rows [from, to) and the columns must be asked for; undefined when all is there. */
  missing(from: number, to: number, columns: readonly ColumnId[]): Missing | undefined {
    if (!this.loaded) return { from, to: Math.max(to, from + 1), columns: [...columns] }
    // Of an empty list there is no row that could be out of date.
    if (this.total === 0 && this.counted !== this.generation) return { from: 0, to: 1, columns: [] }
    const end = Math.min(to, this.total)
    let first = -1
    let last = -1
    const lacking = new Set<ColumnId>()
    for (let i = from; i < end; i++) {
      const row = this.rows.get(i)
      const stale = row?.generation !== this.generation
      const lacks = stale ? columns : columns.filter((column) => !row.cells.has(column))
      if (!stale && lacks.length === 0) continue
      if (first < 0) first = i
      last = i
      for (const column of lacks) lacking.add(column)
    }
    if (first < 0) return undefined
    return { from: first, to: last + 1, columns: [...lacking] }
  }

  async load({ from, to, columns }: Missing, signal: AbortSignal): Promise<void> {
    const asked = this.generation
    const limit = Math.min(MAX_WINDOW, to - from)
    const answer = await this.ask({ ...this.query, columns, offset: from, limit }, signal)
    this.put(answer, from, columns, asked)
  }

  /** All rows may have changed, and moved. */
  invalidate(): void {
    this.generation++
  }

  /** The values of one run have changed. */
  touch(runId: number): boolean {
    const index = this.indexOf(runId)
    const row = this.rows.get(index)
    if (!row) return false
    this.rows.set(index, { ...row, generation: STALE })
    return true
  }

  /** The run's own fields are known anew; where it belongs by them is another question. */
  patch(run: RunRow): boolean {
    const index = this.indexOf(run.id)
    const row = this.rows.get(index)
    if (!row) return false
    this.rows.set(index, { ...row, run })
    return true
  }

  private put(answer: RunWindow, from: number, columns: ColumnId[], asked: number): void {
    const moved = answer.rows.some(({ run }, i) => {
      const before = this.places.get(run.id)
      return before !== undefined && before !== from + i
    })
    // Rows that were not asked for moved along.
    if (this.loaded && (moved || answer.total !== this.total)) {
      if (asked === this.generation) asked++
      this.generation++
    }
    this.loaded = true
    this.counted = asked
    this.total = answer.total
    this.all = answer.all
    answer.rows.forEach(({ run, values }, i) => {
      const index = from + i
      const before = this.rows.get(index)
      if (before && before.run.id !== run.id && this.places.get(before.run.id) === index) {
        this.places.delete(before.run.id)
      }
      const place = this.places.get(run.id)
      const old = place === undefined ? undefined : this.rows.get(place)
      if (place !== undefined && place !== index && old?.run.id === run.id) this.rows.delete(place)
      // Of an older row only what was asked for again still holds.
      const cells = new Map(old?.generation === asked ? old.cells : [])
      columns.forEach((column, k) => cells.set(column, values[k]))
      this.rows.set(index, { run, cells, generation: asked })
      this.places.set(run.id, index)
    })
    for (const [index, row] of this.rows) {
      if (index < this.total) continue
      this.rows.delete(index)
      if (this.places.get(row.run.id) === index) this.places.delete(row.run.id)
    }
    this.forgetFar(from)
  }

  /** Whoever scrolls through all of a large project need not hold all of it. */
  private forgetFar(from: number): void {
    if (this.rows.size <= 4 * MAX_WINDOW) return
    for (const [index, row] of this.rows) {
      if (Math.abs(index - from) < 2 * MAX_WINDOW) continue
      this.rows.delete(index)
      if (this.places.get(row.run.id) === index) this.places.delete(row.run.id)
    }
  }
}

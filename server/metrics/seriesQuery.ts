/** One series as buckets: the work behind every chart. */
import { Buckets, bucketRowsFor } from '@/lib/metrics/buckets'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import type { BlockReader } from './blockReader'
import { indexOfRow, rowAt } from './column'
import { BLOCK_ENTRIES, entryRows } from './pyramid'
import { type EntriesPiece, isRaw, type RawPiece, RowCursor, type RowSpan, scan } from './scan'
import type { KeyFacts, RunSnapshot } from './snapshot'
import { sortedByX } from './sortedSeries'

export interface SeriesRequest {
  key: string
  x: string
  /** In units of x, both ends included; a missing bound is open. */
  range?: [number | null, number | null] | undefined
  buckets: number
}

/** Buckets looked at while narrowing a range of x down to a range of rows. */
const LOCATE_BUCKETS = 1024

export async function querySeries(
  reader: BlockReader,
  snapshot: RunSnapshot,
  request: SeriesRequest,
): Promise<SeriesResult> {
  const y = snapshot.key(request.key)
  const x = snapshot.key(request.x)
  const result = (buckets: Buckets, sorted = false): SeriesResult => ({
    run: snapshot.runId,
    key: request.key,
    nextRow: snapshot.totalRows,
    known: y !== undefined,
    sortedByX: sorted,
    buckets,
  })
  if (!x || !y || snapshot.totalRows === 0) return result(new Buckets(1, 1))
  if (!x.monotone) return result(await sortedByX(reader, snapshot, x, y, request), true)
  const low = request.range?.[0] ?? -Infinity
  const high = request.range?.[1] ?? Infinity
  if (low === -Infinity && high === Infinity) {
    const span = { from: 0, to: snapshot.totalRows }
    const bucketRows = bucketRowsFor(snapshot.totalRows, request.buckets)
    return result(await bucketsOf(reader, snapshot, x, y, span, bucketRows))
  }
  const rows = await locateRows(reader, snapshot, x, low, high, request.buckets)
  const bucketRows = bucketRowsFor(rows.to - rows.from, request.buckets)
  const span = widen(rows, bucketRows, snapshot.totalRows)
  const inside = await bucketsOf(reader, snapshot, x, y, span, bucketRows)
  return result(await withNeighbours(reader, snapshot, x, y, span, inside))
}

/** The span on the bucket grid, with one bucket more at each end for the lines that leave it. */
function widen(rows: RowSpan, bucketRows: number, totalRows: number): RowSpan {
  const from = Math.max(0, (Math.floor(rows.from / bucketRows) - 1) * bucketRows)
  const to = Math.min(totalRows, (Math.ceil(rows.to / bucketRows) + 1) * bucketRows)
  return { from, to }
}

/** Buckets of y over a span whose ends lie on the bucket grid. */
export async function bucketsOf(
  reader: BlockReader,
  snapshot: RunSnapshot,
  x: KeyFacts,
  y: KeyFacts,
  span: RowSpan,
  bucketRows: number,
): Promise<Buckets> {
  const pieces = await scan(reader, snapshot, [y, x], span, bucketRows)
  const buckets = new Buckets(bucketRows)
  for (const piece of pieces) {
    if (isRaw(piece)) addRaw(buckets, piece, span)
    else addEntries(buckets, piece as EntriesPiece, span)
  }
  return buckets
}

function addRaw(buckets: Buckets, piece: RawPiece, span: RowSpan): void {
  const [column, x] = piece.columns
  if (!column) return
  const cursor = new RowCursor(x)
  const end = column.values.length
  for (let i = indexOfRow(column, span.from - piece.base); i < end; i++) {
    const offset = rowAt(column, i)
    const row = piece.base + offset
    if (row >= span.to) return
    const at = cursor.valueAt(offset)
    if (Number.isFinite(at)) buckets.addPoint(row, at, column.values[i]!)
  }
}

function addEntries(buckets: Buckets, piece: EntriesPiece, span: RowSpan): void {
  const [entries, x] = piece.columns
  if (!entries || !x) return
  const size = entryRows(piece.level)
  let j = 0
  for (let i = 0; i < entries.slots.length; i++) {
    const slot = entries.slots[i]!
    const row = piece.base + slot * size
    if (row < span.from) continue
    if (row >= span.to) return
    while (j < x.slots.length && x.slots[j]! < slot) j++
    if (x.slots[j] !== slot || x.count[j] === 0) continue
    buckets.addEntry(
      row,
      x.min[j]!,
      x.max[j]!,
      entries.min[i]!,
      entries.max[i]!,
      entries.sum[i]!,
      entries.last[i]!,
      entries.count[i]!,
      entries.nonFinite[i]!,
    )
  }
}

/**
 * The rows whose x lies in [low, high], to the precision of one bucket of the final answer. When
 * none does, the empty span at the place where they would be.
 */
export async function locateRows(
  reader: BlockReader,
  snapshot: RunSnapshot,
  x: KeyFacts,
  low: number,
  high: number,
  wanted: number,
): Promise<RowSpan> {
  let span: RowSpan = { from: 0, to: snapshot.totalRows }
  for (;;) {
    const bucketRows = bucketRowsFor(span.to - span.from, Math.max(LOCATE_BUCKETS, wanted))
    const aligned = { from: Math.floor(span.from / bucketRows) * bucketRows, to: span.to }
    const buckets = await bucketsOf(reader, snapshot, x, x, aligned, bucketRows)
    const first = firstIndex(buckets.length, (i) => buckets.xMax[i]! >= low)
    const beyond = firstIndex(buckets.length, (i) => buckets.xMin[i]! > high)
    const rowOf = (i: number) => (i < buckets.length ? buckets.index[i]! * bucketRows : span.to)
    const from = Math.max(span.from, rowOf(first))
    const to = Math.max(from, Math.min(span.to, rowOf(beyond)))
    const enough = bucketRows === 1 || bucketRows <= bucketRowsFor(to - from, wanted)
    if (enough || (from === span.from && to === span.to) || to === from) return { from, to }
    span = { from, to }
  }
}

function firstIndex(n: number, test: (i: number) => boolean): number {
  let low = 0
  let high = n
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * A sparse key may have its nearest points far outside the span. They are added, so that the line
 * that crosses the picture is drawn.
 */
async function withNeighbours(
  reader: BlockReader,
  snapshot: RunSnapshot,
  x: KeyFacts,
  y: KeyFacts,
  span: RowSpan,
  inside: Buckets,
): Promise<Buckets> {
  const { bucketRows } = inside
  const startsAtEdge = inside.length > 0 && inside.index[0]! * bucketRows <= span.from
  const lastIndex = inside.index[inside.length - 1] ?? -1
  const endsAtEdge = inside.length > 0 && (lastIndex + 1) * bucketRows >= span.to
  const [before, after] = await Promise.all([
    startsAtEdge || span.from === 0
      ? undefined
      : nearest(reader, snapshot, x, y, { from: 0, to: span.from }, 'last'),
    endsAtEdge || span.to >= snapshot.totalRows
      ? undefined
      : nearest(reader, snapshot, x, y, { from: span.to, to: snapshot.totalRows }, 'first'),
  ])
  if (!before && !after) return inside
  const all = new Buckets(bucketRows, inside.length + 2)
  if (before) all.addFrom(before, 0)
  for (let i = 0; i < inside.length; i++) all.addFrom(inside, i)
  if (after) all.addFrom(after, 0)
  return all
}

/** The last finite value of a key. */
export async function lastPoint(
  reader: BlockReader,
  snapshot: RunSnapshot,
  key: KeyFacts,
): Promise<number | undefined> {
  if (snapshot.totalRows === 0) return undefined
  const all = { from: 0, to: snapshot.totalRows }
  const point = await nearest(reader, snapshot, key, key, all, 'last')
  return point?.last[0]
}

/** The first or last point of y in the span, as a single raw bucket. */
async function nearest(
  reader: BlockReader,
  snapshot: RunSnapshot,
  x: KeyFacts,
  y: KeyFacts,
  span: RowSpan,
  which: 'first' | 'last',
): Promise<Buckets | undefined> {
  const bucketRows = bucketRowsFor(span.to - span.from, BLOCK_ENTRIES)
  const aligned = { from: Math.floor(span.from / bucketRows) * bucketRows, to: span.to }
  const buckets = await bucketsOf(reader, snapshot, x, y, aligned, bucketRows)
  const candidates = Array.from({ length: buckets.length }, (_, i) => i)
  if (which === 'last') candidates.reverse()
  for (const i of candidates) {
    const row = buckets.index[i]! * bucketRows
    if (bucketRows === 1) {
      const point = new Buckets(1, 1)
      point.addFrom(buckets, i)
      return point
    }
    // A bucket across the span's end may hold only points outside it: the next one then follows.
    const inner = { from: Math.max(span.from, row), to: Math.min(span.to, row + bucketRows) }
    const found = await nearest(reader, snapshot, x, y, inner, which)
    if (found) return found
  }
  return undefined
}

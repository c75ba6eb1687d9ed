/**
 * Series against an x that runs backwards somewhere, such as a metric against another metric. Rows
 * are then ordered by x, not by row, so the pyramid's grid does not apply.
 */
import { Buckets, bucketRowsFor } from '@/lib/metrics/buckets'
import type { BlockReader } from './blockReader'
import { rowAt } from './column'

import { type EntriesPiece, isRaw, type RawPiece, RowCursor, scan } from './scan'
import type { KeyFacts, RunSnapshot } from './snapshot'

/**
 * Up to this many rows both columns are read whole and sorted. Beyond it the answer is made of
 * boxes [xMin, xMax] × [min, max] over neighbouring rows, ordered by xMin: extremes stay exact.
 */
const MAX_SORTED_ROWS = 500_000

interface Request {
  range?: [number | null, number | null] | undefined
  buckets: number
}

export async function sortedByX(
  reader: BlockReader,
  snapshot: RunSnapshot,
  x: KeyFacts,
  y: KeyFacts,
  request: Request,
): Promise<Buckets> {
  const low = request.range?.[0] ?? -Infinity
  const high = request.range?.[1] ?? Infinity
  const span = { from: 0, to: snapshot.totalRows }
  const whole = snapshot.totalRows <= MAX_SORTED_ROWS
  const width = whole ? 1 : bucketRowsFor(snapshot.totalRows, Math.max(4096, request.buckets))
  const pieces = await scan(reader, snapshot, [y, x], span, width)
  const boxes = new Buckets(1)
  // Boxes are numbered as they come; their order is by x, which only sorting can tell.
  let n = 0
  for (const piece of pieces) {
    if (isRaw(piece)) n = addPoints(boxes, piece, low, high, n)
    else n = addBoxes(boxes, piece as EntriesPiece, low, high, n)
  }
  const order = Array.from({ length: boxes.length }, (_, i) => i)
  order.sort((a, b) => boxes.xMin[a]! - boxes.xMin[b]! || a - b)
  const perBucket = Math.max(1, Math.ceil(order.length / request.buckets))
  const result = new Buckets(perBucket, Math.ceil(order.length / perBucket) || 1)
  order.forEach((i, place) => {
    result.addEntry(
      place,
      boxes.xMin[i]!,
      boxes.xMax[i]!,
      boxes.min[i]!,
      boxes.max[i]!,
      boxes.sum[i]!,
      boxes.last[i]!,
      boxes.count[i]!,
      boxes.nonFinite[i]!,
    )
  })
  return result
}

function addPoints(
  boxes: Buckets,
  piece: RawPiece,
  low: number,
  high: number,
  start: number,
): number {
  const [column, x] = piece.columns
  if (!column) return start
  const cursor = new RowCursor(x)
  let n = start
  for (let i = 0; i < column.values.length; i++) {
    const at = cursor.valueAt(rowAt(column, i))
    if (!Number.isFinite(at) || at < low || at > high) continue
    boxes.addPoint(n++, at, column.values[i]!)
  }
  return n
}

function addBoxes(
  boxes: Buckets,
  piece: EntriesPiece,
  low: number,
  high: number,
  start: number,
): number {
  const [entries, x] = piece.columns
  if (!entries || !x) return start
  let n = start
  let j = 0
  for (let i = 0; i < entries.slots.length; i++) {
    while (j < x.slots.length && x.slots[j]! < entries.slots[i]!) j++
    if (x.slots[j] !== entries.slots[i] || x.count[j] === 0) continue
    if (x.max[j]! < low || x.min[j]! > high) continue
    boxes.addEntry(
      n++,
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
  return n
}

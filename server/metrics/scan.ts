/**
 * Reads a span of rows of several columns at the coarsest resolution that still fills the asked
 * buckets: finished pyramid blocks first, finer blocks after them, raw chunks, then the open tail.
 */
import type { BlockReader } from './blockReader'
import { type Column, firstRows } from './column'
import { type OwnedSpan, ownersOf } from './lineage'
import { blockRows, CHUNK_ROWS, type Entries, levelFor } from './pyramid'
import type { KeyFacts, RunSnapshot } from './snapshot'

/** What is known of the columns in one stretch of rows; stretches come in row order. */
export type Piece = EntriesPiece | RawPiece

export interface EntriesPiece {
  level: number
  /** First row of the block, or of the chunk that is summed up in its place. */
  base: number
  columns: (Entries | undefined)[]
}

export interface RawPiece {
  level: 0
  base: number
  columns: (Column | undefined)[]
}

export interface RowSpan {
  from: number
  /** Exclusive. */
  to: number
}

interface Stretch extends RowSpan {
  level: number
}

/** Which level answers for which sealed rows of the span. */
export function planStretches(span: RowSpan, sealedRows: number, coarsest: number): Stretch[] {
  const stretches: Stretch[] = []
  let from = span.from
  const end = Math.min(span.to, sealedRows)
  for (let level = coarsest; level >= 0 && from < end; level--) {
    const size = blockRows(level)
    const finished = level === 0 ? sealedRows : Math.floor(sealedRows / size) * size
    const to = Math.min(end, finished)
    if (to <= from) continue
    stretches.push({ level, from, to })
    from = to
  }
  return stretches
}

/**
 * Pieces of `keys` over `span`, whose ends must lie on the bucket grid (or at the end of the run).
 * Pieces may reach beyond the span; rows outside it are for the caller to skip.
 */
export async function scan(
  reader: BlockReader,
  snapshot: RunSnapshot,
  keys: readonly KeyFacts[],
  span: RowSpan,
  bucketRows: number,
): Promise<Piece[]> {
  const coarsest = levelFor(bucketRows)
  const stretches = planStretches(span, snapshot.sealedRows, coarsest)
  const sealed = await Promise.all(
    stretches.map((stretch) => readStretch(reader, snapshot, keys, stretch, coarsest)),
  )
  const pieces = sealed.flat()
  if (span.to > snapshot.sealedRows) {
    const columns = keys.map((key) => snapshot.tail(key.col))
    pieces.push({ level: 0, base: snapshot.sealedRows, columns })
  }
  return pieces
}

async function readStretch(
  reader: BlockReader,
  snapshot: RunSnapshot,
  /** The last one is the x axis. */
  keys: readonly KeyFacts[],
  { level, from, to }: Stretch,
  coarsest: number,
): Promise<Piece[]> {
  const size = blockRows(level)
  const first = Math.floor(from / size)
  const last = Math.ceil(to / size) - 1
  const owners = ownersOf(snapshot.lineage, level, { from: first, to: last }, snapshot.sealedRows)
  const spanOf = (key: KeyFacts, { id, from, to }: OwnedSpan) => {
    const { col, parts } = key
    return { history: id, stream: snapshot.stream, level, col, parts, from, to }
  }
  const indexes = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  if (level > 0) {
    const blocks = await Promise.all(
      keys.map((key) => joined(owners.map((owner) => reader.entries(spanOf(key, owner))))),
    )
    return indexes.map((idx) => ({
      level,
      base: idx * size,
      columns: blocks.map((found) => found.get(idx)),
    }))
  }
  const { sealedRows } = snapshot
  const rowsOf = (idx: number) => Math.min(CHUNK_ROWS, sealedRows - idx * CHUNK_ROWS)
  const summed =
    coarsest > 0
      ? await Promise.all(
          keys.map((key) =>
            joined(owners.map((owner) => reader.chunkEntries(spanOf(key, owner), sealedRows))),
          ),
        )
      : []
  // A sum cannot tell which of its rows have an x: only where all have one it stands for them.
  const isSummed = (idx: number) => sumOf(summed.at(-1)?.get(idx)?.count) === rowsOf(idx)
  const chunks = indexes.every(isSummed)
    ? []
    : await Promise.all(
        keys.map((key) => joined(owners.map((owner) => reader.columns(spanOf(key, owner))))),
      )
  return indexes.map((idx): Piece => {
    const base = idx * CHUNK_ROWS
    if (isSummed(idx)) return { level: 1, base, columns: summed.map((found) => found.get(idx)) }
    return {
      level: 0,
      base,
      columns: chunks.map((found) => {
        const column = found.get(idx)
        // A chunk may have grown since the snapshot; those rows are in its tail.
        return column && firstRows(column, rowsOf(idx))
      }),
    }
  })
}

function sumOf(counts: Uint32Array | undefined): number {
  return counts?.reduce((sum, count) => sum + count, 0) ?? 0
}

async function joined<T>(parts: Promise<Map<number, T>>[]): Promise<Map<number, T>> {
  if (parts.length === 1) return parts[0]!
  return new Map((await Promise.all(parts)).flatMap((part) => [...part]))
}

/** The value of `column` at `row`, or NaN. `hint` is where the previous look-up ended. */
export class RowCursor {
  private at = 0

  constructor(private readonly column: Column | undefined) {}

  /** Rows must be asked for in increasing order. */
  valueAt(row: number): number {
    const { column } = this
    if (!column) return NaN
    if (!column.rows) return column.values[row] ?? NaN
    while (this.at < column.rows.length && column.rows[this.at]! < row) this.at++
    return column.rows[this.at] === row ? column.values[this.at]! : NaN
  }
}

export function isRaw(piece: Piece): piece is RawPiece {
  return piece.level === 0
}

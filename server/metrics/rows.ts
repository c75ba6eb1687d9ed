/** Whole rows with everything that was logged in them, in order: for exports and single steps. */
import type pg from 'pg'
import { parseLenient } from '@/lib/json/lenient'
import type { BlockReader } from './blockReader'
import { readBlocks } from './blockTable'
import { type Cell, decodeCells } from './cells'
import { indexOfRow, rowAt } from './column'
import { ownerOf } from './lineage'
import { blockRows } from './pyramid'
import { isRaw, type RowSpan, scan } from './scan'
import { CELLS_PART } from './segment'
import type { RunSnapshot } from './snapshot'

/** Key to value; keys that the row does not have are absent. */
export type Row = Map<string, unknown>

/** A key for the text of a line that was not JSON, which is kept and exported as it came. */
export const UNREADABLE_KEY = '_unreadable'

/** Yields rows of `span` in batches of at most one chunk. */
export async function* readRows(
  pool: Pick<pg.Pool, 'query'>,
  reader: BlockReader,
  snapshot: RunSnapshot,
  span: RowSpan,
  names: readonly string[],
): AsyncGenerator<Row[]> {
  const size = blockRows(0)
  const keys = names.flatMap((name) => {
    const facts = snapshot.key(name)
    return facts ? [{ name, facts }] : []
  })
  const wanted = new Set(names)
  const end = Math.min(span.to, snapshot.totalRows)
  for (let from = span.from; from < end;) {
    const chunkEnd = Math.floor(from / size) * size + size
    // A batch is sealed or open as a whole: the tail begins where the sealed rows end.
    const border = from < snapshot.sealedRows ? Math.min(chunkEnd, snapshot.sealedRows) : chunkEnd
    const to = Math.min(end, border)
    const rows: Row[] = Array.from({ length: to - from }, () => new Map())
    const facts = keys.map((key) => key.facts)
    const pieces = await scan(reader, snapshot, facts, { from, to }, 1)
    for (const piece of pieces) {
      if (!isRaw(piece)) continue
      keys.forEach(({ name }, k) => {
        const column = piece.columns[k]
        if (!column) return
        for (let i = indexOfRow(column, from - piece.base); i < column.values.length; i++) {
          const row = piece.base + rowAt(column, i)
          if (row >= to) break
          rows[row - from]!.set(name, column.values[i]!)
        }
      })
    }
    const { base, cells } = await cellsOf(pool, snapshot, from)
    for (const cell of cells) {
      const row = rows[base + cell.row - from]
      if (row) addCell(row, cell, wanted)
    }
    yield rows
    from = to
  }
}

async function cellsOf(
  pool: Pick<pg.Pool, 'query'>,
  snapshot: RunSnapshot,
  row: number,
): Promise<{ base: number; cells: readonly Cell[] }> {
  if (row >= snapshot.sealedRows) return { base: snapshot.sealedRows, cells: snapshot.tailCells() }
  const idx = Math.floor(row / blockRows(0))
  const { stream, lineage } = snapshot
  const history = ownerOf(lineage, 0, idx, snapshot.sealedRows)
  const parts = { from: 1, to: 0, extra: [CELLS_PART] }
  const [block] = await readBlocks(pool, history, stream, 0, { from: idx, to: idx }, parts)
  return { base: idx * blockRows(0), cells: block ? decodeCells(block.blob) : [] }
}

function addCell(row: Row, cell: Cell, wanted: ReadonlySet<string>): void {
  const value = parseLenient(cell.json)
  if (typeof value === 'string') {
    row.set(UNREADABLE_KEY, value)
    return
  }
  for (const [key, v] of Object.entries(value as Record<string, unknown>)) {
    if (wanted.has(key)) row.set(key, v)
  }
}

/** Turns history or event lines, as text, into columns of numbers plus the cells that are not. */
import { parseLenient, stringifyLenient } from '@/lib/json/lenient'
import { escapeKeySegment, isPlainTree, visitRow } from '@/lib/metrics/keys'
import { type Cell, type Column, sliceColumn } from '../metrics'

/** Row offsets count from the batch's first row. */
export interface BatchColumn extends Column {
  name: string
}

export interface RowBatch {
  rows: number
  columns: BatchColumn[]
  cells: Cell[]
  /** The keys that occur in cells. */
  cellKeys: Set<string>
}

class Slot {
  private readonly rows: number[] = []
  private readonly values: number[] = []

  constructor(
    /** The name as it stands in the line, for top-level keys; null for nested ones. */
    readonly rawName: string | null,
    readonly name: string,
    /** Place in the order of first appearance: rows of one shape name their keys in this order. */
    readonly place: number,
  ) {}

  push(row: number, value: number): void {
    this.rows.push(row)
    this.values.push(value)
  }

  column(rowCount: number): BatchColumn {
    const dense = this.rows.length === rowCount
    return {
      name: this.name,
      rows: dense ? null : Uint32Array.from(this.rows),
      values: Float64Array.from(this.values),
    }
  }
}

/**
 * Never throws for bad content: a line that is not a JSON object is kept as a cell holding its
 * text, so that later lines keep their numbers and nothing is lost.
 */
export function parseRows(lines: readonly string[]): RowBatch {
  const slots: Slot[] = []
  const byRawName = new Map<string, Slot>()
  const byName = new Map<string, Slot>()
  const cells: Cell[] = []
  const cellKeys = new Set<string>()

  const slotFor = (rawName: string | null, name: string): Slot => {
    let slot = byName.get(name)
    if (!slot) {
      slot = new Slot(rawName, name, slots.length)
      slots.push(slot)
      byName.set(name, slot)
    }
    return slot
  }

  lines.forEach((line, row) => {
    let parsed: unknown
    try {
      parsed = parseLenient(line)
    } catch {
      parsed = undefined
    }
    if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) {
      cells.push({ row, json: JSON.stringify(line) })
      return
    }
    const object = parsed as Record<string, unknown>
    let others: Record<string, unknown> | undefined
    const other = (key: string, value: unknown) => {
      // Defined, not assigned: a key may be called "__proto__".
      others ??= Object.create(null) as Record<string, unknown>
      others[key] = value
      cellKeys.add(key)
    }
    let expected = 0
    for (const rawName in object) {
      const value = object[rawName]
      if (typeof value === 'number') {
        let slot = slots[expected]
        if (slot === undefined || slot.rawName !== rawName) {
          slot = byRawName.get(rawName)
          if (slot === undefined) {
            slot = slotFor(rawName, escapeKeySegment(rawName))
            byRawName.set(rawName, slot)
          }
        }
        expected = slot.place + 1
        slot.push(row, value)
      } else if (isPlainTree(value)) {
        const prefix = `${escapeKeySegment(rawName)}.`
        visitRow(value, (key, v) => slotFor(null, key).push(row, v), other, prefix, 1)
      } else other(escapeKeySegment(rawName), value)
    }
    if (others) cells.push({ row, json: cellText(others, line) })
  })
  const columns = slots.map((slot) => slot.column(lines.length))
  return { rows: lines.length, columns, cells, cellKeys }
}

/** Rows [from, to) of a batch. */
export function sliceBatch(batch: RowBatch, from: number, to: number): RowBatch {
  if (from === 0 && to === batch.rows) return batch
  return {
    rows: to - from,
    columns: batch.columns
      .map((column) => ({ name: column.name, ...sliceColumn(column, from, to) }))
      .filter((column) => column.values.length > 0),
    cells: batch.cells
      .filter((cell) => cell.row >= from && cell.row < to)
      .map((cell) => ({ row: cell.row - from, json: cell.json })),
    cellKeys: batch.cellKeys,
  }
}

/** Values nested so deeply that they cannot be written again are kept as the line they came in. */
function cellText(others: Record<string, unknown>, line: string): string {
  try {
    return stringifyLenient(others)
  } catch {
    return JSON.stringify(line)
  }
}

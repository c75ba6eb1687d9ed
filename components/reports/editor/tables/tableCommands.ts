/** Rows, columns and alignment of the table that the caret is in. Cells have no spans. */
import type { Node, ResolvedPos } from '@tiptap/pm/model'
import { type EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import type { Alignment } from '@/lib/reports/nodes'

export interface TablePlace {
  table: Node
  /** Where the table begins. */
  at: number
  row: number
  column: number
}

export function tablePlace({ selection: { $head } }: EditorState): TablePlace | null {
  const depth = depthOf($head, 'tableRow')
  if (depth === null || $head.node(depth - 1).type.name !== 'table') return null
  return {
    table: $head.node(depth - 1),
    at: $head.before(depth - 1),
    row: $head.index(depth - 1),
    column: $head.index(depth),
  }
}

function depthOf($pos: ResolvedPos, name: string): number | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    if ($pos.node(depth).type.name === name) return depth
  }
  return null
}

const columnsOf = (table: Node) => Math.max(...children(table).map((row) => row.childCount))

const children = (node: Node): Node[] =>
  Array.from({ length: node.childCount }, (_, i) => node.child(i))

/** Where a cell begins; the last of the row when it has fewer. */
function cellAt(table: Node, at: number, row: number, column: number): number {
  let pos = at + 1
  for (let i = 0; i < row; i++) pos += table.child(i).nodeSize
  pos += 1
  const cells = children(table.child(row))
  for (const cell of cells.slice(0, Math.min(column, cells.length - 1))) pos += cell.nodeSize
  return pos
}

export function goToCell(
  tr: Transaction,
  place: TablePlace,
  row: number,
  column: number,
): Transaction {
  const table = tr.doc.nodeAt(place.at)
  if (!table) return tr
  const pos = cellAt(table, place.at, row, column)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView()
}

export function addRow(state: EditorState, place: TablePlace, after: boolean): Transaction {
  const { nodes } = state.schema
  const { table, at, row } = place
  const model = table.child(row)
  const cells = children(model).map((cell) =>
    nodes['tableCell']!.createAndFill({ align: cell.attrs['align'] as string | null })!,
  )
  // Above the head there is nothing: a new row above it goes below.
  const index = row === 0 && isHead(model) ? 1 : row + (after ? 1 : 0)
  let pos = at + 1
  for (let i = 0; i < index; i++) pos += table.child(i).nodeSize
  const tr = state.tr.insert(pos, nodes['tableRow']!.create(null, cells))
  return goToCell(tr, place, index, place.column)
}

const isHead = (row: Node) => row.firstChild?.type.name === 'tableHeader'

export function addColumn(state: EditorState, place: TablePlace, after: boolean): Transaction {
  const { table, at, column } = place
  const { tr } = state
  const index = column + (after ? 1 : 0)
  children(table).forEach((row, i) => {
    const type = row.child(0).type
    const beforeEnd = index >= row.childCount
    const pos = beforeEnd
      ? cellAt(table, at, i, row.childCount - 1) + row.lastChild!.nodeSize
      : cellAt(table, at, i, index)
    tr.insert(tr.mapping.map(pos), type.createAndFill()!)
  })
  return goToCell(tr, place, place.row, index)
}

/** The last row takes the table with it. */
export function removeRow(state: EditorState, place: TablePlace): Transaction {
  const { table, at, row } = place
  if (table.childCount === 1) return removeTable(state, place)
  const pos = cellAt(table, at, row, 0) - 1
  const tr = state.tr.delete(pos, pos + table.child(row).nodeSize)
  return goToCell(tr, place, Math.min(row, table.childCount - 2), place.column)
}

export function removeColumn(state: EditorState, place: TablePlace): Transaction {
  const { table, at, column } = place
  if (columnsOf(table) === 1) return removeTable(state, place)
  const { tr } = state
  children(table).forEach((row, i) => {
    if (column >= row.childCount || row.childCount === 1) return
    const pos = tr.mapping.map(cellAt(table, at, i, column))
    tr.delete(pos, pos + row.child(column).nodeSize)
  })
  return goToCell(tr, place, place.row, Math.max(0, column - 1))
}

export function removeTable(state: EditorState, { table, at }: TablePlace): Transaction {
  const tr = state.tr.delete(at, at + table.nodeSize)
  return tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(at, tr.doc.content.size))))
}

export function alignColumn(
  state: EditorState,
  { table, at, column }: TablePlace,
  align: Alignment | null,
): Transaction {
  const { tr } = state
  children(table).forEach((row, i) => {
    if (column < row.childCount) tr.setNodeAttribute(cellAt(table, at, i, column), 'align', align)
  })
  return tr
}

/** Whether the first row says what the columns are. */
export function toggleHead(state: EditorState, { table, at }: TablePlace): Transaction {
  const { nodes } = state.schema
  const { tr } = state
  const first = table.child(0)
  const type = nodes[isHead(first) ? 'tableCell' : 'tableHeader']!
  children(first).forEach((cell, i) => tr.setNodeMarkup(cellAt(table, at, 0, i), type, cell.attrs))
  return tr
}

/** The next or previous cell; after the last one a new row. */
export function stepCell(state: EditorState, step: 1 | -1): Transaction | null {
  const place = tablePlace(state)
  if (!place) return null
  const { table, row, column } = place
  const inRow = column + step
  if (inRow >= 0 && inRow < table.child(row).childCount) {
    return goToCell(state.tr, place, row, inRow)
  }
  const nextRow = row + step
  if (nextRow < 0) return state.tr
  if (nextRow < table.childCount) {
    const last = table.child(nextRow).childCount - 1
    return goToCell(state.tr, place, nextRow, step > 0 ? 0 : last)
  }
  return addRow(state, { ...place, column: 0 }, true)
}

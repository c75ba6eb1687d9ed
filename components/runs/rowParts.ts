import type { RunOrGroup } from '@/lib/workspace/access'
import type { RunRow } from '@/lib/api/runs'
import type { EditableColumn, TableLayout } from './tableLayout'

/** What rows tell the table; the same object for the life of the table. */
export interface RowActions {
  toggle: (key: RunOrGroup, range: boolean) => void
  select: (runId: number, range: boolean) => void
  toggleGroup: (key: RunOrGroup) => void
  save: (run: RunRow, column: EditableColumn, text: string) => void
  stopEditing: () => void
}

/** What every row of a table has in common. */
export interface RowFrame {
  /** Of the grid: ids of cells begin with it. */
  id: string
  /** Index of the row, from 0. */
  index: number
  depth: number
  layout: TableLayout
  /** The moving columns [from, to) that are rendered. */
  from: number
  to: number
  /** The cell that the cursor is on; null in all rows but one. */
  cursor: number | null
  hidden: boolean
  actions: RowActions
}

export const cellId = (grid: string, row: number, cell: number) => `${grid}-${row}-${cell}`

/** The head is row 1. */
export const ariaRowIndex = (index: number) => index + 2

export interface Editing {
  runId: number
  column: EditableColumn
}

/** "a, b" as tags, each once. */
export function parseTags(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ]
}

/** Where columns stand: the name, those that stay in sight beside it, and those that scroll. */
import { offsetsOf } from '@/lib/runs/gridSpan'
import { type ColumnKind, NAME_COLUMN, type TableColumn } from '@/lib/runs/tableColumns'
import type { ColumnId } from '@/lib/runs/columns'

export interface TableLayout {
  wide: boolean
  leadWidth: number
  /** Beside the name, always in sight. */
  fixed: readonly TableColumn[]
  fixedOffsets: readonly number[]
  /** Width of what is always in sight, the name included. */
  fixedWidth: number
  moving: readonly TableColumn[]
  /** From the end of what is fixed. */
  offsets: readonly number[]
  totalWidth: number
  /** Cells of a row: the name is 0, then the fixed, then the moving ones. */
  columnCount: number
}

const LEAD = { wide: 300, narrowLeast: 150 }
/** With less than this beside what is fixed, nothing could be read. */
const LEAST_MOVING = 140

export interface LayoutWanted {
  wide: boolean
  /** Of the place that the table has, in CSS pixels; 0 while unknown. */
  width: number
  leadWidth: number | undefined
  pinned: readonly TableColumn[]
  rest: readonly TableColumn[]
}

export function tableLayout({ wide, width, leadWidth, pinned, rest }: LayoutWanted): TableLayout {
  const pinnedOffsets = offsetsOf(pinned.map((column) => column.width))
  const pinnedWidth = pinnedOffsets.at(-1)!
  if (!wide) {
    const lead = Math.max(LEAD.narrowLeast, width - pinnedWidth)
    return layout(false, lead, [], pinned)
  }
  let lead = leadWidth ?? LEAD.wide
  if (width > 0) lead = Math.min(lead, Math.max(160, width / 2))
  const fits = width === 0 || lead + pinnedWidth + LEAST_MOVING <= width
  return fits ? layout(true, lead, pinned, rest) : layout(true, lead, [], [...pinned, ...rest])
}

function layout(
  wide: boolean,
  leadWidth: number,
  fixed: readonly TableColumn[],
  moving: readonly TableColumn[],
): TableLayout {
  const fixedOffsets = offsetsOf(fixed.map((column) => column.width))
  const offsets = offsetsOf(moving.map((column) => column.width))
  const fixedWidth = leadWidth + fixedOffsets.at(-1)!
  return {
    wide,
    leadWidth,
    fixed,
    fixedOffsets,
    fixedWidth,
    moving,
    offsets,
    totalWidth: fixedWidth + offsets.at(-1)!,
    columnCount: 1 + fixed.length + moving.length,
  }
}

/** The column of a cell; undefined for the name. */
export function columnAt({ fixed, moving }: TableLayout, cell: number): TableColumn | undefined {
  return cell <= fixed.length ? fixed[cell - 1] : moving[cell - 1 - fixed.length]
}

export function columnIdAt(layout: TableLayout, cell: number): ColumnId {
  return columnAt(layout, cell)?.id ?? NAME_COLUMN
}

/** Numbers stand at the right, under each other's digits. */
export const isNumeric = (kind: ColumnKind) => kind === 'number'

/** Columns that may be edited where they stand. */
export type EditableColumn = 'run:displayName' | 'run:tags' | 'run:notes'

export function isEditable(id: ColumnId): id is EditableColumn {
  return id === 'run:displayName' || id === 'run:tags' || id === 'run:notes'
}

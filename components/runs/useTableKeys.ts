'use client'

import type { KeyboardEvent } from 'react'
import { COLUMN_WIDTH } from '@/lib/runs/tableColumns'
import { toggleSort } from '@/lib/runs/sorting'
import { type RunOrGroup, runKey } from '@/lib/workspace/access'
import { moveColumn } from './columnMenu'
import type { RowActions } from './rowParts'
import {
  columnAt,
  columnIdAt,
  type EditableColumn,
  isEditable,
  type TableLayout,
} from './tableLayout'
import { useLatest } from './useLatest'
import type { Runs } from './useRuns'

export interface Cursor {
  /** -1 is the head. */
  row: number
  /** Of the run or group there: it stays on that while others come and go. */
  key: RunOrGroup | undefined
  /** 0 is the name. */
  cell: number
}

export interface TableKeys {
  runs: Runs
  layout: TableLayout
  cursor: Cursor
  hasHead: boolean
  /** Rows that the screen holds. */
  page: number
  moveTo: (row: number, cell: number) => void
  actions: RowActions
  open: (runId: number) => void
  edit: (runId: number, column: EditableColumn) => void
  openMenu: (columnId: string) => void
  selectAll: () => void
}

/** The keys of the table, for its `onKeyDown`. */
export function useTableKeys(table: TableKeys): (event: KeyboardEvent) => void {
  const latest = useLatest(table)
  return (event) => {
    if (isWritingIn(event.target)) return
    if (handled(latest.current, event)) event.preventDefault()
  }
}

/** Boxes and buttons in cells leave their keys to the table; text fields have their own. */
function isWritingIn(target: EventTarget): boolean {
  if (target instanceof HTMLTextAreaElement) return true
  return target instanceof HTMLInputElement && target.type !== 'checkbox'
}

function handled(table: TableKeys, event: KeyboardEvent): boolean {
  const inHead = table.cursor.row < 0
  if (event.key === 'a' && (event.ctrlKey || event.metaKey) && table.runs.canWrite) {
    table.selectAll()
    return true
  }
  if (inHead && headKey(table, event)) return true
  if (!inHead && rowKey(table, event)) return true
  return moved(table, event)
}

function moved(table: TableKeys, event: KeyboardEvent): boolean {
  const { cursor, layout, runs, page, hasHead } = table
  if (event.altKey || event.metaKey || (event.ctrlKey && !/^(Home|End)$/.test(event.key)))
    return false
  const last = runs.model.count - 1
  const lastCell = layout.columnCount - 1
  // Without other columns the ends are those of the list.
  const ofList = event.ctrlKey || lastCell === 0
  const { row, cell } = cursor
  const to: Record<string, [row: number, cell: number]> = {
    ArrowDown: [row + 1, cell],
    ArrowUp: [row - 1, cell],
    ArrowLeft: [row, cell - 1],
    ArrowRight: [row, cell + 1],
    PageDown: [row + page, cell],
    PageUp: [Math.max(0, row - page), cell],
    Home: ofList ? [0, 0] : [row, 0],
    End: ofList ? [last, lastCell] : [row, lastCell],
  }
  const target = to[event.key]
  if (!target) return false
  const least = hasHead ? -1 : 0
  table.moveTo(
    Math.max(least, Math.min(last, target[0])),
    Math.max(0, Math.min(lastCell, target[1])),
  )
  return true
}

function rowKey(table: TableKeys, event: KeyboardEvent): boolean {
  const { cursor, runs, layout, actions } = table
  const row = runs.model.rowAt(cursor.row)
  if (row?.kind === 'group') {
    const { key } = row.group
    const turns =
      event.key === 'Enter' ||
      (cursor.cell === 0 && event.key === 'ArrowRight' && !row.open) ||
      (cursor.cell === 0 && event.key === 'ArrowLeft' && row.open)
    if (turns) actions.toggleGroup(key)
    else if (event.key === ' ') actions.toggle(key, false)
    else return false
    return true
  }
  if (row?.kind !== 'run') return false
  const { run } = row.row
  const column = columnIdAt(layout, cursor.cell)
  if (event.key === ' ') actions.toggle(runKey(run.id), event.shiftKey)
  else if (event.key === 'Enter' && isEditable(column) && cursor.cell > 0 && runs.canWrite) {
    table.edit(run.id, column)
  } else if (event.key === 'Enter') table.open(run.id)
  else if (event.key === 'F2' && runs.canWrite) {
    table.edit(run.id, isEditable(column) ? column : 'run:displayName')
  } else if (event.key.toLowerCase() === 'x' && !event.ctrlKey && !event.metaKey && runs.canWrite) {
    actions.select(run.id, event.shiftKey)
  } else if (event.key === 'Escape' && runs.selection.isOn()) runs.selection.setOn(false)
  else return false
  return true
}

const RESIZE_STEP = 16

function headKey(table: TableKeys, event: KeyboardEvent): boolean {
  const { runs, layout, cursor } = table
  const column = columnAt(layout, cursor.cell)
  const id = columnIdAt(layout, cursor.cell)
  if (event.key === 'Enter' || event.key === ' ') {
    runs.access.setSort(toggleSort(runs.state.sort, id, event.shiftKey))
    return true
  }
  if (!column) return false
  const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
  if (event.altKey && event.shiftKey && by !== 0) {
    const wanted = column.width + by * RESIZE_STEP
    const width = Math.min(COLUMN_WIDTH.max, Math.max(COLUMN_WIDTH.min, wanted))
    runs.access.changeColumn(id, { width })
  } else if (event.altKey && by !== 0) {
    if (moveColumn(runs, column, by)) table.moveTo(-1, cursor.cell + by)
  } else if ((event.altKey && event.key === 'ArrowDown') || event.key === 'ContextMenu') {
    table.openMenu(id)
  } else if (event.key === 'Delete') runs.access.changeColumn(id, { shown: false })
  else return false
  return true
}

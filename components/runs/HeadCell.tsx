'use client'

import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import { memo, type PointerEvent, useRef } from 'react'
import { cx } from '@/components/ui/cx'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { COLUMN_WIDTH, type TableColumn } from '@/lib/runs/tableColumns'
import { isNumeric } from './tableLayout'

export interface HeadActions {
  sort: (column: TableColumn, also: boolean) => void
  menu: (column: TableColumn) => MenuItem[]
  /** While the edge is dragged, and when it is let go. */
  resize: (column: TableColumn, width: number, done: boolean) => void
  grab: (column: TableColumn, event: PointerEvent<HTMLElement>) => void
}

export interface HeadCellProps {
  id: string | undefined
  cell: number
  column: TableColumn
  left: number
  active: boolean
  sort: { rank: number; descending: boolean } | undefined
  /** Whether several columns sort, so that the rank says something. */
  ranked: boolean
  dragged: boolean
  menuOpen: boolean
  onMenuOpen: (column: TableColumn | null) => void
  onMenuClosed: (event: Event) => void
  actions: HeadActions
}

/** A click sorts, a shift-click sorts by this as well; dragged to another place, and at its edge to another width. */
export const HeadCell = memo(function HeadCell(props: HeadCellProps) {
  const { id, cell, column, left, active, sort, ranked, dragged, actions } = props
  const { menuOpen, onMenuOpen, onMenuClosed } = props
  const full = column.hint ? `${column.label} (${column.hint})` : column.label
  const Arrow = sort?.descending ? ArrowDown : ArrowUp
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={cell + 1}
      aria-label={full}
      aria-sort={sort ? (sort.descending ? 'descending' : 'ascending') : 'none'}
      data-cell={cell}
      data-column={column.id}
      className={cx(
        'group/head absolute top-0 flex h-full items-center',
        active && 'cell-cursor',
        dragged && 'opacity-40',
      )}
      style={{ left, width: column.width }}
      onPointerDown={(event) => {
        if (event.button === 0) actions.grab(column, event)
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        event.stopPropagation()
        onMenuOpen(column)
      }}
    >
      <button
        type="button"
        tabIndex={-1}
        title={`${full}: sort; with Shift, as well`}
        onClick={(event) => actions.sort(column, event.shiftKey)}
        className={cx(
          'flex h-full min-w-0 grow items-center gap-1 px-2 text-left hover:bg-hover',
          isNumeric(column.kind) && 'flex-row-reverse text-right',
          sort && 'text-ink',
        )}
      >
        <span className="truncate">
          {column.label}
          {column.hint && <span className="ml-1 font-normal text-ink-3">{column.hint}</span>}
        </span>
        {sort && (
          <span className="flex shrink-0 items-center text-accent">
            <Arrow aria-hidden className="size-3" />
            {ranked && <span className="text-12 tabular-nums">{sort.rank}</span>}
          </span>
        )}
      </button>
      <Menu
        label={full}
        open={menuOpen}
        onOpenChange={(open) => onMenuOpen(open ? column : null)}
        onCloseAutoFocus={onMenuClosed}
        align="start"
        trigger={
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Column ${full}`}
            onPointerDown={(event) => event.stopPropagation()}
            className={cx(
              'absolute top-1 right-1.5 grid size-5 place-items-center rounded-sm bg-raised text-ink-2 hover:bg-hover',
              'opacity-0 group-hover/head:opacity-100 focus-visible:opacity-100 data-[state=open]:opacity-100',
            )}
          >
            <ChevronDown aria-hidden className="size-3.5" />
          </button>
        }
        items={menuOpen ? actions.menu(column) : []}
      />
      <Edge width={column.width} onResize={(width, done) => actions.resize(column, width, done)} />
    </div>
  )
})

/** Dragged to another width. By keyboard it is Alt-Shift and an arrow on the column's head. */
export function Edge({
  width,
  onResize,
}: {
  width: number
  onResize: (width: number, done: boolean) => void
}) {
  const grip = useRef<{ x: number; width: number; last: number } | null>(null)
  const to = (event: PointerEvent) => {
    const { x, width: before } = grip.current!
    const next = Math.round(before + event.clientX - x)
    return Math.min(COLUMN_WIDTH.max, Math.max(COLUMN_WIDTH.min, next))
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.stopPropagation()
    event.preventDefault()
    event.currentTarget.setPointerCapture(event.pointerId)
    grip.current = { x: event.clientX, width, last: width }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!grip.current) return
    grip.current.last = to(event)
    onResize(grip.current.last, false)
  }
  const end = () => {
    if (grip.current) onResize(grip.current.last, true)
    grip.current = null
  }
  return (
    <span
      aria-hidden
      data-edge
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      onClick={(event) => event.stopPropagation()}
      className="absolute inset-y-1 -right-1 z-10 w-2 cursor-col-resize touch-none after:absolute after:inset-y-0.5 after:left-[3px] after:w-px after:bg-line group-hover/head:after:bg-line-strong"
    />
  )
}

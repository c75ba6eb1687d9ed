'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { type RefObject, useCallback, useMemo, useRef } from 'react'
import { cx } from '@/components/ui/cx'
import { sortRank, toggleSort } from '@/lib/runs/sorting'
import { NAME_COLUMN, type TableColumn } from '@/lib/runs/tableColumns'
import { columnMenu } from './columnMenu'
import { Edge, HeadCell, type HeadActions } from './HeadCell'
import { cellId } from './rowParts'
import type { TableLayout } from './tableLayout'
import { useLatest } from './useLatest'
import { useColumnDrag } from './useColumnDrag'
import type { Runs } from './useRuns'

export interface TableHeadProps {
  id: string
  runs: Runs
  layout: TableLayout
  from: number
  to: number
  /** The cell of the head that the cursor is on. */
  cursor: number | null
  scroller: RefObject<HTMLElement | null>
  menuOf: string | null
  onMenuOf: (id: string | null) => void
  /** A width that is being dragged; undefined when it is let go. */
  onWidth: (resized: { id: string; width: number } | undefined) => void
  onFilter: ((column: TableColumn) => void) | undefined
  height: number
}

/** The heads of columns: they sort, and are moved, resized, pinned and hidden. */
export function TableHead(props: TableHeadProps) {
  const { id, runs, layout, from, to, cursor, scroller, menuOf, onMenuOf, height } = props
  const { access, state } = runs
  const { sort } = state
  const { drag, grab, wasDragged } = useColumnDrag(scroller, layout, (column, place) =>
    access.changeColumn(column, { place }),
  )
  /** An item of the menu has given the focus to something else. */
  const focusGiven = useRef(false)
  const onMenuClosed = useCallback(
    (event: Event) => {
      event.preventDefault()
      if (!focusGiven.current) scroller.current?.focus({ preventScroll: true })
      focusGiven.current = false
    },
    [scroller],
  )
  const onMenuOpen = useCallback(
    (open: TableColumn | null) => onMenuOf(open?.id ?? null),
    [onMenuOf],
  )
  const current = useLatest({ runs, props, grab, wasDragged })
  const actions = useMemo(
    (): HeadActions => ({
      sort: (column, also) => {
        const { runs, wasDragged } = current.current
        if (wasDragged()) return
        runs.access.setSort(toggleSort(runs.state.sort, column.id, also))
      },
      menu: (column) => {
        const { runs, props } = current.current
        const { onFilter } = props
        const filter = (by: TableColumn) => {
          focusGiven.current = true
          onFilter?.(by)
        }
        return columnMenu(runs, column, onFilter && filter)
      },
      resize: (column, width, done) => {
        const { runs, props } = current.current
        props.onWidth(done ? undefined : { id: column.id, width })
        if (done) runs.access.changeColumn(column.id, { width })
      },
      grab: (column, event) => {
        if (!current.current.runs.access.readOnly) current.current.grab(column, event)
      },
    }),
    [current],
  )
  const byName = sortRank(sort, NAME_COLUMN)
  const NameArrow = byName?.descending ? ArrowDown : ArrowUp
  const ranked = sort.length > 1
  const cell = (column: TableColumn, at: number, left: number) => (
    <HeadCell
      key={column.id}
      id={cursor === at ? cellId(id, -1, at) : undefined}
      cell={at}
      column={column}
      left={left}
      active={cursor === at}
      sort={sortRank(sort, column.id)}
      ranked={ranked}
      dragged={drag?.id === column.id}
      menuOpen={menuOf === column.id}
      onMenuClosed={onMenuClosed}
      onMenuOpen={onMenuOpen}
      actions={actions}
    />
  )
  const first = 1 + layout.fixed.length
  return (
    <div
      role="row"
      aria-rowindex={1}
      data-row={-1}
      className="relative border-b border-line bg-ground text-12 font-medium text-ink-2"
      style={{ height, width: layout.totalWidth }}
    >
      <div className="sticky left-0 z-20 h-full bg-ground" style={{ width: layout.fixedWidth }}>
        <div
          id={cursor === 0 ? cellId(id, -1, 0) : undefined}
          role="columnheader"
          aria-colindex={1}
          aria-label="Name"
          aria-sort={byName ? (byName.descending ? 'descending' : 'ascending') : 'none'}
          data-cell={0}
          className={cx(
            'group/head relative flex h-full items-center',
            layout.wide && 'border-r border-line',
            cursor === 0 && 'cell-cursor',
          )}
          style={{ width: layout.leadWidth }}
        >
          <button
            type="button"
            tabIndex={-1}
            title="Name: sort; with Shift, as well"
            onClick={(event) => access.setSort(toggleSort(sort, NAME_COLUMN, event.shiftKey))}
            className="flex h-full min-w-0 grow items-center gap-1 px-3 text-left hover:bg-hover"
          >
            Name
            {byName && (
              <span className="flex items-center text-accent">
                <NameArrow aria-hidden className="size-3" />
                {ranked && <span className="tabular-nums">{byName.rank}</span>}
              </span>
            )}
          </button>
          {layout.wide && (
            <Edge
              width={layout.leadWidth}
              onResize={(width, done) => {
                props.onWidth(done ? undefined : { id: NAME_COLUMN, width })
                if (done) access.changeColumn(NAME_COLUMN, { width })
              }}
            />
          )}
        </div>
        {layout.fixed.map((column, i) =>
          cell(column, 1 + i, layout.leadWidth + layout.fixedOffsets[i]!),
        )}
        {drag?.fixed && <DropLine left={drag.line} />}
      </div>
      {layout.moving
        .slice(from, to)
        .map((column, i) =>
          cell(column, first + from + i, layout.fixedWidth + layout.offsets[from + i]!),
        )}
      {drag && !drag.fixed && <DropLine left={drag.line} />}
    </div>
  )
}

function DropLine({ left }: { left: number }) {
  return (
    <span
      aria-hidden
      className="absolute inset-y-0 z-10 w-0.5 bg-accent"
      style={{ left: left - 1 }}
    />
  )
}

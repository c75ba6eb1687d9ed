'use client'

import { useRouter } from 'next/navigation'
import {
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { highlight } from '@/components/panels/highlight'
import { runPath } from '@/components/shell/paths'
import { cx } from '@/components/ui/cx'
import { useNow } from '@/components/ui/useNow'
import { fieldOfRow, NAME_COLUMN, shownColumns, type TableColumn } from '@/lib/runs/tableColumns'
import { runKey } from '@/lib/workspace/access'
import { GroupMovingCells, GroupTableRow } from './GroupTableRow'
import { LoadingRow } from './LoadingRow'
import { RowMenu } from './RowMenu'
import { cellId, type Editing, parseTags, type RowActions } from './rowParts'
import { RunMovingCells, RunTableRow } from './RunTableRow'
import { useSelecting } from './selectionStore'
import { TableHead } from './TableHead'
import { columnIdAt, isEditable, type TableLayout, tableLayout } from './tableLayout'
import { useEditRuns } from './useEditRuns'
import { HEAD_HEIGHT, ROW_HEIGHT, useGridView, useScrollPlace } from './useGridView'
import { useLatest } from './useLatest'
import { type Runs, useModelVersion } from './useRuns'
import { useScrollCell } from './useScrollCell'
import { type Cursor, useTableKeys } from './useTableKeys'

export interface RunsTableProps {
  runs: Runs
  /** All columns with their heads; otherwise a list with what is pinned. */
  wide: boolean
  /** After runs were deleted: where the list lies over the page, the way back must be within reach. */
  onRemoved: (() => void) | undefined
  onFilter: ((column: TableColumn) => void) | undefined
}

/** The grid itself; only the cells on the screen exist. */
export function RunsTable({ runs, wide, onRemoved, onFilter }: RunsTableProps) {
  const { entity, project, canWrite, model, state, visibility, selection } = runs
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const version = useModelVersion(model)
  const nowMs = useNow(10_000)
  const selecting = useSelecting(selection)
  const [resized, setResized] = useState<{ id: string; width: number }>()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [cursor, setCursor] = useState<Cursor>({ row: 0, key: undefined, cell: 0 })
  const [menuOf, setMenuOf] = useState<string | null>(null)

  const place = useScrollPlace(scroller)
  const layout = useLayout(runs, wide, place.width, resized)
  const hasHead = wide || layout.moving.length > 0
  const head = hasHead ? HEAD_HEIGHT : 0
  const view = useGridView(place, model.count, layout)
  useWanted(runs, layout, view.rowsFrom, view.rowsTo, view.columnsFrom, view.columnsTo)
  useSteadyScroll(runs, scroller, version)

  const found = cursor.key ? model.indexOf(cursor.key) : -1
  const cursorRow = found >= 0 ? found : Math.min(cursor.row, Math.max(0, model.count - 1))
  const cursorCell = Math.min(cursor.cell, layout.columnCount - 1)
  const scrollTo = useScrollCell(scroller, layout, head)
  const moveTo = (row: number, cell: number) => {
    setCursor({ row, key: row < 0 ? undefined : model.keyAt(row), cell })
    scrollTo(row, cell)
    scroller.current?.focus({ preventScroll: true })
  }

  const edit = useEditRuns(entity, project, model)
  const latest = useLatest({ visibility, model, selection, edit })
  const actions = useMemo(
    (): RowActions => ({
      toggle: (key, range) => latest.current.visibility.toggle(key, range),
      select: (runId, range) => {
        const { model, selection } = latest.current
        const picked = !selection.getIds().has(runId)
        const anchor = selection.getAnchor()
        const from = range && anchor !== null ? model.indexOf(runKey(anchor)) : -1
        const to = model.indexOf(runKey(runId))
        selection.setAnchor(runId)
        if (from < 0 || to < 0) return selection.set([runId], picked)
        const between = model.idsBetween(Math.min(from, to), Math.max(from, to) + 1)
        void between.then((ids) => selection.set(ids, picked))
      },
      toggleGroup: (key) => latest.current.model.toggleGroup(key),
      save: (run, column, text) => {
        setEditing(null)
        scroller.current?.focus({ preventScroll: true })
        if (column === 'run:tags') latest.current.edit(run, { tags: parseTags(text) })
        else if (column === 'run:notes') latest.current.edit(run, { notes: text })
        else latest.current.edit(run, { displayName: text })
      },
      stopEditing: () => {
        setEditing(null)
        scroller.current?.focus({ preventScroll: true })
      },
    }),
    [latest],
  )
  const openRun = (runId: number) => {
    const run = model.run(runId)
    if (run) router.push(runPath(entity, project, run.name))
  }
  const startEditing = (runId: number, column: Editing['column']) => {
    if (canWrite) setEditing({ runId, column })
  }
  const onKeyDown = useTableKeys({
    runs,
    layout,
    cursor: { ...cursor, row: cursor.row < 0 ? -1 : cursorRow, cell: cursorCell },
    hasHead,
    page: Math.max(1, Math.floor((place.height - head) / ROW_HEIGHT) - 1),
    moveTo,
    actions,
    open: openRun,
    edit: startEditing,
    openMenu: setMenuOf,
    selectAll: () => void runs.allIds().then((ids) => selection.set(ids, true)),
  })

  /** Takes the cursor to the cell that was pressed or got the focus. */
  const cellUnder = (target: EventTarget) => {
    const element = target as HTMLElement
    const row = element.closest<HTMLElement>('[data-row]')?.dataset.row
    const cell = element.closest<HTMLElement>('[data-cell]')?.dataset.cell
    return row === undefined || cell === undefined
      ? undefined
      : { row: Number(row), cell: Number(cell) }
  }
  const pointAt = (target: EventTarget) => {
    const at = cellUnder(target)
    if (at) setCursor({ ...at, key: at.row < 0 ? undefined : model.keyAt(at.row) })
    return at
  }
  const onMouseDown = (event: MouseEvent) => {
    if (event.button !== 0 || !pointAt(event.target)) return
    if ((event.target as HTMLElement).closest('[data-edge], [aria-haspopup]')) return
    // The focus stays with the table, whose keys work from there on.
    event.preventDefault()
    scroller.current?.focus({ preventScroll: true })
  }
  const onDoubleClick = (event: MouseEvent) => {
    const at = cellUnder(event.target)
    const row = at && model.rowAt(at.row)
    if (!at || row?.kind !== 'run' || (event.target as HTMLElement).closest('button, input')) return
    const column = columnIdAt(layout, at.cell)
    if (isEditable(column)) startEditing(row.row.run.id, column)
  }
  const lastPointer = useRef({ x: 0, y: 0 })
  const onPointerMove = ({ clientX: x, clientY: y, target }: MouseEvent) => {
    // A page that scrolls under a still pointer is not pointing.
    if (x === lastPointer.current.x && y === lastPointer.current.y) return
    lastPointer.current = { x, y }
    const key = (target as HTMLElement).closest<HTMLElement>('[data-key]')?.dataset.key
    highlight.set(key?.startsWith('run/') ? Number(key.slice(4)) : null)
  }

  const indexes = useMemo(() => {
    const shown = new Set<number>()
    for (let i = view.rowsFrom; i < Math.min(view.rowsTo, model.count); i++) shown.add(i)
    if (cursor.row >= 0 && cursorRow < model.count) shown.add(cursorRow)
    const edited = editing ? model.indexOf(runKey(editing.runId)) : -1
    if (edited >= 0) shown.add(edited)
    return [...shown].sort((a, b) => a - b)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the model changes with its version
  }, [view.rowsFrom, view.rowsTo, cursor.row, cursorRow, editing, model, version])

  const { groupBy, colors } = state
  const stateShown = [...layout.fixed, ...layout.moving].some(({ id }) => id === 'run:state')
  const rowAt = (index: number, part: 'fixed' | 'moving') => {
    const row = model.rowAt(index)
    if (!row) return null
    if (row.kind === 'loading') {
      if (part === 'moving') return null
      return <LoadingRow key={index} index={index} depth={row.depth} layout={layout} />
    }
    const frame = {
      id,
      index,
      layout,
      from: view.columnsFrom,
      to: view.columnsTo,
      cursor: cursor.row >= 0 && index === cursorRow ? cursorCell : null,
      actions,
    }
    if (row.kind === 'group') {
      const { group, open } = row
      const Row = part === 'fixed' ? GroupTableRow : GroupMovingCells
      return (
        <Row
          key={group.key}
          {...frame}
          depth={group.depth}
          group={group}
          open={open}
          hidden={visibility.isHidden(group.key)}
        />
      )
    }
    const { run } = row.row
    const Row = part === 'fixed' ? RunTableRow : RunMovingCells
    return (
      <Row
        key={`${row.depth}/${run.id}`}
        {...frame}
        depth={row.depth}
        row={row.row}
        entity={entity}
        project={project}
        color={colors.get(runKey(run.id))}
        hidden={visibility.isHidden(runKey(run.id))}
        nowMs={nowMs}
        selection={selection}
        selecting={selecting}
        selectable={canWrite}
        stateShown={stateShown}
        editing={editing?.runId === run.id ? editing.column : null}
      />
    )
  }
  return (
    <RowMenu
      runs={runs}
      cursorKey={cursor.key}
      onRename={(runId) => startEditing(runId, NAME_COLUMN)}
      onRemoved={onRemoved}
      scroller={scroller}
    >
      <div
        ref={scroller}
        role={groupBy.length > 0 ? 'treegrid' : 'grid'}
        aria-label="Runs"
        aria-rowcount={model.count + 1}
        aria-colcount={layout.columnCount}
        aria-multiselectable={selecting || undefined}
        aria-busy={model.pending || undefined}
        aria-activedescendant={
          model.count > 0 || cursor.row < 0
            ? cellId(id, cursor.row < 0 ? -1 : cursorRow, cursorCell)
            : undefined
        }
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseDown={onMouseDown}
        onDoubleClick={onDoubleClick}
        onPointerMove={onPointerMove}
        onPointerLeave={() => highlight.set(null)}
        onFocus={(event) => event.target !== scroller.current && pointAt(event.target)}
        className="run-grid relative min-h-0 grow overflow-auto overscroll-contain outline-none"
      >
        <div style={{ width: layout.totalWidth, minWidth: '100%' }}>
          {hasHead && (
            <div role="rowgroup" className="sticky top-0 z-20">
              <TableHead
                id={id}
                runs={runs}
                layout={layout}
                from={view.columnsFrom}
                to={view.columnsTo}
                cursor={cursor.row < 0 ? cursorCell : null}
                scroller={scroller}
                menuOf={menuOf}
                onMenuOf={setMenuOf}
                onWidth={setResized}
                onFilter={onFilter}
                height={HEAD_HEIGHT}
              />
            </div>
          )}
          <div
            role="presentation"
            className="relative"
            style={{ height: model.count * ROW_HEIGHT }}
          >
            <div
              role="rowgroup"
              className={cx('sticky left-0 z-10 h-full', wide && 'border-r border-line')}
              style={{ width: layout.fixedWidth }}
            >
              {indexes.map((index) => rowAt(index, 'fixed'))}
            </div>
            {layout.moving.length > 0 && (
              <div role="rowgroup" className="absolute top-0 left-0">
                {indexes.map((index) => rowAt(index, 'moving'))}
              </div>
            )}
          </div>
        </div>
      </div>
    </RowMenu>
  )
}

function useLayout(
  { columns, state }: Runs,
  wide: boolean,
  width: number,
  resized: { id: string; width: number } | undefined,
): TableLayout {
  const look = state.columns.find((column) => column.id === NAME_COLUMN)
  const ownLead = resized?.id === NAME_COLUMN ? resized.width : look?.width
  return useMemo(() => {
    const current =
      resized && resized.id !== NAME_COLUMN
        ? columns.map((column) =>
            column.id === resized.id ? { ...column, width: resized.width } : column,
          )
        : columns
    return tableLayout({ wide, width, leadWidth: ownLead, ...shownColumns(current) })
  }, [columns, wide, width, ownLead, resized])
}

/** So many columns are asked for before they come into sight. */
const COLUMNS_AHEAD = 12

/** Tells the model which rows and columns to have. */
function useWanted(
  { model, state }: Runs,
  layout: TableLayout,
  from: number,
  to: number,
  columnsFrom: number,
  columnsTo: number,
): void {
  const grouped = state.groupBy.length > 0
  useEffect(() => {
    const around = (more: number) => {
      const first = Math.max(0, columnsFrom - more)
      return [...layout.fixed, ...layout.moving.slice(first, columnsTo + more)]
    }
    const asked = (columns: readonly TableColumn[]) =>
      columns.map((column) => column.id).filter((id) => !fieldOfRow(id))
    const numeric = grouped
      ? around(0).filter(({ kind, section }) => kind === 'number' && section !== 'run')
      : []
    const columns = asked(around(0))
    const nearby = asked(around(COLUMNS_AHEAD))
    model.setViewport({ from, to, columns, nearby, numeric: asked(numeric) })
  }, [model, layout, from, to, columnsFrom, columnsTo, grouped])
}

/** Runs that arrive above what one is looking at must not push it away. */
function useSteadyScroll(
  { model }: Runs,
  scroller: React.RefObject<HTMLDivElement | null>,
  version: number,
): void {
  const shift = useRef(0)
  useEffect(
    () =>
      model.attach({
        top: () => Math.floor((scroller.current?.scrollTop ?? 0) / ROW_HEIGHT),
        shift: (rows) => void (shift.current += rows),
        restart: () => scroller.current?.scrollTo({ top: 0 }),
      }),
    [model, scroller],
  )
  useLayoutEffect(() => {
    if (shift.current === 0) return
    scroller.current?.scrollBy(0, shift.current * ROW_HEIGHT)
    shift.current = 0
  }, [scroller, version])
}

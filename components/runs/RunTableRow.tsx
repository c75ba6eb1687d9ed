'use client'

import Link from 'next/link'
import { memo } from 'react'
import { useIsHighlighted } from '@/components/panels/highlight'
import { runPath } from '@/components/shell/paths'
import { cx } from '@/components/ui/cx'
import { RunStateDot } from '@/components/ui/RunState'
import { useTheme } from '@/components/ui/theme'
import { chosenColor, runColor } from '@/lib/palette/runColors'
import { NAME_COLUMN } from '@/lib/runs/tableColumns'
import { runKey } from '@/lib/workspace/access'
import { CellBox, cellsOf, surelyFits, tellsTime, ValueCell } from './Cell'
import { CellEditor } from './CellEditor'
import type { LoadedRow } from './rows/RowWindow'
import { ariaRowIndex, cellId, type RowFrame } from './rowParts'
import { type SelectionStore, useIsSelected } from './selectionStore'
import { type EditableColumn, isEditable } from './tableLayout'
import { ROW_HEIGHT } from './useGridView'

/** Box, colour, state, and a third for tags. */
const BESIDE_NAME = 150

export interface RunTableRowProps extends RowFrame {
  row: LoadedRow
  entity: string
  project: string
  /** Chosen by somebody. */
  color: string | undefined
  nowMs: number
  selection: SelectionStore
  /** Rows have boxes. */
  selecting: boolean
  /** Whether the person may do something with selected runs. */
  selectable: boolean
  /** Whether a column says the state. */
  stateShown: boolean
  editing: EditableColumn | null
}

/** What of a row is always in sight: the name, and what is pinned beside it. */
export const RunTableRow = memo(function RunTableRow(props: RunTableRowProps) {
  const { row, index, layout, hidden, selection, selecting } = props
  const { run } = row
  const lit = useIsHighlighted(run.id)
  const selected = useIsSelected(selection, run.id)
  return (
    <div
      role="row"
      data-row={index}
      data-key={runKey(run.id)}
      aria-rowindex={ariaRowIndex(index)}
      aria-level={props.depth > 0 ? props.depth + 1 : undefined}
      aria-selected={selecting ? selected : undefined}
      className={rowClass(layout.wide, selected, lit, hidden)}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT, width: layout.fixedWidth }}
    >
      <LeadCell {...props} selected={selected} />
      {runCells(props, 'fixed')}
    </div>
  )
})

/**
 * The cells of the row that scroll sideways: the same row again, in a group of its own, so that only
 * one thing is sticky.
 */
export const RunMovingCells = memo(function RunMovingCells(props: RunTableRowProps) {
  const { row, index, layout, hidden, selection } = props
  const lit = useIsHighlighted(row.run.id)
  const selected = useIsSelected(selection, row.run.id)
  return (
    <div
      role="row"
      data-row={index}
      data-key={runKey(row.run.id)}
      aria-rowindex={ariaRowIndex(index)}
      aria-level={props.depth > 0 ? props.depth + 1 : undefined}
      aria-selected={props.selecting ? selected : undefined}
      className={rowClass(layout.wide, selected, lit, hidden)}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT, width: layout.totalWidth }}
    >
      {runCells(props, 'moving')}
    </div>
  )
})

function rowClass(wide: boolean, selected: boolean, lit: boolean, hidden: boolean): string {
  return cx(
    'group/run absolute left-0',
    wide && 'border-b border-line',
    selected ? 'bg-selected' : lit ? 'bg-hover' : 'bg-ground',
    hidden && 'text-ink-3',
  )
}

function runCells(props: RunTableRowProps, which: 'fixed' | 'moving') {
  const { row, editing, nowMs, actions } = props
  const { run } = row
  return cellsOf(props, which, (column, box) =>
    editing === column.id && isEditable(column.id) ? (
      <CellBox key={column.id} {...box} loose>
        <CellEditor
          column={editing}
          value={editing === 'run:tags' ? run.tags.join(', ') : run.notes}
          onSave={(text) => actions.save(run, editing, text)}
          onCancel={actions.stopEditing}
        />
      </CellBox>
    ) : (
      <ValueCell
        key={column.id}
        column={column}
        run={run}
        value={row.cells.get(column.id)}
        nowMs={tellsTime(column) ? nowMs : 0}
        {...box}
      />
    ),
  )
}

/** Box, colour, state and name. */
function LeadCell(props: RunTableRowProps & { selected: boolean }) {
  const { id, row, entity, project, index, layout, hidden, color, cursor, actions } = props
  const { run } = row
  const theme = useTheme()
  const shown = color ? chosenColor(color, theme) : runColor(run.number, theme)
  const active = cursor === 0
  return (
    <div
      id={active ? cellId(id, index, 0) : undefined}
      role="gridcell"
      aria-colindex={1}
      data-cell={0}
      className={cx(
        'relative flex h-full items-center gap-1.5 pr-2 pl-1.5',
        active && 'cell-cursor',
      )}
      style={{ width: layout.leadWidth, paddingLeft: 6 + props.depth * 14 }}
    >
      {(props.selecting || (layout.wide && props.selectable)) && (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${run.displayName}`}
          checked={props.selected}
          onChange={(event) =>
            actions.select(run.id, (event.nativeEvent as MouseEvent).shiftKey === true)
          }
          className={cx(
            'size-3.5 shrink-0 accent-accent',
            !props.selecting && 'opacity-0 group-hover/run:opacity-100 focus:opacity-100',
          )}
        />
      )}
      <button
        type="button"
        role="switch"
        aria-checked={!hidden}
        aria-label={`Draw ${run.displayName}`}
        title={hidden ? 'Show in charts' : 'Hide from charts'}
        tabIndex={-1}
        onClick={(event) => actions.toggle(runKey(run.id), event.shiftKey)}
        className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-line"
      >
        <span
          aria-hidden
          data-swatch
          className="size-2.5 rounded-full border-2"
          style={{ borderColor: shown, background: hidden ? 'transparent' : shown }}
        />
      </button>
      {!props.stateShown && <RunStateDot state={run.state} />}
      {props.editing === NAME_COLUMN ? (
        <span className="relative h-7 min-w-0 grow">
          <CellEditor
            column={NAME_COLUMN}
            value={run.displayName}
            onSave={(text) => actions.save(run, NAME_COLUMN, text)}
            onCancel={actions.stopEditing}
          />
        </span>
      ) : (
        <Link
          href={runPath(entity, project, run.name)}
          prefetch={false}
          data-run={run.id}
          tabIndex={-1}
          draggable={false}
          title={run.displayName}
          className={cx(
            'hover:underline',
            !surelyFits(run.displayName, layout.leadWidth - BESIDE_NAME) && 'min-w-0 truncate',
          )}
        >
          {run.displayName}
        </Link>
      )}
      {!layout.wide && run.tags.length > 0 && (
        <span
          title={run.tags.join(', ')}
          className="ml-auto max-w-1/3 shrink-0 truncate rounded-sm bg-hover px-1 text-12 text-ink-2"
        >
          {run.tags.join(', ')}
        </span>
      )}
    </div>
  )
}

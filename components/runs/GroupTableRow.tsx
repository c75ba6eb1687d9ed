'use client'

import { ChevronRight } from 'lucide-react'
import { memo } from 'react'
import { cx } from '@/components/ui/cx'
import { formatCount } from '@/lib/format/number'
import { formatValue } from '@/lib/metrics/numbers'
import { cellText } from '@/lib/runs/cellText'
import { columnLabel } from '@/lib/runs/columns'
import { CellBox, type CellBoxProps, cellsOf } from './Cell'
import type { GroupStats, LoadedGroup } from './rows/GroupLevel'
import { ariaRowIndex, cellId, type RowFrame } from './rowParts'
import { ROW_HEIGHT } from './useGridView'

export interface GroupTableRowProps extends RowFrame {
  group: LoadedGroup
  open: boolean
}

/** “0.001”; “none” for runs without a value. */
export function groupValueText(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  return cellText(value, 'other', 0).text || 'empty'
}

export const GroupTableRow = memo(function GroupTableRow(props: GroupTableRowProps) {
  const { id, index, layout, group, open, hidden, cursor, actions } = props
  const active = cursor === 0
  const name = `${columnLabel(group.column)}: ${groupValueText(group.path.at(-1))}`
  return (
    <div
      role="row"
      data-row={index}
      data-key={group.key}
      aria-rowindex={ariaRowIndex(index)}
      aria-level={group.depth + 1}
      aria-expanded={open}
      className={groupClass(hidden)}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT, width: layout.fixedWidth }}
    >
      <div
        id={active ? cellId(id, index, 0) : undefined}
        role="gridcell"
        aria-colindex={1}
        data-cell={0}
        className={cx('flex h-full items-center gap-1 pr-2', active && 'cell-cursor')}
        style={{ width: layout.leadWidth, paddingLeft: 4 + group.depth * 14 }}
      >
        <button
          type="button"
          tabIndex={-1}
          aria-label={open ? `Close ${name}` : `Open ${name}`}
          onClick={() => actions.toggleGroup(group.key)}
          className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-hover"
        >
          <ChevronRight aria-hidden className={cx('size-3.5', open && 'rotate-90')} />
        </button>
        <button
          type="button"
          role="switch"
          aria-checked={!hidden}
          aria-label={`Draw the group ${name}`}
          title={hidden ? 'Show in charts' : 'Hide from charts'}
          tabIndex={-1}
          onClick={() => actions.toggle(group.key, false)}
          className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-hover"
        >
          <span
            aria-hidden
            className={cx('size-2.5 rounded-sm border-2 border-ink-3', !hidden && 'bg-ink-3')}
          />
        </button>
        <span className="min-w-0 truncate" title={name}>
          <span className="text-ink-3">{columnLabel(group.column)} </span>
          <span className="font-medium">{groupValueText(group.path.at(-1))}</span>
        </span>
        <span className="ml-auto shrink-0 pl-1 text-12 text-ink-3 tabular-nums">
          {group.running > 0 && (
            <span className="mr-1.5 text-running">{formatCount(group.running)} running</span>
          )}
          {formatCount(group.count)}
        </span>
      </div>
      {statsCells(props, 'fixed')}
    </div>
  )
})

export const GroupMovingCells = memo(function GroupMovingCells(props: GroupTableRowProps) {
  const { index, layout, group, hidden } = props
  return (
    <div
      role="row"
      data-row={index}
      data-key={group.key}
      aria-rowindex={ariaRowIndex(index)}
      aria-level={group.depth + 1}
      aria-expanded={props.open}
      className={groupClass(hidden)}
      style={{ top: index * ROW_HEIGHT, height: ROW_HEIGHT, width: layout.totalWidth }}
    >
      {statsCells(props, 'moving')}
    </div>
  )
})

const groupClass = (hidden: boolean) =>
  cx('absolute left-0 border-b border-line bg-sunken', hidden && 'text-ink-3')

function statsCells(props: GroupTableRowProps, which: 'fixed' | 'moving') {
  const { group } = props
  return cellsOf(props, which, (column, box) => (
    <StatsCell key={column.id} box={box} stats={group.stats.get(column.id)} of={group.count} />
  ))
}

/** The mean over all runs of the group, its range before it; how many it is of, when not of all. */
function StatsCell({
  stats,
  of,
  box,
}: {
  stats: GroupStats | undefined
  of: number
  box: Omit<CellBoxProps, 'children'>
}) {
  if (!stats || stats.n === 0 || stats.mean === null) return <CellBox {...box}>{null}</CellBox>
  const { n, mean, min, max } = stats
  const range = min !== null && max !== null
  const title =
    `mean ${formatValue(mean, 7)}` +
    (range ? `, min ${formatValue(min, 7)}, max ${formatValue(max, 7)}` : '') +
    `, of ${formatCount(n)} of ${formatCount(of)} runs`
  return (
    <CellBox {...box} numeric title={title}>
      <span className="flex h-full items-center justify-end gap-2.5">
        {range && min !== max && box.width >= 150 && (
          <span className="min-w-0 truncate text-ink-3">
            {formatValue(min, 3)} … {formatValue(max, 3)}
          </span>
        )}
        <span>{formatValue(mean, 4)}</span>
        {n !== of && <span className="text-ink-3">n {formatCount(n)}</span>}
      </span>
    </CellBox>
  )
}

'use client'

import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { RunStateLabel } from '@/components/ui/RunState'
import { cellText } from '@/lib/runs/cellText'
import { fieldOfRow, type TableColumn } from '@/lib/runs/tableColumns'
import type { LoadedRow } from './data/RowWindow'
import { isNumeric, type TableLayout } from './tableLayout'
import { cellId, type RowFrame } from './rowParts'

export interface CellBoxProps {
  id: string | undefined
  cell: number
  left: number
  width: number
  active: boolean
  numeric?: boolean
  title?: string | undefined
  /** Lets what is in it stand out over its neighbours. */
  loose?: boolean
  children: ReactNode
}

export function CellBox(props: CellBoxProps) {
  const { id, cell, left, width, active, numeric, title, loose, children } = props
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={cell + 1}
      data-cell={cell}
      title={title}
      className={cx(
        'absolute top-0 h-full px-2 leading-7',
        loose ? '' : 'truncate',
        numeric && 'text-right font-mono text-12 tabular-nums',
        active && 'cell-cursor',
      )}
      style={{ left, width }}
    >
      {children}
    </div>
  )
}

/** The cells of a row that scroll with the table, or stay beside the name. */
export function cellsOf(
  frame: RowFrame,
  which: 'fixed' | 'moving',
  render: (column: TableColumn, box: Omit<CellBoxProps, 'children'>) => ReactNode,
): ReactNode[] {
  const { layout, from, to, cursor, id, index } = frame
  const { fixed, moving, leadWidth, fixedOffsets, fixedWidth, offsets }: TableLayout = layout
  const columns = which === 'fixed' ? fixed : moving.slice(from, to)
  const first = which === 'fixed' ? 1 : 1 + fixed.length + from
  return columns.map((column, i) => {
    const cell = first + i
    const active = cursor === cell
    return render(column, {
      id: active ? cellId(id, index, cell) : undefined,
      cell,
      left: which === 'fixed' ? leadWidth + fixedOffsets[i]! : fixedWidth + offsets[from + i]!,
      width: column.width,
      active,
    })
  })
}

/** What a run has in a column. */
export function ValueCell({
  column,
  row,
  nowMs,
  box,
}: {
  column: TableColumn
  row: LoadedRow
  nowMs: number
  box: Omit<CellBoxProps, 'children'>
}) {
  const { run } = row
  if (column.id === 'run:state') {
    return (
      <CellBox {...box}>
        <RunStateLabel state={run.state} />
      </CellBox>
    )
  }
  const ofRow = fieldOfRow(column.id)
  if (!ofRow && !row.cells.has(column.id)) {
    return (
      <CellBox {...box}>
        <span aria-hidden className="block h-7 pt-2.5">
          <span className="block h-2 w-3/5 rounded-sm bg-hover" />
        </span>
      </CellBox>
    )
  }
  const value = ofRow ? ofRow(run, nowMs) : row.cells.get(column.id)
  if (column.id === 'run:tags') return <TagsCell tags={run.tags} box={box} />
  const kind = column.id === 'run:duration' ? 'duration' : column.kind
  const { text, title, numeric } = cellText(value, kind, nowMs)
  const right = numeric && isNumeric(column.kind)
  return (
    <CellBox {...box} numeric={right} title={title}>
      {kind === 'duration' ? <span className="font-sans text-13">{text}</span> : text}
    </CellBox>
  )
}

function TagsCell({ tags, box }: { tags: readonly string[]; box: Omit<CellBoxProps, 'children'> }) {
  return (
    <CellBox {...box} title={tags.join(', ')}>
      {tags.map((tag) => (
        <span key={tag} className="mr-1 rounded-sm bg-hover px-1 py-0.5 text-12 text-ink-2">
          {tag}
        </span>
      ))}
    </CellBox>
  )
}

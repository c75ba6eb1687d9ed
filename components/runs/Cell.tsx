'use client'

import { memo, type ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { RunStateLabel } from '@/components/ui/RunState'
import type { RunRow } from '@/lib/api/runs'
import { cellText } from '@/lib/runs/cellText'
import { fieldOfRow, type TableColumn } from '@/lib/runs/tableColumns'
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
  /** Not cut off at its edges: what surely fits, or is to stand out over its neighbours. */
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

const PADDING = 16
/** Of the widest letters there are, but for capitals in a row. */
const LETTER = 9

/** A clip around each of many hundred cells costs more than drawing what is in them. */
export const surelyFits = (text: string, width: number) => text.length * LETTER + PADDING <= width

/** What a run has in a column. Rendered again only for what is its own. */
export const ValueCell = memo(function ValueCell({
  column,
  run,
  value,
  nowMs,
  ...box
}: Omit<CellBoxProps, 'children'> & {
  column: TableColumn
  run: RunRow
  /** Undefined: on its way. */
  value: unknown
  /** Renewed only for what depends on it. */
  nowMs: number
}) {
  if (column.id === 'run:state') {
    return (
      <CellBox {...box} loose={box.width > 100}>
        <RunStateLabel state={run.state} />
      </CellBox>
    )
  }
  if (column.id === 'run:tags') return <TagsCell tags={run.tags} box={box} />
  const ofRow = fieldOfRow(column.id)
  if (!ofRow && value === undefined) {
    return (
      <CellBox {...box} loose>
        <span aria-hidden className="block h-7 pt-2.5">
          <span className="block h-2 w-3/5 rounded-sm bg-hover" />
        </span>
      </CellBox>
    )
  }
  const kind = column.id === 'run:duration' ? 'duration' : column.kind
  const { text, title, numeric } = cellText(ofRow ? ofRow(run, nowMs) : value, kind, nowMs)
  return (
    <CellBox
      {...box}
      numeric={numeric && isNumeric(column.kind)}
      title={title}
      loose={surelyFits(text, box.width)}
    >
      {kind === 'duration' ? <span className="font-sans text-13">{text}</span> : text}
    </CellBox>
  )
})

/** What changes with time by itself. */
export const tellsTime = ({ id, kind }: TableColumn) => kind === 'time' || id === 'run:duration'

function TagsCell({ tags, box }: { tags: readonly string[]; box: Omit<CellBoxProps, 'children'> }) {
  return (
    <CellBox {...box} title={tags.join(', ')} loose={surelyFits(tags.join('...'), box.width)}>
      {tags.map((tag) => (
        <span key={tag} className="mr-1 rounded-sm bg-hover px-1 py-0.5 text-12 text-ink-2">
          {tag}
        </span>
      ))}
    </CellBox>
  )
}

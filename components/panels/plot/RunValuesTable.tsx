'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { type ColumnId, columnLabel } from '@/lib/runs/columns'
import type { ValueTable } from '@/lib/runs/valueTable'
import { highlight } from '../highlight'
import { valueAt } from '@/lib/panels/plot/readValues'

const ROW_PX = 28

/** What a plot draws, as numbers: one row a run. */
export function RunValuesTable({
  table,
  columns,
  title,
}: {
  table: ValueTable
  columns: readonly ColumnId[]
  title: string
}) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: table.runs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
  })
  const items = virtualizer.getVirtualItems()
  const above = items[0]?.start ?? 0
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={`Data of ${title}`}
      className="absolute inset-0 overflow-auto bg-raised text-12"
    >
      <table
        className="min-w-full border-separate border-spacing-0"
        aria-rowcount={table.runs.length}
      >
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th scope="col" className={`${HEAD} left-0 z-10 text-left`}>
              Run
            </th>
            {columns.map((id) => (
              <th key={id} scope="col" className={`${HEAD} text-right`}>
                {columnLabel(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <tr style={{ height: above }} />}
          {items.map(({ index }) => {
            const run = table.runs[index]!
            return (
              <tr
                key={run.id}
                aria-rowindex={index + 1}
                style={{ height: ROW_PX }}
                className="hover:bg-hover"
                onPointerEnter={() => highlight.set(run.id)}
                onPointerLeave={() => highlight.clear(run.id)}
              >
                <th
                  scope="row"
                  className="sticky left-0 max-w-60 truncate bg-raised px-3 text-left font-normal"
                  title={run.displayName}
                >
                  {run.displayName}
                </th>
                {columns.map((id) => {
                  const column = table.columns.get(id)
                  const text = column ? valueAt(column, index) : ''
                  return (
                    <td
                      key={id}
                      title={text}
                      className="max-w-60 truncate px-3 text-right font-mono tabular-nums"
                    >
                      {text}
                    </td>
                  )
                })}
              </tr>
            )
          })}
          {below > 0 && <tr style={{ height: below }} />}
        </tbody>
      </table>
    </div>
  )
}

const HEAD = 'sticky top-0 bg-raised border-b border-line px-3 py-1 font-medium whitespace-nowrap'

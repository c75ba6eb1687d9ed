'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { SearchField } from '@/components/ui/SearchField'
import { formatCount } from '@/lib/format/number'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { rank } from '@/lib/search/rank'

const ROW = 28
const SECTIONS = { run: 'run', config: 'config', summary: 'summary' } as const

export interface ColumnPickerProps {
  label: string
  columns: readonly TableColumn[]
  /** With whether Shift was held. */
  onPick: (column: TableColumn, shift: boolean) => void
  /** Set where each column is on or off. */
  isChecked?: (column: TableColumn) => boolean
  /** At the end of a row. */
  end?: ((column: TableColumn) => ReactNode) | undefined
  /** Told what is found by what is typed. */
  onFound?: (found: readonly TableColumn[], query: string) => void
}

/** Thousands of keys, found by typing; arrows and Enter pick one. */
export function ColumnPicker(props: ColumnPickerProps) {
  const { label, columns, onPick, isChecked, end } = props
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const found = useMemo(
    () => rank(query, columns, (column) => column.label, columns.length),
    [query, columns],
  )
  const at = Math.min(active, found.length - 1)
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => list.current,
    estimateSize: () => ROW,
    overscan: 6,
    initialRect: { width: 280, height: 280 },
  })
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(found.length - 1, index))
    setActive(next)
    virtualizer.scrollToIndex(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    }
    const column = found[at]
    if (event.key in moves) moveTo(moves[event.key]!)
    else if (event.key === 'Enter' && column && !event.nativeEvent.isComposing)
      onPick(column, event.shiftKey)
    else return
    event.preventDefault()
  }
  return (
    <div onKeyDown={onKeyDown}>
      <SearchField
        label={label}
        placeholder="Search keys"
        value={query}
        onChange={(text) => {
          setQuery(text)
          setActive(0)
          virtualizer.scrollToOffset(0)
          props.onFound?.(
            rank(text, columns, (column) => column.label, columns.length),
            text,
          )
        }}
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        tabIndex={0}
        aria-label={label}
        aria-multiselectable={isChecked ? true : undefined}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        className="mt-2 max-h-70 overflow-y-auto overscroll-contain"
      >
        <div
          role="presentation"
          className="relative"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const column = found[item.index]
            if (!column) return null
            const checked = isChecked?.(column)
            return (
              <div
                key={column.id}
                id={`${id}-${item.index}`}
                role="option"
                aria-selected={checked ?? item.index === at}
                aria-setsize={found.length}
                aria-posinset={item.index + 1}
                title={`${column.label} (${SECTIONS[column.section]})`}
                className={cx(
                  'absolute inset-x-0 top-0 flex cursor-default items-center gap-2 rounded-sm px-2',
                  item.index === at && 'bg-hover',
                )}
                style={{ height: ROW, transform: `translateY(${item.start}px)` }}
                onPointerMove={() => setActive(item.index)}
                onClick={(event) => onPick(column, event.shiftKey)}
              >
                {checked !== undefined && (
                  <span
                    aria-hidden
                    className={cx(
                      'grid size-3.5 shrink-0 place-items-center rounded-sm border text-12 leading-none',
                      checked
                        ? 'border-accent bg-accent text-ground'
                        : 'border-line-strong bg-ground',
                    )}
                  >
                    {checked && '✓'}
                  </span>
                )}
                <span className="min-w-0 grow truncate">{column.label}</span>
                <span className="shrink-0 text-12 text-ink-3">
                  {column.section === 'run' ? '' : column.section}
                  {column.count !== undefined && column.count > 0 && (
                    <span className="ml-1.5 tabular-nums">{formatCount(column.count)}</span>
                  )}
                </span>
                {end?.(column)}
              </div>
            )
          })}
        </div>
        {found.length === 0 && (
          <p className="px-2 py-4 text-center text-ink-3">No key matches “{query}”</p>
        )}
      </div>
    </div>
  )
}

'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { ChevronDown, ChevronRight, Flag } from 'lucide-react'
import { type RefObject, useRef } from 'react'
import { cx } from '@/components/ui/cx'
import type { ComparisonRow } from '@/lib/runs/comparison'
import type { ValueRun } from '@/lib/runs/valueTable'
import { highlight } from '../highlight'

const ROW_PX = 28
const RUN_PX = 148
const KEY_PX = 200

interface ComparisonTableProps {
  runs: readonly ValueRun[]
  /** One a run. */
  colors: readonly string[]
  rows: readonly ComparisonRow[]
  /** Place of the run that the others are compared with; it stays in sight. */
  baseline: number
  onBaseline: ((run: ValueRun) => void) | undefined
  onToggle: (id: string) => void
  title: string
  /** Narrow panels keep less of the left in sight. */
  narrow: boolean
}

/** Keys down, runs across; only what is in sight is in the page. */
export function ComparisonTable(props: ComparisonTableProps) {
  const { runs, colors, rows, baseline, onBaseline, onToggle, title, narrow } = props
  const scroller = useRef<HTMLDivElement>(null)
  const others = runs.map((_, at) => at).filter((at) => at !== baseline)
  const keyPx = narrow ? 128 : KEY_PX
  const down = useSpan(scroller, rows.length, ROW_PX, false)
  const across = useSpan(scroller, others.length, RUN_PX, true)
  const shown = others.slice(across.from, across.to)
  const sticky = narrow ? '' : 'sticky z-10'
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={title}
      className="min-h-0 grow overflow-auto text-12"
    >
      <table
        className="table-fixed border-separate border-spacing-0"
        style={{ width: keyPx + runs.length * RUN_PX }}
        aria-rowcount={rows.length + 1}
        aria-colcount={runs.length + 1}
      >
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            <th
              scope="col"
              style={{ width: keyPx }}
              className={`${HEAD} sticky left-0 z-30 text-left`}
            >
              Key
            </th>
            {runs[baseline] && (
              <RunHead
                run={runs[baseline]}
                color={colors[baseline]!}
                isBaseline
                className={narrow ? '' : 'sticky z-30'}
                left={keyPx}
              />
            )}
            {across.before > 0 && <td style={{ width: across.before }} className={HEAD} />}
            {shown.map((at) => (
              <RunHead
                key={runs[at]!.id}
                run={runs[at]!}
                color={colors[at]!}
                onBaseline={onBaseline}
              />
            ))}
            {across.after > 0 && <td style={{ width: across.after }} className={HEAD} />}
          </tr>
        </thead>
        <tbody>
          {down.before > 0 && <tr style={{ height: down.before }} />}
          {rows.slice(down.from, down.to).map((row, i) => (
            <tr key={row.id} aria-rowindex={down.from + i + 2} style={{ height: ROW_PX }}>
              {row.kind === 'key' ? (
                <>
                  <th
                    scope="row"
                    title={row.label}
                    className={cx(
                      'sticky left-0 z-20 truncate border-r border-line bg-raised pr-2 text-left font-normal',
                      row.nested ? 'pl-8' : 'pl-3',
                      row.differs ? 'text-ink' : 'text-ink-3',
                    )}
                  >
                    {row.label}
                  </th>
                  <Cell
                    text={row.key.cells[baseline]}
                    className={cx(sticky, 'border-r border-line bg-raised')}
                    left={keyPx}
                  />
                  {across.before > 0 && <td />}
                  {shown.map((at) => (
                    <Cell
                      key={runs[at]!.id}
                      text={row.key.cells[at]}
                      className={
                        row.key.cells[at] === row.key.cells[baseline]
                          ? 'text-ink-3'
                          : 'bg-accent-soft'
                      }
                    />
                  ))}
                  {across.after > 0 && <td />}
                </>
              ) : (
                <GroupCell row={row} onToggle={onToggle} />
              )}
            </tr>
          ))}
          {down.after > 0 && <tr style={{ height: down.after }} />}
        </tbody>
      </table>
    </div>
  )
}

const HEAD = 'h-8 border-b border-line bg-raised px-3 font-medium sticky top-0'

/** The items in sight, and the pixels before and after them. */
function useSpan(
  scroller: RefObject<HTMLDivElement | null>,
  count: number,
  size: number,
  horizontal: boolean,
) {
  const virtualizer = useVirtualizer({
    count,
    horizontal,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: horizontal ? 3 : 10,
  })
  const items = virtualizer.getVirtualItems()
  const from = items[0]?.index ?? 0
  const to = (items.at(-1)?.index ?? -1) + 1
  return { from, to, before: from * size, after: (count - to) * size }
}

function RunHead({
  run,
  color,
  isBaseline = false,
  onBaseline,
  className,
  left,
}: {
  run: ValueRun
  color: string
  isBaseline?: boolean
  onBaseline?: ((run: ValueRun) => void) | undefined
  className?: string
  left?: number
}) {
  return (
    <th
      scope="col"
      style={{ width: RUN_PX, left }}
      className={cx(HEAD, 'z-10 text-left', className)}
      onPointerEnter={() => highlight.set(run.id)}
      onPointerLeave={() => highlight.clear(run.id)}
    >
      <span className="flex items-center gap-1.5">
        <span
          aria-hidden
          className="size-2.5 shrink-0 rounded-full"
          style={{ background: color }}
        />
        <span className="min-w-0 grow truncate" title={run.displayName}>
          {run.displayName}
        </span>
        {isBaseline ? (
          <span className="shrink-0 text-12 font-normal text-ink-3">baseline</span>
        ) : (
          onBaseline && (
            <button
              type="button"
              aria-label={`Compare with ${run.displayName}`}
              title="Compare the others with this run"
              className="grid size-5 shrink-0 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
              onClick={() => onBaseline(run)}
            >
              <Flag aria-hidden className="size-3.5" />
            </button>
          )
        )}
      </span>
    </th>
  )
}

function Cell({
  text,
  className,
  left,
}: {
  text: string | undefined
  className?: string
  left?: number
}) {
  return (
    <td
      title={text}
      style={{ left }}
      className={cx('truncate px-3 font-mono tabular-nums', className)}
    >
      {text ?? <span className="text-ink-3">—</span>}
    </td>
  )
}

function GroupCell({
  row,
  onToggle,
}: {
  row: Extract<ComparisonRow, { kind: 'section' | 'group' }>
  onToggle: (id: string) => void
}) {
  const Chevron = row.open ? ChevronDown : ChevronRight
  const isSection = row.kind === 'section'
  return (
    <th
      scope="rowgroup"
      colSpan={100}
      className={cx('p-0 text-left', isSection ? 'bg-sunken font-semibold' : 'font-medium')}
    >
      <button
        type="button"
        aria-expanded={row.open}
        onClick={() => onToggle(row.id)}
        className={cx(
          'sticky left-0 inline-flex h-7 items-center gap-1 rounded-sm pr-2 hover:text-accent',
          isSection ? 'pl-2' : 'pl-3',
        )}
      >
        <Chevron aria-hidden className="size-3.5 text-ink-3" />
        {isSection ? SECTION_LABELS[row.section] : row.label}
        <span className="font-normal text-ink-3">{row.count}</span>
      </button>
    </th>
  )
}

const SECTION_LABELS = { config: 'Config', summary: 'Summary', metadata: 'Metadata' }

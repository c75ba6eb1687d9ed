'use client'

import { ArrowDown } from 'lucide-react'
import { cx } from '@/components/ui/cx'
import { formatCount } from '@/lib/format/number'
import { formatExact, formatValue } from '@/lib/metrics/numbers'
import { columnLabel } from '@/lib/runs/columns'
import type { ParameterImportance } from '@/lib/stats/importance'
import { correlationText, type ImportanceSort } from '@/lib/panels/importance/importanceRows'

export interface SignColors {
  positive: string
  negative: string
}

const HEADS: { sort: ImportanceSort; label: string; className: string }[] = [
  { sort: 'name', label: 'Parameter', className: 'w-[27%]' },
  { sort: 'importance', label: 'Importance', className: 'w-[30%]' },
  { sort: 'correlation', label: 'Correlation', className: '' },
]

/** Bars in a table: everything a picture would say, as text too. */
export function ImportanceTable({
  rows,
  sort,
  onSort,
  colors,
  title,
}: {
  rows: readonly ParameterImportance[]
  sort: ImportanceSort
  onSort: (sort: ImportanceSort) => void
  colors: SignColors
  title: string
}) {
  const greatest = Math.max(...rows.map(({ importance }) => importance), 1e-9)
  return (
    <table className="w-full table-fixed border-separate border-spacing-0 text-12">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr>
          {HEADS.map((head) => (
            <th
              key={head.sort}
              scope="col"
              aria-sort={
                head.sort === sort ? (sort === 'name' ? 'ascending' : 'descending') : undefined
              }
              className={cx(
                'sticky top-0 z-10 border-b border-line bg-raised px-3 py-1 text-left font-medium',
                head.className,
              )}
            >
              <button
                type="button"
                onClick={() => onSort(head.sort)}
                className="inline-flex items-center gap-1 rounded-sm hover:text-accent"
              >
                {head.label}
                {head.sort === sort && (
                  <ArrowDown
                    aria-hidden
                    className={cx('size-3', sort === 'name' && 'rotate-180')}
                  />
                )}
              </button>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-parameter={row.id} className="h-7 hover:bg-hover">
            <th
              scope="row"
              title={`${row.id}, ${formatCount(row.n)} runs`}
              className="truncate px-3 text-left font-normal"
            >
              {columnLabel(row.id)}
            </th>
            <td className="px-3" title={formatExact(row.importance)}>
              <span className="flex items-center gap-2">
                <span aria-hidden className="h-2.5 min-w-0 grow">
                  <span
                    className="block h-full rounded-[2px] bg-ink-2"
                    style={{ width: `${(row.importance / greatest) * 100}%` }}
                  />
                </span>
                <span className="w-10 shrink-0 text-right font-mono tabular-nums">
                  {formatValue(row.importance, 2)}
                </span>
              </span>
            </td>
            <td className="px-3">
              <Correlation row={row} colors={colors} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** To the left of the middle for what goes the other way. */
function Correlation({ row, colors }: { row: ParameterImportance; colors: SignColors }) {
  const value = row.correlation ?? 0
  const text = correlationText(row)
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="relative h-2.5 min-w-0 grow">
        <span className="absolute inset-y-[-3px] left-1/2 w-px bg-line-control" />
        <span
          className="absolute inset-y-0 rounded-[2px]"
          style={{
            left: `${50 + Math.min(0, value) * 50}%`,
            width: `${Math.abs(value) * 50}%`,
            background: value < 0 ? colors.negative : colors.positive,
          }}
        />
      </span>
      <span title={text} className="w-23 shrink-0 truncate font-mono tabular-nums">
        {text}
      </span>
    </span>
  )
}

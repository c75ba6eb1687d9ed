'use client'

import { ArrowDown, ArrowDownUp, ArrowUp, X } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import type { SortKey } from '@/lib/api/runQuery'
import { columnLabel } from '@/lib/runs/columns'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { ColumnPicker } from './ColumnPicker'
import type { Runs } from './useRuns'
import { useColumnsWithName } from './useColumnsWithName'

/** By what runs are in order, the first key first. */
export function SortMenu({ runs, compact }: { runs: Runs; compact: boolean }) {
  const { access, state } = runs
  const { sort } = state
  const columns = useColumnsWithName(runs)
  const set = (at: number, key: SortKey) => access.setSort(sort.with(at, key))
  const add = ({ id, kind }: TableColumn) => {
    if (sort.some((key) => key.column === id)) return
    access.setSort([...sort, { column: id, descending: kind === 'time' }])
  }
  const label = sort.length > 0 ? `Order: by ${sort.length}` : 'Order'
  return (
    <Popover
      label="Order"
      align="end"
      className="w-80"
      trigger={
        compact ? (
          <IconButton
            label={label}
            icon={ArrowDownUp}
            className={sort.length > 0 ? 'text-accent!' : ''}
          />
        ) : (
          <Button icon={ArrowDownUp}>
            Order
            {sort.length > 0 && <span className="text-accent tabular-nums">{sort.length}</span>}
          </Button>
        )
      }
    >
      <ol aria-label="Sorted by" className="mb-2 space-y-1">
        {sort.length === 0 && <li className="text-ink-3">Newest first</li>}
        {sort.map((key, i) => {
          const name = columnLabel(key.column)
          return (
            <li key={key.column} className="flex items-center gap-1">
              <span className="w-4 text-12 text-ink-3 tabular-nums">{i + 1}</span>
              <span className="min-w-0 grow truncate" title={name}>
                {name}
              </span>
              <Button
                variant="quiet"
                icon={key.descending ? ArrowDown : ArrowUp}
                aria-label={`${name}: ${key.descending ? 'descending' : 'ascending'}`}
                onClick={() => set(i, { ...key, descending: !key.descending })}
              >
                {key.descending ? 'Descending' : 'Ascending'}
              </Button>
              <IconButton
                label={`Do not sort by ${name}`}
                icon={X}
                onClick={() => access.setSort(sort.toSpliced(i, 1))}
              />
            </li>
          )
        })}
      </ol>
      <ColumnPicker label="Sort by" columns={columns} onPick={add} />
    </Popover>
  )
}

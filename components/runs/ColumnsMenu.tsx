'use client'

import { Columns3, Pin } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { cx } from '@/components/ui/cx'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import { formatCount } from '@/lib/format/number'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { ColumnPicker } from './ColumnPicker'
import type { Runs } from './useRuns'

/** Which columns there are, and which of them stay at the left. */
export function ColumnsMenu({ runs, compact }: { runs: Runs; compact: boolean }) {
  const { columns, access } = runs
  const [found, setFound] = useState<{ columns: readonly TableColumn[]; query: string }>()
  const shown = columns.filter((column) => column.shown).length
  const listed = found && found.query !== '' ? found.columns : columns
  const ids = listed.map((column) => column.id)
  const words = found && found.query !== '' ? 'found' : 'all'
  const pin = (column: TableColumn) =>
    access.changeColumn(column.id, { pinned: !column.pinned, shown: true })
  // For pointers; by keyboard it is Shift-Enter, since a choice in a list holds no buttons.
  const pinSign = (column: TableColumn) => (
    <span
      aria-hidden
      title={column.pinned ? 'Unpin (Shift-Enter)' : 'Pin (Shift-Enter)'}
      data-pin={column.id}
      onClick={(event) => {
        event.stopPropagation()
        pin(column)
      }}
      className={cx(
        'grid size-6 shrink-0 place-items-center rounded-sm hover:bg-line',
        column.pinned ? 'text-accent' : 'text-ink-3',
      )}
    >
      <Pin className="size-3.5" fill={column.pinned ? 'currentColor' : 'none'} />
    </span>
  )
  return (
    <Popover
      label="Columns"
      align="end"
      className="w-84"
      onOpenChange={() => setFound(undefined)}
      trigger={
        compact ? (
          <IconButton label="Columns" icon={Columns3} />
        ) : (
          <Button icon={Columns3}>Columns</Button>
        )
      }
    >
      <ColumnPicker
        label="Search columns"
        columns={columns}
        isChecked={(column) => (compact ? column.pinned : column.shown)}
        onPick={(column, shift) =>
          compact || shift ? pin(column) : access.changeColumn(column.id, { shown: !column.shown })
        }
        end={compact ? undefined : pinSign}
        onFound={(columns, query) => setFound({ columns, query })}
      />
      <div className="mt-2 flex items-center gap-2 border-t border-line pt-2">
        <span role="status" className="grow text-12 text-ink-3 tabular-nums">
          {compact
            ? 'Pinned columns show in the list.'
            : `${formatCount(shown)} of ${formatCount(columns.length)} shown`}
        </span>
        {!compact && (
          <>
            <Button onClick={() => access.changeColumns(ids, { shown: true })}>Show {words}</Button>
            <Button onClick={() => access.changeColumns(ids, { shown: false })}>
              Hide {words}
            </Button>
          </>
        )}
      </div>
    </Popover>
  )
}

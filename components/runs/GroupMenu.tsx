'use client'

import { ArrowUp, ChevronsDownUp, ChevronsUpDown, Group, X } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import { columnLabel } from '@/lib/runs/columns'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { ColumnPicker } from './ColumnPicker'
import type { Runs } from './useRuns'
import { useColumnsWithName } from './useColumnsWithName'

const DEEPEST = 8

/** By what runs are in groups, the outermost key first. */
export function GroupMenu({ runs, compact }: { runs: Runs; compact: boolean }) {
  const { access, state, model } = runs
  const { groupBy } = state
  const columns = useColumnsWithName(runs)
  const add = ({ id }: TableColumn) => {
    if (!groupBy.includes(id) && groupBy.length < DEEPEST) access.setGroupBy([...groupBy, id])
  }
  const outwards = (at: number) => {
    const next = [...groupBy]
    const [moved] = next.splice(at, 1)
    next.splice(at - 1, 0, moved!)
    access.setGroupBy(next)
  }
  const label = groupBy.length > 0 ? `Groups: by ${groupBy.length}` : 'Groups'
  return (
    <Popover
      label="Groups"
      align="end"
      className="w-80"
      trigger={
        compact ? (
          <IconButton
            label={label}
            icon={Group}
            className={groupBy.length > 0 ? 'text-accent!' : ''}
          />
        ) : (
          <Button icon={Group}>
            Group
            {groupBy.length > 0 && (
              <span className="text-accent tabular-nums">{groupBy.length}</span>
            )}
          </Button>
        )
      }
    >
      <ol aria-label="Grouped by" className="mb-2 space-y-1">
        {groupBy.length === 0 && <li className="text-ink-3">Not grouped</li>}
        {groupBy.map((id, i) => {
          const name = columnLabel(id)
          return (
            <li key={id} className="flex items-center gap-1">
              <span className="w-4 text-12 text-ink-3 tabular-nums">{i + 1}</span>
              <span className="min-w-0 grow truncate" title={name}>
                {name}
              </span>
              <IconButton
                label={`Group by ${name} further out`}
                icon={ArrowUp}
                disabled={i === 0}
                onClick={() => outwards(i)}
              />
              <IconButton
                label={`Do not group by ${name}`}
                icon={X}
                onClick={() => access.setGroupBy(groupBy.toSpliced(i, 1))}
              />
            </li>
          )
        })}
      </ol>
      {groupBy.length > 0 && (
        <div className="mb-2 flex gap-2">
          <Button icon={ChevronsUpDown} onClick={() => model.setAllOpen(true)}>
            Open all
          </Button>
          <Button icon={ChevronsDownUp} onClick={() => model.setAllOpen(false)}>
            Close all
          </Button>
        </div>
      )}
      <ColumnPicker label="Group by" columns={columns} onPick={add} />
    </Popover>
  )
}

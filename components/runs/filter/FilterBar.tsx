'use client'

import { Plus, TextCursorInput } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import { operatorsFor } from '@/lib/filters/condition'
import type { TableColumn } from '@/lib/runs/tableColumns'
import { newId } from '@/lib/workspace/runSet'
import type { Runs } from '../useRuns'
import { ConditionChip } from './ConditionChip'
import { ConditionForm } from './ConditionForm'
import { FilterText } from './FilterText'

export interface FilterBarProps {
  runs: Runs
  /** A condition is being added: of this column, or of one that is chosen first. */
  adding: TableColumn | 'any' | null
  onAdding: (adding: TableColumn | 'any' | null) => void
  /** Told whether text was typed that does not hold yet. */
  onUnapplied?: (unapplied: boolean) => void
}

/** Which runs there are: as chips that one builds, or as text that one types. */
export function FilterBar({ runs, adding, onAdding, onUnapplied }: FilterBarProps) {
  const { access, state } = runs
  const { conditions } = state
  const [typing, setTyping] = useState(false)
  if (typing) {
    return <FilterText {...{ runs, onUnapplied }} onClose={() => setTyping(false)} />
  }
  return (
    <div role="group" aria-label="Filter" className="flex min-w-0 flex-wrap items-center gap-1">
      {conditions.length > 0 && (
        <ul aria-label="Conditions" className="contents">
          {conditions.map((condition) => (
            <ConditionChip
              key={condition.id}
              runs={runs}
              condition={condition}
              onEditText={() => setTyping(true)}
            />
          ))}
        </ul>
      )}
      {!access.readOnly && (
        <>
          <Popover
            label="New condition"
            className="w-76"
            open={adding !== null}
            onOpenChange={(open) => onAdding(open ? 'any' : null)}
            trigger={
              <Button variant="quiet" icon={Plus} className="h-6 px-1.5! font-normal!">
                Filter
              </Button>
            }
          >
            <ConditionForm
              runs={runs}
              initial={
                adding && adding !== 'any'
                  ? { key: adding.id, operator: operatorsFor(adding.kind)[0]!, values: [] }
                  : undefined
              }
              disabled={false}
              onDone={(filter, disabled) => {
                access.putCondition({ id: newId(), filter, disabled })
                onAdding(null)
              }}
            />
          </Popover>
          <IconButton
            label="Filter as text"
            icon={TextCursorInput}
            className="h-6!"
            onClick={() => setTyping(true)}
          />
          {conditions.length > 0 && (
            <Button
              variant="quiet"
              className="h-6 px-1.5! font-normal!"
              onClick={() => access.setFilter(null)}
            >
              Clear
            </Button>
          )}
        </>
      )}
    </div>
  )
}

'use client'

import { X } from 'lucide-react'
import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Popover } from '@/components/ui/Popover'
import { filterWords, toCondition } from '@/lib/filters/condition'
import type { Condition } from '@/lib/workspace/access'
import type { Runs } from '../useRuns'
import { ConditionForm } from './ConditionForm'

export interface ConditionChipProps {
  runs: Runs
  condition: Condition
  /** For what the form cannot say. */
  onEditText: () => void
}

/** One condition; a click changes it. */
export function ConditionChip({ runs, condition, onEditText }: ConditionChipProps) {
  const { access } = runs
  const [open, setOpen] = useState(false)
  const built = toCondition(condition.filter)
  const words = filterWords(condition.filter)
  const face = (
    <button
      type="button"
      title={condition.disabled ? `${words} (off)` : words}
      onClick={built ? undefined : onEditText}
      className={cx('min-w-0 truncate py-0.5 pl-2', condition.disabled && 'line-through')}
    >
      {words}
    </button>
  )
  return (
    <li
      className={cx(
        'flex h-6 max-w-full min-w-0 items-center rounded-sm border text-12',
        condition.disabled
          ? 'border-line-control text-ink-3'
          : 'border-transparent bg-accent-soft text-accent',
      )}
    >
      {built && !access.readOnly ? (
        <Popover
          label="Condition"
          className="w-76"
          open={open}
          onOpenChange={setOpen}
          trigger={face}
        >
          <ConditionForm
            runs={runs}
            initial={built}
            disabled={condition.disabled}
            onDone={(filter, disabled) => {
              access.putCondition({ id: condition.id, filter, disabled })
              setOpen(false)
            }}
          />
        </Popover>
      ) : (
        face
      )}
      {!access.readOnly && (
        <button
          type="button"
          aria-label={`Remove ${words}`}
          onClick={() => access.removeCondition(condition.id)}
          className="mx-0.5 grid size-5 shrink-0 place-items-center rounded-sm hover:bg-hover"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </li>
  )
}

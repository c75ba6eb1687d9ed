'use client'

import type { LucideIcon } from 'lucide-react'
import { ToggleGroup } from 'radix-ui'
import { cx } from './cx'

export interface Segment<T extends string> {
  value: T
  label: string
  icon?: LucideIcon
}

export interface SegmentedControlProps<T extends string> {
  /** Accessible name of the group. */
  label: string
  value: T
  onValueChange: (value: T) => void
  options: readonly Segment<T>[]
  /** Shows icons alone; labels stay for screen readers and as titles. */
  iconsOnly?: boolean
  className?: string
}

/** One of a few, all of them in sight. */
export function SegmentedControl<T extends string>({
  label,
  value,
  onValueChange,
  options,
  iconsOnly = false,
  className,
}: SegmentedControlProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      // Clicking the chosen one again would leave none chosen.
      onValueChange={(next) => next !== '' && onValueChange(next as T)}
      className={cx(
        'inline-flex h-7 rounded-md border border-line-control bg-sunken p-px',
        className,
      )}
    >
      {options.map(({ value: option, label: text, icon: Icon }) => (
        <ToggleGroup.Item
          key={option}
          value={option}
          title={iconsOnly ? text : undefined}
          className={cx(
            'inline-flex grow items-center justify-center gap-1.5 rounded-[5px] px-2 text-13 text-ink-2',
            'select-none hover:text-ink data-[state=on]:bg-raised data-[state=on]:font-medium',
            'data-[state=on]:text-ink data-[state=on]:shadow-[0_0_0_1px_var(--line-control)]',
          )}
        >
          {Icon && <Icon aria-hidden className="size-3.5" />}
          <span className={iconsOnly ? 'sr-only' : undefined}>{text}</span>
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}

'use client'

import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import { cx } from './cx'
import { floatingClass, itemClass } from './floating'

export interface SelectOption<T extends string> {
  value: T
  label: string
}

export interface SelectProps<T extends string> {
  /** Accessible name. */
  label: string
  value: T
  onValueChange: (value: T) => void
  options: readonly SelectOption<T>[]
  disabled?: boolean
  className?: string
}

export function Select<T extends string>({
  label,
  value,
  onValueChange,
  options,
  disabled,
  className,
}: SelectProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} disabled={disabled}>
      <Radix.Trigger
        aria-label={label}
        className={cx(
          'inline-flex h-7 min-w-0 items-center justify-between gap-1.5 rounded-md border',
          'border-line-control bg-raised px-2 text-13 text-ink transition-colors hover:bg-hover',
          'disabled:pointer-events-none disabled:opacity-50',
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value />
        </span>
        <Radix.Icon asChild>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={cx(
            floatingClass,
            'max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) p-1',
          )}
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item key={option.value} value={option.value} className={itemClass()}>
                <Radix.ItemText>{option.label}</Radix.ItemText>
                <Radix.ItemIndicator className="ml-auto">
                  <Check aria-hidden className="size-3.5" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

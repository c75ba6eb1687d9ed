'use client'

import { Switch as Radix } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cx } from './cx'

export interface SwitchProps {
  label: ReactNode
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  className?: string
}

/** For what takes effect at once. */
export function Switch({ label, checked, onCheckedChange, disabled, className }: SwitchProps) {
  const id = useId()
  return (
    <span className={cx('inline-flex min-h-7 items-center gap-2', className)}>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={onCheckedChange}
        disabled={disabled}
        className={cx(
          'relative h-4 w-7 shrink-0 rounded-full bg-line-strong transition-colors',
          'data-[state=checked]:bg-accent disabled:opacity-50',
        )}
      >
        <Radix.Thumb
          className={cx(
            'block size-3 translate-x-0.5 rounded-full bg-ground transition-transform',
            'data-[state=checked]:translate-x-3.5',
          )}
        />
      </Radix.Root>
      <label htmlFor={id} className={cx('select-none', disabled && 'text-ink-3')}>
        {label}
      </label>
    </span>
  )
}

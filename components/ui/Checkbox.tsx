'use client'

import { Check, Minus } from 'lucide-react'
import { Checkbox as Radix } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cx } from './cx'

export interface CheckboxProps {
  label: ReactNode
  hideLabel?: boolean
  checked: boolean | 'indeterminate'
  onCheckedChange: (checked: boolean) => void
  disabled?: boolean
  className?: string
}

export function Checkbox({
  label,
  hideLabel = false,
  checked,
  onCheckedChange,
  disabled,
  className,
}: CheckboxProps) {
  const id = useId()
  return (
    <span className={cx('inline-flex min-h-7 items-center gap-2', className)}>
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onCheckedChange(next === true)}
        disabled={disabled}
        className={cx(
          'grid size-4 shrink-0 place-items-center rounded-sm border border-line-strong bg-ground',
          'data-[state=checked]:border-transparent data-[state=checked]:bg-accent',
          'data-[state=indeterminate]:border-transparent data-[state=indeterminate]:bg-accent',
          'disabled:opacity-50',
        )}
      >
        <Radix.Indicator className="text-ground">
          {checked === 'indeterminate' ? (
            <Minus aria-hidden className="size-3" strokeWidth={3} />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Radix.Indicator>
      </Radix.Root>
      <label
        htmlFor={id}
        className={cx(hideLabel ? 'sr-only' : 'select-none', disabled && 'text-ink-3')}
      >
        {label}
      </label>
    </span>
  )
}

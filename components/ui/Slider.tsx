'use client'

import { Slider as Radix } from 'radix-ui'
import { cx } from './cx'

export interface SliderProps {
  /** Accessible name. */
  label: string
  value: number
  onValueChange: (value: number) => void
  /** When the hand lets go; for what costs something to change. */
  onValueCommit?: (value: number) => void
  min: number
  max: number
  step: number
  /** What a screen reader says for the value. */
  valueText?: string
  disabled?: boolean
  className?: string
}

export function Slider({
  label,
  value,
  onValueChange,
  onValueCommit,
  valueText,
  className,
  ...range
}: SliderProps) {
  return (
    <Radix.Root
      value={[value]}
      onValueChange={([next]) => next !== undefined && onValueChange(next)}
      onValueCommit={([next]) => next !== undefined && onValueCommit?.(next)}
      className={cx('relative flex h-7 touch-none items-center select-none', className)}
      {...range}
    >
      <Radix.Track className="relative h-1 grow rounded-full bg-line-control">
        <Radix.Range className="absolute h-full rounded-full bg-accent" />
      </Radix.Track>
      <Radix.Thumb
        aria-label={label}
        aria-valuetext={valueText}
        className="block size-3.5 rounded-full border-2 border-accent bg-raised"
      />
    </Radix.Root>
  )
}

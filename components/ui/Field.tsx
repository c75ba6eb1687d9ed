'use client'

import { type ReactNode, useId } from 'react'
import { cx } from './cx'

export const fieldClass = (invalid: boolean, className?: string) =>
  cx(
    'w-full rounded-md border bg-ground px-2 text-13 text-ink transition-colors',
    'disabled:bg-sunken disabled:text-ink-3 max-sm:text-16',
    invalid ? 'border-danger' : 'border-line-strong',
    className,
  )

export interface FieldProps {
  label: ReactNode
  /** Kept for screen readers only, where the place explains the field. */
  hideLabel?: boolean
  hint?: ReactNode
  error?: string | undefined
}

/** Ids and states that tie a control to its label, hint and error. */
export interface FieldControl {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

export function Field({
  label,
  hideLabel = false,
  hint,
  error,
  className,
  children,
}: FieldProps & {
  className?: string | undefined
  children: (control: FieldControl) => ReactNode
}) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error ?? hint
  return (
    <div className={className}>
      <label
        htmlFor={id}
        className={hideLabel ? 'sr-only' : 'mb-1 block text-13 font-medium text-ink'}
      >
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': note ? noteId : undefined,
      })}
      {note && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={cx('mt-1 text-12', error ? 'text-danger' : 'text-ink-3')}
        >
          {note}
        </p>
      )}
    </div>
  )
}

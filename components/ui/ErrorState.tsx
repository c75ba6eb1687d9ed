'use client'

import { CircleAlert } from 'lucide-react'
import { ApiError } from '@/lib/api/errors'
import { Button } from './Button'
import { cx } from './cx'

export interface ErrorStateProps {
  /** What could not be done: "The runs could not be loaded". */
  title: string
  error: unknown
  onRetry?: (() => void) | undefined
  className?: string
}

/** The sentence a person gets to see for any error. */
export function errorMessage(error: unknown): string {
  if (error instanceof ApiError) return error.message
  if (error instanceof TypeError) return 'The server could not be reached.'
  return error instanceof Error ? error.message : String(error)
}

export function ErrorState({ title, error, onRetry, className }: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cx('flex flex-col items-center px-4 py-12 text-center', className)}
    >
      <CircleAlert aria-hidden className="mb-3 size-6 text-danger" strokeWidth={1.5} />
      <p className="text-14 font-medium">{title}</p>
      <p className="mt-1 max-w-96 text-pretty wrap-anywhere text-ink-2">{errorMessage(error)}</p>
      {onRetry && (
        <Button className="mt-4" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}

'use client'

/** What stands in a panel's place, or over it, when there is nothing to see. */
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { Skeleton } from '@/components/ui/Skeleton'

/** A sentence or two in the middle: what is missing, and what to do. `action` is a button. */
export function PanelNote({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center bg-raised px-6 text-center text-ink-2">
      <div>
        <p className="text-pretty wrap-anywhere">{children}</p>
        {action && <div className="pointer-events-auto mt-3">{action}</div>}
      </div>
    </div>
  )
}

/** Over what is still shown, if anything. `what` is a clause: "The values could not be loaded". */
export function PanelError({
  what,
  error,
  onRetry,
}: {
  what: string
  error: unknown
  onRetry: () => void
}) {
  return (
    <div
      role="alert"
      className="absolute inset-x-2 top-1 flex items-center gap-2 rounded-md bg-danger-soft py-1 pr-1 pl-2 text-12 text-danger"
    >
      <span className="min-w-0 grow">
        {what}: {errorMessage(error)}
      </span>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  )
}

export function PanelLoading() {
  return (
    <div
      role="status"
      aria-label="Loading"
      className="pointer-events-none absolute inset-0 bg-raised px-3 pt-2 pb-6"
    >
      <div className="flex h-full flex-col justify-between">
        {[0, 1, 2, 3].map((row) => (
          <div key={row} className="flex items-center gap-2">
            <Skeleton className="h-2.5 w-6" />
            <span className="h-px grow bg-line" />
          </div>
        ))}
      </div>
    </div>
  )
}

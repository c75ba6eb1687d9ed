'use client'

import { Button } from '@/components/ui/Button'
import { errorMessage } from '@/components/ui/ErrorState'
import { Skeleton } from '@/components/ui/Skeleton'
import { displayKey } from '@/lib/metrics/keys'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { PanelState } from './LinePanelController'

interface PanelMessageProps {
  state: PanelState
  spec: LinePanelSpec
  runs: number
  onRetry: () => void
}

/** What stands in the chart's place, or over it, when there is no line to see. */
export function PanelMessage({ state, spec, runs, onRetry }: PanelMessageProps) {
  const key = displayKey(spec.keys[0]!)
  if (runs === 0) return <Centred>No run is shown. Switch one on in the list.</Centred>
  if (state.error !== undefined) {
    return (
      <div
        role="alert"
        className="absolute inset-x-2 top-1 flex items-center gap-2 rounded-md bg-danger-soft py-1 pr-1 pl-2 text-12 text-danger"
      >
        <span className="min-w-0 grow">
          {state.answered > 0 ? 'Newer rows could not be loaded' : 'The data could not be loaded'}:{' '}
          {errorMessage(state.error)}
        </span>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    )
  }
  if (state.answered === 0) return <Loading />
  if (state.answered === state.total && !state.known) {
    return (
      <Centred>
        No run here logs <span className="font-mono text-ink">{key}</span> yet. It will appear by
        itself.
      </Centred>
    )
  }
  return null
}

function Centred({ children }: { children: React.ReactNode }) {
  return (
    <div className="pointer-events-none absolute inset-0 grid place-items-center bg-raised px-6 text-center text-ink-2">
      <p className="text-pretty wrap-anywhere">{children}</p>
    </div>
  )
}

function Loading() {
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

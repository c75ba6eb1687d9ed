'use client'

import { displayKey } from '@/lib/metrics/keys'
import type { LinePanelSpec } from '@/lib/panels/linePanel'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import type { PanelState } from './LinePanelController'

interface PanelMessageProps {
  state: PanelState
  spec: LinePanelSpec
  runs: number
  onRetry: () => void
}

/** What stands in the chart's place, or over it, when there is no line to see. */
export function PanelMessage({ state, spec, runs, onRetry }: PanelMessageProps) {
  if (runs === 0) return <PanelNote>No run is shown. Switch one on in the list.</PanelNote>
  if (state.error !== undefined) {
    const what =
      state.answered > 0 ? 'Newer rows could not be loaded' : 'The data could not be loaded'
    return <PanelError what={what} error={state.error} onRetry={onRetry} />
  }
  if (state.answered === 0) return <PanelLoading />
  if (state.answered === state.total && !state.known) {
    return (
      <PanelNote>
        No run here logs <span className="font-mono text-ink">{displayKey(spec.keys[0]!)}</span>{' '}
        yet. It will appear by itself.
      </PanelNote>
    )
  }
  return null
}

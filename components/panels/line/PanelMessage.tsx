'use client'

import { displayKey } from '@/lib/metrics/keys'
import { PanelError, PanelLoading, PanelNote } from '../frame/PanelNotes'
import type { PanelState } from './LinePanelController'

interface PanelMessageProps {
  state: PanelState
  keys: readonly string[]
  /** What is wrong with the pattern or a formula. */
  problem: string | undefined
  /** Runs or groups. */
  shown: number
  /** Groups are being looked up. */
  waiting: boolean
  groupError: unknown
  onRetry: () => void
}

/** What stands in the chart's place, or over it, when there is no line to see. */
export function PanelMessage(props: PanelMessageProps) {
  const { state, keys, problem, shown, waiting, groupError, onRetry } = props
  if (groupError !== undefined) {
    return <PanelError what="The groups could not be loaded" error={groupError} onRetry={onRetry} />
  }
  if (keys.length === 0) {
    return <PanelNote>{problem ?? 'No key is logged yet that the pattern finds.'}</PanelNote>
  }
  if (shown === 0 && !waiting) {
    return <PanelNote>No run is shown. Switch one on in the list.</PanelNote>
  }
  if (state.error !== undefined) {
    const what =
      state.answered > 0 ? 'Newer rows could not be loaded' : 'The data could not be loaded'
    return <PanelError what={what} error={state.error} onRetry={onRetry} />
  }
  if (waiting || state.answered === 0) return <PanelLoading />
  if (state.answered === state.total && !state.known) {
    return (
      <PanelNote>
        No run here logs <span className="font-mono text-ink">{displayKey(keys[0]!)}</span> yet. It
        will appear by itself.
      </PanelNote>
    )
  }
  return null
}

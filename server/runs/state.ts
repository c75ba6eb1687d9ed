/** How a run's state follows from what its client says. */
import type { RunState } from '@/lib/api/runs'
import type { FrameStatus } from '../ingest'

/** What the SDK exits with after Ctrl-C. */
const INTERRUPTED = 255

export const ACTIVE_STATES: readonly RunState[] = ['running', 'preempting']

export function isActive(state: RunState): boolean {
  return ACTIVE_STATES.includes(state)
}

/** The state after a status that arrived with a post. */
export function stateAfter(
  current: RunState,
  status: FrameStatus,
  stopRequested: boolean,
): RunState {
  if (status.complete) {
    if (status.exitCode === 0) return 'finished'
    if (current === 'preempting') return 'preempting'
    return stopRequested || status.exitCode === INTERRUPTED ? 'killed' : 'failed'
  }
  return status.preempting ? 'preempting' : current
}

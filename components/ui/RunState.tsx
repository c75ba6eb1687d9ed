import type { RunState } from '@/lib/api/runs'
import { cx } from './cx'

const COLORS: Record<RunState, string> = {
  running: 'text-running',
  finished: 'text-finished',
  failed: 'text-failed',
  crashed: 'text-crashed',
  killed: 'text-killed',
  preempting: 'text-preempting',
  pending: 'text-preempting',
}

export const RUN_STATE_LABELS: Record<RunState, string> = {
  running: 'Running',
  finished: 'Finished',
  failed: 'Failed',
  crashed: 'Crashed',
  killed: 'Killed',
  preempting: 'Preempting',
  pending: 'Pending',
}

/** Each state has a shape of its own, so that colour is never the only sign. */
function Shape({ state }: { state: RunState }) {
  const stroke = {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 1.75,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  } as const
  switch (state) {
    case 'running':
      return (
        <>
          <circle
            cx="6"
            cy="6"
            r="5"
            fill="currentColor"
            opacity="0.25"
            className="animate-breathe"
          />
          <circle cx="6" cy="6" r="3" fill="currentColor" />
        </>
      )
    case 'finished':
      return <path d="M2.25 6.5 4.75 9l5-6" {...stroke} />
    case 'failed':
      return <path d="m3 3 6 6m0-6-6 6" {...stroke} />
    case 'crashed':
      return <path d="M6 1.5 11 10.25H1ZM6 5v2.25M6 8.9v.1" {...stroke} strokeWidth={1.25} />
    case 'killed':
      return <rect x="2.5" y="2.5" width="7" height="7" rx="1" fill="currentColor" />
    case 'preempting':
      return <path d="M4 2.5v7m4-7v7" {...stroke} />
    case 'pending':
      return <path d="M6 3v3.25L8 7.5M1.5 6a4.5 4.5 0 1 0 9 0 4.5 4.5 0 1 0-9 0" {...stroke} />
  }
}

/** The state as a small sign with an accessible name. */
export function RunStateDot({ state, className }: { state: RunState; className?: string }) {
  return (
    <svg
      viewBox="0 0 12 12"
      role="img"
      aria-label={RUN_STATE_LABELS[state]}
      className={cx('size-3 shrink-0', COLORS[state], className)}
    >
      <title>{RUN_STATE_LABELS[state]}</title>
      <Shape state={state} />
    </svg>
  )
}

/** The sign and the word. */
export function RunStateLabel({ state, className }: { state: RunState; className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-1.5', COLORS[state], className)}>
      <svg viewBox="0 0 12 12" aria-hidden className="size-3 shrink-0">
        <Shape state={state} />
      </svg>
      {RUN_STATE_LABELS[state]}
    </span>
  )
}

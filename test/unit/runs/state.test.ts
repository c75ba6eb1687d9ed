import { describe, expect, it } from 'vitest'
import { stateAfter } from '@/server/runs/state'

const ended = (exitCode: number) => ({ complete: true, exitCode, preempting: false })

describe("a run's state", () => {
  it.each([
    ['running', ended(0), false, 'finished'],
    ['running', ended(1), false, 'failed'],
    // The SDK's exit code after Ctrl-C.
    ['running', ended(255), false, 'killed'],
    // Whoever presses "Stop run" has not made it fail.
    ['running', ended(1), true, 'killed'],
    ['preempting', ended(1), false, 'preempting'],
    ['preempting', ended(0), false, 'finished'],
    ['running', { complete: false, exitCode: 0, preempting: true }, false, 'preempting'],
    ['running', { complete: false, exitCode: 0, preempting: false }, false, 'running'],
  ] as const)('%s, told %j (stop asked for: %s), becomes %s', (from, status, stop, to) => {
    expect(stateAfter(from, status, stop)).toBe(to)
  })
})

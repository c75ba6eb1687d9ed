import { describe, expect, it } from 'vitest'
import type { RunRow } from '@/lib/api/runs'
import { chooseRuns, RUN_SORTS, sortRuns } from '@/lib/runs/order'

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString()

function run(number: number, more: Partial<RunRow> = {}): RunRow {
  return {
    id: number,
    name: `id${number}`,
    number,
    displayName: `run-${number}`,
    state: 'finished',
    exitCode: 0,
    stopRequested: false,
    tags: [],
    notes: '',
    group: null,
    jobType: null,
    user: 'ada',
    definitions: [],
    createdAt: at(number),
    heartbeatAt: at(number),
    finishedAt: at(number + 1),
    ...more,
  }
}

const RUNS = [
  run(2, { displayName: 'b', finishedAt: at(50) }),
  run(10, { displayName: 'run-10', state: 'failed', heartbeatAt: at(90) }),
  run(9, { displayName: 'run-9', state: 'running', finishedAt: null }),
  run(1, { displayName: 'B', tags: ['baseline'], group: 'sweep' }),
]
const NOW = Date.parse(at(20))
const numbers = (runs: RunRow[]) => runs.map((one) => one.number)

describe('the order of runs', () => {
  it.each([
    ['newest', [10, 9, 2, 1]],
    ['oldest', [1, 2, 9, 10]],
    ['name', [1, 2, 9, 10]],
    ['state', [9, 2, 1, 10]],
    ['duration', [2, 9, 10, 1]],
    ['heard', [10, 9, 2, 1]],
  ] as const)('%s', (sort, expected) => {
    expect(numbers(sortRuns(RUNS, sort, NOW))).toEqual(expected)
  })

  it('never loses a run and leaves the list as it was', () => {
    const before = [...RUNS]
    for (const sort of RUN_SORTS) {
      expect(numbers(sortRuns(RUNS, sort, NOW)).toSorted()).toEqual(numbers(RUNS).toSorted())
    }
    expect(RUNS).toEqual(before)
  })
})

describe('the choice of runs', () => {
  const choose = (text: string, states: RunRow['state'][] = []) =>
    numbers(chooseRuns(RUNS, { matches: (s) => s.includes(text), states }))

  it('looks at name, id, tags and group, and at states', () => {
    expect(choose('run-')).toEqual([10, 9])
    expect(choose('id2')).toEqual([2])
    expect(choose('baseline')).toEqual([1])
    expect(choose('sweep')).toEqual([1])
    expect(choose('', ['failed', 'running'])).toEqual([10, 9])
    expect(choose('run-9', ['failed'])).toEqual([])
  })
})

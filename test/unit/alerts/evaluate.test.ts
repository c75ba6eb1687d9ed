// When rules fire, as functions of rows.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CLEAN_ROWS,
  emptyMemory,
  type Firing,
  isOngoing,
  observe,
  type Reading,
  readMemory,
} from '@/lib/alerts/evaluate'
import { conditionSchema, type RowCondition } from '@/lib/alerts/rule'

const condition = (wanted: object) => conditionSchema.parse(wanted) as RowCondition
const above = (rows: number) =>
  condition({ kind: 'threshold', key: 'loss', op: '>', value: 10, rows })
const plateau = condition({ kind: 'noImprovement', key: 'loss', goal: 'min', steps: 3 })
const broken = condition({ kind: 'notFinite', key: 'loss' })

const readings = (values: readonly number[]): Reading[] =>
  values.map((value, row) => ({ row, step: row, key: 'loss', value }))

/** Rows in which the rule fires. */
function firings(rule: RowCondition, values: readonly number[]): number[] {
  const memory = emptyMemory(rule)
  return readings(values).flatMap((reading) => observe(rule, memory, reading)?.row ?? [])
}

describe('a threshold', () => {
  it('fires once for an episode, and again for the next', () => {
    expect(firings(above(1), [1, 11, 12, 13, 2, 30, 31])).toEqual([1, 5])
  })

  it('wants as many rows in a row as it says', () => {
    expect(firings(above(3), [11, 12, 1, 11, 12, 13, 14])).toEqual([5])
  })

  it('is armed again by as many good rows as it takes bad ones', () => {
    expect(firings(above(2), [11, 11, 1, 11, 11, 11, 1, 1, 11, 11])).toEqual([1, 9])
  })

  it('takes infinity for a number and NaN for none', () => {
    expect(firings(above(2), [11, NaN, Infinity])).toEqual([2])
    expect(firings(above(1), [NaN, 10, 10.5])).toEqual([2])
  })
})

describe('not finite', () => {
  it('fires for the first of many, and after a clean stretch again', () => {
    const clean = Array.from({ length: CLEAN_ROWS }, () => 1)
    expect(firings(broken, [1, NaN, NaN, 1, -Infinity, ...clean, NaN])).toEqual([1, 5 + CLEAN_ROWS])
  })
})

describe('no improvement', () => {
  it('fires when so many steps have gone by since the best, until it improves', () => {
    expect(firings(plateau, [5, 4, 4, 4, 4, 4, 3, 3, 3, 3])).toEqual([4, 9])
  })

  it('counts from the first row while nothing finite came', () => {
    expect(firings(plateau, [NaN, NaN, NaN, NaN, NaN])).toEqual([3])
  })

  it('does not take less than the least improvement for one', () => {
    const rule = condition({ ...plateau, minDelta: 0.5 })
    expect(firings(rule, [5, 4.9, 4.8, 4.7, 4.6])).toEqual([3])
  })

  it('looks for rises where more is better', () => {
    const rule = condition({ ...plateau, goal: 'max' })
    expect(firings(rule, [1, 2, 3, 4, 5, 5, 5, 5])).toEqual([7])
  })
})

// ---- whatever the rows and however they come

const value = fc.oneof(
  fc.integer({ min: 0, max: 20 }),
  fc.constantFrom(NaN, Infinity, -Infinity, 10, 10.5),
)
const rule = fc
  .oneof(
    fc.record({
      kind: fc.constant('threshold'),
      key: fc.constant('loss'),
      op: fc.constantFrom('<', '>'),
      value: fc.integer({ min: 5, max: 15 }),
      rows: fc.integer({ min: 1, max: 4 }),
    }),
    fc.constant({ kind: 'notFinite', key: 'loss' }),
    fc.record({
      kind: fc.constant('noImprovement'),
      key: fc.constant('loss'),
      goal: fc.constantFrom('min', 'max'),
      minDelta: fc.constantFrom(0, 2),
      steps: fc.integer({ min: 1, max: 8 }),
    }),
  )
  .map(condition)

describe('every rule', () => {
  it('fires for the same rows however its memory is stored and read back on the way', () => {
    fc.assert(
      fc.property(rule, fc.array(value), fc.array(fc.boolean()), (one, values, stops) => {
        const whole = emptyMemory(one)
        let parts = emptyMemory(one)
        for (const [i, reading] of readings(values).entries()) {
          const expected = observe(one, whole, reading)
          expect(observe(one, parts, reading)).toEqual(expected)
          if (stops[i]) parts = readMemory(one, JSON.parse(JSON.stringify(parts)))!
        }
        expect(parts).toEqual(whole)
      }),
    )
  })

  it('names each episode once', () => {
    fc.assert(
      fc.property(rule, fc.array(value, { maxLength: 300 }), (one, values) => {
        const memory = emptyMemory(one)
        const episodes = readings(values).flatMap((r) => observe(one, memory, r)?.episode ?? [])
        expect(new Set(episodes).size).toBe(episodes.length)
      }),
    )
  })

  it('names an episode alike when some of its rows are read twice', () => {
    fc.assert(
      fc.property(rule, fc.array(value, { minLength: 1 }), fc.nat(), (one, values, at) => {
        const rows = readings(values)
        const cut = at % rows.length
        const memory = emptyMemory(one)
        const once: Firing[] = []
        let stored = JSON.stringify(memory)
        for (const reading of rows) {
          if (reading.row === cut) stored = JSON.stringify(memory)
          const firing = observe(one, memory, reading)
          if (firing) once.push(firing)
        }
        const again = readMemory(one, JSON.parse(stored))!
        const second = rows.slice(cut).flatMap((reading) => observe(one, again, reading) ?? [])
        const names = once.map(({ episode }) => episode)
        for (const { episode } of second) expect(names).toContain(episode)
      }),
    )
  })

  it('is ongoing only between a firing and its end', () => {
    const memory = emptyMemory(above(1))
    const seen = readings([1, 11, 12, 1]).map((reading) => {
      observe(above(1), memory, reading)
      return isOngoing(memory)
    })
    expect(seen).toEqual([false, true, true, false])
  })
})

it('refuses conditions that could never be meant', () => {
  const bad = [
    { kind: 'threshold', key: '', op: '>', value: 1 },
    { kind: 'threshold', key: 'loss', op: '>', value: Infinity },
    { kind: 'threshold', key: 'loss', op: '>', value: 1, rows: 0 },
    { kind: 'noImprovement', key: 'loss', goal: 'min', steps: 0 },
    { kind: 'stalled', minutes: 0 },
    { kind: 'ended', states: ['running'] },
    { kind: 'sometimes' },
  ]
  for (const one of bad) expect(conditionSchema.safeParse(one).success).toBe(false)
})

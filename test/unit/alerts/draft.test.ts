// A rule written by hand: what is typed, what it means, and what it says.
import { describe, expect, it } from 'vitest'
import { describeRule, plainText } from '@/lib/alerts/describe'
import { conditionOf, draftOf, keyFrom, watchableKeys } from '@/lib/alerts/draft'
import { type Condition, conditionSchema } from '@/lib/alerts/rule'

const conditions: [Condition, string][] = [
  [
    { kind: 'threshold', stream: 'events', key: String.raw`gpu\.0`, op: '<', value: -0.5, rows: 3 },
    'gpu.0 is below −0.5 for 3 rows in a row',
  ],
  [{ kind: 'notFinite', stream: 'history', key: null }, 'any key is NaN or infinite'],
  [
    { kind: 'noImprovement', key: 'loss', goal: 'min', minDelta: 0.01, steps: 1000 },
    'loss does not fall by more than 0.01 for 1,000 steps',
  ],
  [{ kind: 'stalled', minutes: 1 }, 'no rows come for 1 minute'],
  [{ kind: 'ended', states: ['failed', 'crashed'] }, 'the run ends as failed or crashed'],
]

describe('a rule', () => {
  it.each(conditions)(
    '%j comes through its form unchanged, and says what it is',
    (condition, words) => {
      const draft = draftOf({ name: 'x', severity: 'WARN', condition })
      expect(conditionOf(draft)).toEqual(condition)
      const said = plainText(describeRule(condition, 'lr < 0.01'))
      expect(said).toBe(`Fires when ${words}, in runs where lr < 0.01.`)
    },
  )

  it('with gaps says where they are, and which field wants a number', () => {
    const condition = conditionOf(draftOf(null))
    expect(plainText(describeRule(condition, null))).toBe('Fires when … is above …, in any run.')
    const parsed = conditionSchema.safeParse({ ...condition, key: 'loss' })
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['value'], message: 'give a number' })
  })
})

it('finds the key that is meant by what it looks like', () => {
  const keys = { history: ['a.b', '_step'], events: [String.raw`gpu\.0`] }
  const known = watchableKeys('threshold', keys)
  expect(keyFrom('gpu.0', known)).toEqual({ key: String.raw`gpu\.0`, stream: 'events' })
  expect(keyFrom('new', known)).toEqual({ key: 'new', stream: 'history' })
  expect(watchableKeys('noImprovement', keys)).toEqual([{ key: 'a.b', stream: 'history' }])
})

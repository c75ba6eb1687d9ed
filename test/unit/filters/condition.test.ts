import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FilterValue } from '@/lib/filters/ast'
import {
  conditionWords,
  filterWords,
  OPERATORS,
  readDuration,
  readValue,
  takesMany,
  takesNone,
  toCondition,
  toFilter,
} from '@/lib/filters/condition'

const value = fc.oneof(fc.string({ minLength: 1 }), fc.double({ noNaN: true }), fc.boolean())
const condition = fc.constantFrom(...OPERATORS).chain((operator) => {
  const values: fc.Arbitrary<FilterValue[]> = takesNone(operator)
    ? fc.constant<FilterValue[]>([])
    : operator === 'within'
      ? fc.integer({ min: 1, max: 1e7 }).map((seconds) => [seconds])
      : takesMany(operator)
        ? fc.array(value, { minLength: 1, maxLength: 4 })
        : ['has', 'has not', 'matches'].includes(operator)
          ? fc.string({ minLength: 1 }).map((text) => [text])
          : value.map((one) => [one])
  return values.map((values) => ({ key: 'config:lr' as const, operator, values }))
})

describe('conditions that people build', () => {
  it('are filters, and are read back from them', () => {
    fc.assert(
      fc.property(condition, (built) => {
        expect(toCondition(toFilter(built)!)).toEqual(built)
      }),
    )
  })

  it('say what they mean in few words', () => {
    const words = (operator: (typeof OPERATORS)[number], ...values: (string | number)[]) =>
      conditionWords({ key: 'config:lr', operator, values })
    expect(words('<=', 0.1)).toBe('lr ≤ 0.1')
    expect(words('in', 1, 2)).toBe('lr in 1, 2')
    expect(words('within', 7200)).toBe('lr last 2 h')
    expect(words('missing')).toBe('lr is missing')
    expect(
      filterWords({
        kind: 'not',
        filter: { kind: 'or', filters: [{ kind: 'exists', key: 'run:notes' }] },
      }),
    ).toBe('not (Notes exists)')
  })

  it('take values as they are typed', () => {
    expect(readValue('1e-3', 'number')).toBe(0.001)
    expect(readValue('fast', 'number')).toBeUndefined()
    expect(readValue('true', 'boolean')).toBe(true)
    expect(readValue('2026-11-20', 'time')).toBe('2026-11-20T00:00:00.000Z')
    expect(readValue('12', 'text')).toBe('12')
    expect(readDuration('7 d')).toBe(604_800)
    expect(readDuration('soon')).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  internDefinitions,
  keyOfName,
  MetricDefinitions,
  parseDefinitions,
} from '@/lib/metrics/definitions'
import { metricDefinitionSchema } from '@/lib/metrics/definitionSchema'
import { escapeKeySegment, splitKey } from '@/lib/metrics/keys'

/** As the SDK writes `define_metric('batch/*', step_metric='batch/n')` and a hidden, summed `lr`. */
const SENT = [
  { '2': 'batch/*', '5': 3, '6': [3], '7': [] },
  { '1': 'lr', '6': [2, 3], '7': [1, 3] },
  { '1': 'batch/n', '6': [], '7': [] },
]
const of = (m: unknown) => new MetricDefinitions(parseDefinitions(m))

describe('reading what the SDK sends', () => {
  it('follows positions to step metrics and numbers to their meanings', () => {
    expect(parseDefinitions(SENT)).toEqual([
      { name: 'batch/', glob: true, step: 'batch/n' },
      { name: 'batch/n' },
      { name: 'lr', hidden: true, summary: ['min', 'mean'] },
    ])
  })

  it('is the same in any order, as the SDK’s order is random', () => {
    const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 })
    fc.assert(
      fc.property(order, (places) => {
        const shuffled = places.map((from) => {
          const entry = SENT[from]!
          const step = '5' in entry ? { '5': places.indexOf(2) + 1 } : {}
          return { ...entry, ...step }
        })
        expect(parseDefinitions(shuffled)).toEqual(parseDefinitions(SENT))
      }),
    )
  })

  it('takes anything for a list, and its answer passes its own schema', () => {
    const entry = fc.dictionary(fc.constantFrom('1', '2', '4', '5', '6', '7'), fc.jsonValue())
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(entry)), (m) => {
        const definitions = parseDefinitions(m)
        expect(metricDefinitionSchema.array().parse(definitions)).toEqual(definitions)
        for (const { name } of definitions) new MetricDefinitions(definitions).of(name)
      }),
    )
  })

  it('knows names with dots in them as the keys that rows get', () => {
    expect(keyOfName('a.b')).toBe('a.b')
    expect(keyOfName('v1\\.0.loss')).toBe('v1\\.0.loss')
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (segments) => {
        fc.pre(segments.every((text) => !text.includes('\\')))
        const name = segments.map((text) => text.replaceAll('.', '\\.')).join('.')
        expect(keyOfName(name)).toBe(segments.map(escapeKeySegment).join('.'))
        expect(splitKey(keyOfName(name))).toEqual(segments)
      }),
    )
  })
})

describe('asking for a key', () => {
  it('finds exact names first, then the longest glob', () => {
    const definitions = new MetricDefinitions([
      { name: '', glob: true, step: 'step' },
      { name: 'val/', glob: true, step: 'epoch' },
      { name: 'val/loss', step: 'batch' },
    ])
    expect(definitions.stepOf('val/loss')).toBe('batch')
    expect(definitions.stepOf('val/acc')).toBe('epoch')
    expect(definitions.stepOf('lr')).toBe('step')
    expect(definitions.of('_runtime')).toBeUndefined()
  })

  it('hides what is hidden and what others are counted by, and nothing is its own axis', () => {
    const definitions = of(SENT)
    expect(definitions.isHidden('lr')).toBe(true)
    expect(definitions.isHidden('batch/n')).toBe(true)
    expect(definitions.stepOf('batch/n')).toBeUndefined()
    expect(definitions.isHidden('batch/loss')).toBe(false)
  })

  it('matches globs against names as people write them', () => {
    const definitions = new MetricDefinitions([{ name: 'v1.0/', glob: true, step: 'epoch' }])
    expect(definitions.stepOf('v1\\.0/loss')).toBe('epoch')
  })

  it('gives runs of one script one object', () => {
    expect(internDefinitions(parseDefinitions(SENT))).toBe(
      internDefinitions(parseDefinitions([...SENT])),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SeriesAppended } from '@/lib/live/events'
import { applyDelta, encodePoints } from '@/lib/live/seriesDelta'
import { shortFloat32 } from '@/lib/metrics/float32'
import { Buckets } from '@/lib/metrics/buckets'
import type { SeriesResult } from '@/lib/metrics/seriesWire'

interface Row {
  step: number
  /** The rows that log the key; the others log something else. */
  loss: number | undefined
}

const rows = fc
  .array(
    fc.record({
      more: fc.integer({ min: 0, max: 3 }),
      loss: fc.option(
        fc.oneof(fc.double(), fc.float({ noNaN: true }), fc.constantFrom(NaN, Infinity, -Infinity)),
        { nil: undefined },
      ),
    }),
    { minLength: 1, maxLength: 120 },
  )
  .map((list): Row[] => {
    let step = 0
    return list.map(({ more, loss }) => ({ step: (step += more), loss }))
  })

/** What a fetch answers when rows [0, count) are there. */
function fetched(all: Row[], count: number, width: number): SeriesResult {
  const buckets = new Buckets(width)
  all.slice(0, count).forEach(({ step, loss }, row) => {
    if (loss !== undefined) buckets.addPoint(row, step, loss)
  })
  const known = all.slice(0, count).some(({ loss }) => loss !== undefined)
  return { run: 1, key: 'loss', nextRow: count, known, sortedByX: false, buckets }
}

/** The event of rows [from, to), as it looks when it has come through JSON. */
function event(all: Row[], from: number, to: number): SeriesAppended {
  const part = all.slice(from, to)
  const with_ = part.flatMap(({ loss }, i) => (loss === undefined ? [] : [i]))
  const columns: SeriesAppended['columns'] = {
    _step: encodePoints(
      null,
      part.map(({ step }) => step),
    ),
  }
  if (with_.length > 0) {
    columns.loss = encodePoints(
      with_.length === part.length ? null : with_,
      with_.map((i) => part[i]!.loss!),
    )
  }
  const whole: SeriesAppended = {
    run: 1,
    stream: 'history',
    firstRow: from,
    rows: to - from,
    bucketRows: 1,
    columns,
  }
  return JSON.parse(JSON.stringify(whole)) as SeriesAppended
}

const shown = ({ buckets: b, ...rest }: SeriesResult) => ({
  ...rest,
  // JSON has one zero; sums of the same numbers in the same order are the same.
  lanes: [b.index, b.xMin, b.xMax, b.min, b.max, b.last, b.count, b.nonFinite].map((lane) =>
    [...lane.subarray(0, b.length)].map((v) => (v === 0 ? 0 : v)),
  ),
})

describe('live deltas', () => {
  it('bring a series to what fetching it again would give', () => {
    fc.assert(
      fc.property(
        rows,
        fc.nat(),
        fc.array(fc.integer({ min: 1, max: 30 })),
        fc.constantFrom(1, 2, 16),
        (all, start, sizes, width) => {
          let at = start % all.length
          const series = fetched(all, at, width)
          for (const size of [...sizes, all.length]) {
            const to = Math.min(all.length, at + size)
            if (to > at) expect(applyDelta(series, event(all, at, to), '_step')).toBe('applied')
            at = to
          }
          expect(shown(series)).toEqual(shown(fetched(all, all.length, width)))
        },
      ),
    )
  })

  it('that overlap what is known add only what is new', () => {
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), (all, a, b) => {
        const known = a % (all.length + 1)
        const from = known === 0 ? 0 : b % known
        const series = fetched(all, known, 1)
        const outcome = applyDelta(series, event(all, from, all.length), '_step')
        expect(outcome).toBe(known === all.length ? 'known' : 'applied')
        expect(shown(series)).toEqual(shown(fetched(all, all.length, 1)))
      }),
    )
  })

  it('after a gap change nothing and ask for a fetch', () => {
    const all: Row[] = Array.from({ length: 10 }, (_, step) => ({ step, loss: step }))
    const series = fetched(all, 4, 1)
    expect(applyDelta(series, event(all, 6, 10), '_step')).toBe('stale')
    expect(shown(series)).toEqual(shown(fetched(all, 4, 1)))
  })

  it('whose x runs backwards ask for a fetch', () => {
    const all: Row[] = [5, 6, 7, 3].map((step) => ({ step, loss: 1 }))
    expect(applyDelta(fetched(all, 3, 1), event(all, 3, 4), '_step')).toBe('stale')
  })

  it('write 32-bit floats in few digits that read back exactly', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Math.fround(shortFloat32(value)) === value).toBe(true)
      }),
    )
    expect(shortFloat32(Math.fround(0.1))).toBe(0.1)
  })
})

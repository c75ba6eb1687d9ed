import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildFrame } from '@/lib/charts/scales'
import {
  type PathSink,
  SPIKES_BESIDE_ENVELOPE,
  traceLine,
  traceLonePoints,
  traceSpikes,
} from '@/lib/charts/trace'
import { SvgPath } from '@/lib/charts/svgPath'
import { Buckets } from '@/lib/metrics/buckets'
import { foldColumns } from '@/lib/metrics/columns'
import { entriesWithin } from '@/lib/metrics/domains'

/** Even, between −1 and 1. */
const noise = (row: number) => (((row * 7919 + 13) % 1009) / 1009) * 2 - 1

class Points implements PathSink {
  readonly list: { x: number; y: number }[] = []
  moveTo(x: number, y: number): void {
    this.list.push({ x, y })
  }
  lineTo(x: number, y: number): void {
    this.list.push({ x, y })
  }
}

function frameFor(xDomain: [number, number], yScale: 'linear' | 'log' = 'linear') {
  const yDomain: [number, number] = yScale === 'log' ? [0.001, 10] : [0, 10]
  const scales = { xScale: 'linear', yScale, xUnit: 'number', yUnit: '' } as const
  return buildFrame({ width: 600, height: 240, xDomain, yDomain, ...scales })
}

const ROWS = 20_000
const BASE = 1

describe('spikes', () => {
  it('of one row are stroked in full at every zoom and resolution, beside each other too', () => {
    // Alone or in pairs, but not so many together that they are what is usual there.
    const rows = fc
      .uniqueArray(fc.integer({ min: 0, max: ROWS / 500 - 1 }), { minLength: 1, maxLength: 20 })
      .map((places) => places.flatMap((place) => [place * 500, place * 500 + (place % 40)]))
    const width = fc.integer({ min: 200, max: ROWS })
    const start = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(rows, width, start, fc.boolean(), (spikes, span, at, down) => {
        const raw = new Buckets(1, ROWS)
        const spike = down ? 0.2 : 9
        const wild = new Set(spikes)
        for (let row = 0; row < ROWS; row++) raw.addPoint(row, row, wild.has(row) ? spike : BASE)
        const low = Math.floor(at * (ROWS - span))
        let bucketRows = 1
        while (span / bucketRows > 1000) bucketRows *= 2
        const buckets = bucketRows === 1 ? raw : raw.coarsened(bucketRows)
        const frame = frameFor([low, low + span], down ? 'log' : 'linear')
        const { from, to } = entriesWithin(buckets, frame.x.domain)
        const columns = foldColumns(buckets, from, to, frame.x.project, bucketRows === 1 ? 1e-6 : 1)
        const path = new Points()
        traceLine(path, columns, frame.y)
        traceSpikes(path, columns, frame.y, SPIKES_BESIDE_ENVELOPE)
        const top = frame.y.project(spike)
        const pixel = Math.max(1, (bucketRows * (frame.right - frame.left)) / span)
        for (const row of spikes) {
          if (row < low || row > low + span) continue
          const x = frame.x.project(row)
          const reached = path.list.some(
            (p) => Math.abs(p.x - x) <= pixel + 1 && Math.abs(p.y - top) < 0.01,
          )
          expect(reached, `row ${row} of ${low} to ${low + span}`).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are not made of ordinary noise', () => {
    const buckets = new Buckets(64)
    for (let row = 0; row < 64_000; row++) buckets.addPoint(row, row, 5 + noise(row))
    const frame = frameFor([0, 64_000])
    const path = new Points()
    const columns = foldColumns(buckets, 0, buckets.length, frame.x.project)
    traceSpikes(path, columns, frame.y, SPIKES_BESIDE_ENVELOPE)
    expect(path.list).toEqual([])
  })
})

describe('a line', () => {
  it('is interrupted by gaps and by what a log axis cannot show', () => {
    const buckets = new Buckets(1)
    ;[1, 2, NaN, 3, -1, 4].forEach((y, row) => buckets.addPoint(row, row, y))
    const frame = frameFor([0, 5], 'log')
    const columns = foldColumns(buckets, 0, buckets.length, frame.x.project, 1e-6)
    const path = new SvgPath()
    traceLine(path, columns, frame.y)
    // 1 and 2; 3; 4.
    expect(path.toString().match(/M/g)).toHaveLength(3)
    expect(path.toString().match(/L/g)).toHaveLength(1)
    expect(path.toString()).not.toContain('NaN')
    const lone = new Points()
    traceLonePoints(lone, columns, frame.y)
    const at = (row: number) => Math.round(frame.x.project(row))
    expect(lone.list.map((point) => Math.round(point.x))).toEqual([at(3), at(3), at(5), at(5)])
  })

  it('of one point is a point', () => {
    const buckets = new Buckets(1)
    buckets.addPoint(0, 2, 5)
    const frame = frameFor([0, 5])
    const columns = foldColumns(buckets, 0, 1, frame.x.project, 1e-6)
    const lone = new Points()
    traceLonePoints(lone, columns, frame.y)
    expect(lone.list).toHaveLength(2)
  })
})

describe('axes', () => {
  it('have a handful of ticks inside the domain, with labels that differ', () => {
    const power = fc.integer({ min: -6, max: 9 })
    const kind = fc.constantFrom('linear' as const, 'log' as const)
    fc.assert(
      fc.property(power, power, kind, fc.integer({ min: 240, max: 2000 }), (a, b, scale, width) => {
        const xDomain: [number, number] = [10 ** Math.min(a, b), 10 ** (Math.max(a, b) + 1)]
        const request = { xDomain, yDomain: xDomain, xScale: scale, yScale: scale }
        const frame = buildFrame({
          ...request,
          xUnit: 'number',
          yUnit: '',
          width,
          height: width / 2,
        })
        for (const axis of [frame.x, frame.y]) {
          expect(axis.ticks.length).toBeGreaterThanOrEqual(2)
          expect(axis.ticks.length).toBeLessThanOrEqual(10)
          expect(new Set(axis.ticks.map((tick) => tick.label)).size).toBe(axis.ticks.length)
          for (const { value } of axis.ticks) {
            expect(value).toBeGreaterThanOrEqual(xDomain[0] * (1 - 1e-9))
            expect(value).toBeLessThanOrEqual(xDomain[1] * (1 + 1e-9))
            expect(axis.invert(axis.project(value)) / value).toBeCloseTo(1, 6)
          }
        }
      }),
    )
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type pg from 'pg'
import { seriesQuerySchema, type SeriesQueryInput } from '@/lib/metrics/seriesQuery'
import type { Buckets } from '@/lib/metrics/buckets'
import { parseRows } from '@/server/ingest'
import { freshDatabase } from '../../support/freshDatabase'
import { insertRun, openStore, type StoreUnderTest } from '../../support/metricStore'

const ROWS = 300_000

interface Point {
  row: number
  x: number
  y: number
}

let pool: pg.Pool
let under: StoreUnderTest
let url: string
let run: number
/** What was logged: `dense` in every row, `sparse` in few, with some NaN. */
const dense: Point[] = []
const sparse: Point[] = []

beforeAll(async () => {
  ;({ pool, url } = await freshDatabase())
  under = await openStore(pool, url)
  run = await insertRun(pool)
  let seed = 7
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  let step = 0
  for (let at = 0; at < ROWS;) {
    const count = Math.min(ROWS - at, 1 + Math.floor(random() * 4000))
    const lines: string[] = []
    for (let row = at; row < at + count; row++) {
      step += 1 + Math.floor(random() * 3)
      const y = row % 5001 === 17 ? NaN : Math.fround(Math.sin(row / 900) + random())
      const fields = [`"_step":${step}`, `"dense":${y}`]
      dense.push({ row, x: step, y })
      if (random() < 0.01) {
        fields.push(`"sparse":${row}`)
        sparse.push({ row, x: step, y: row })
      }
      lines.push(`{${fields.join(',')}}`)
    }
    await under.ingest.post(run, { history: { firstLine: at, batch: parseRows(lines) } })
    at += count
  }
})

afterAll(async () => {
  await under?.close()
  await pool?.end()
})

async function ask(input: Partial<SeriesQueryInput>): Promise<Buckets> {
  const query = seriesQuerySchema.parse({ runs: [run], keys: ['dense'], ...input })
  return (await under.store.series(query))[0]!.buckets
}

/** Index of the first point in `row` or after it. */
function firstFrom(points: Point[], row: number): number {
  let [low, high] = [0, points.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (points[middle]!.row < row) low = middle + 1
    else high = middle
  }
  return low
}

const inBucket = (points: Point[], index: number, rows: number) =>
  points.slice(firstFrom(points, index * rows), firstFrom(points, (index + 1) * rows))

/** What is wrong with a bucket of these points; nothing, it is hoped. */
function faultsOf(buckets: Buckets, i: number, inside: Point[], low: number, high: number) {
  const faults: string[] = []
  const same = (what: string, found: unknown, wanted: unknown) => {
    if (!Object.is(found, wanted)) faults.push(`bucket ${i}: ${what} ${found}, not ${wanted}`)
  }
  if (inside.length === 0) return [`bucket ${i}: no point lies there`]
  // Of buckets outside the range, which are there for the lines that leave the picture, only the
  // nearest point need be in.
  if (inside.every((p) => p.x < low || p.x > high)) {
    const known = inside.some((p) => p.y === buckets.last[i] || Number.isNaN(p.y))
    return known ? [] : [`bucket ${i}: its last is none of its points`]
  }
  const finite = inside.filter((p) => Number.isFinite(p.y)).map((p) => p.y)
  same('count', buckets.count[i], finite.length)
  same('nonFinite', buckets.nonFinite[i], inside.length - finite.length)
  if (buckets.xMin[i]! > inside[0]!.x) faults.push(`bucket ${i}: begins too late`)
  if (buckets.xMax[i]! < inside.at(-1)!.x) faults.push(`bucket ${i}: ends too early`)
  if (finite.length === 0) return faults
  same(
    'min',
    buckets.min[i],
    finite.reduce((a, b) => Math.min(a, b)),
  )
  same(
    'max',
    buckets.max[i],
    finite.reduce((a, b) => Math.max(a, b)),
  )
  same('last', buckets.last[i], finite.at(-1))
  const mean = finite.reduce((a, b) => a + b, 0) / finite.length
  if (Math.abs(buckets.mean(i) - mean) > 1e-9 * Math.max(1, Math.abs(mean))) {
    faults.push(`bucket ${i}: mean ${buckets.mean(i)}, not ${mean}`)
  }
  return faults
}

/** Computes each bucket again from every logged point. */
function checkAgainstPoints(buckets: Buckets, points: Point[], low = -Infinity, high = Infinity) {
  const faults: string[] = []
  for (let i = 0; i < buckets.length; i++) {
    const inside = inBucket(points, buckets.index[i]!, buckets.bucketRows)
    faults.push(...faultsOf(buckets, i, inside, low, high))
  }
  expect(faults).toEqual([])
}

describe('a series query', () => {
  it('returns every row as it was when no more than the wanted buckets are there', async () => {
    const low = dense[1000]!.x
    const high = dense[1400]!.x
    const buckets = await ask({ range: [low, high], buckets: 1000 })
    expect(buckets.bucketRows).toBe(1)
    const shown = Array.from({ length: buckets.length }, (_, i) => buckets.index[i])
    expect(shown).toEqual(Array.from({ length: 403 }, (_, i) => 999 + i))
    checkAgainstPoints(buckets, dense)
  })

  it('agrees with the logged points for any range and bucket count', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 0, max: ROWS - 1 }),
      fc.integer({ min: 0, max: ROWS - 1 }),
      fc.integer({ min: 1, max: 3000 }),
      fc.boolean(),
      async (a, b, wanted, useSparse) => {
        const points = useSparse ? sparse : dense
        const low = dense[Math.min(a, b)]!.x
        const high = dense[Math.max(a, b)]!.x
        const key = useSparse ? 'sparse' : 'dense'
        const buckets = await ask({ keys: [key], range: [low, high], buckets: wanted })
        checkAgainstPoints(buckets, points, low, high)
        // Nothing inside the range is missing.
        const shown = new Set(buckets.index.subarray(0, buckets.length))
        const missing = points
          .slice(firstFrom(points, Math.min(a, b)), firstFrom(points, Math.max(a, b) + 1))
          .find((point) => !shown.has(Math.floor(point.row / buckets.bucketRows)))
        expect(missing).toBeUndefined()
        // The wanted count may be passed only by the neighbours at the two ends.
        expect(buckets.length).toBeLessThanOrEqual(Math.max(wanted, 1) + 6)
      },
    )
    await fc.assert(property, { numRuns: 300 })
  })

  it('covers the whole run when no range is given', async () => {
    for (const wanted of [1, 10, 999, 5000]) {
      const buckets = await ask({ buckets: wanted })
      checkAgainstPoints(buckets, dense)
      let count = 0
      for (let i = 0; i < buckets.length; i++) count += buckets.count[i]! + buckets.nonFinite[i]!
      expect(count).toBe(ROWS)
    }
  })

  it('shows the points on either side of a range in which a sparse key has none', async () => {
    const gap = sparse.findIndex((p, i) => i > 100 && sparse[i + 1]!.row - p.row > 200)
    const [before, after] = [sparse[gap]!, sparse[gap + 1]!]
    const range: [number, number] = [dense[before.row + 50]!.x, dense[before.row + 100]!.x]
    const buckets = await ask({ keys: ['sparse'], range, buckets: 500 })
    expect([...buckets.last.subarray(0, buckets.length)]).toEqual([before.y, after.y])
  })

  it('gives the same answer after the server has restarted', async () => {
    const query = { buckets: 800 }
    const first = await ask(query)
    await under.close()
    under = await openStore(pool, url)
    const second = await ask(query)
    expect(second).toEqual(first)
  })
})

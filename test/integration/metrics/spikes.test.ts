import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Buckets } from '@/lib/metrics/buckets'
import { seriesQuerySchema } from '@/lib/metrics/seriesQuery'
import { parseRows } from '@/server/ingest'
import { freshDatabase } from '../../support/freshDatabase'
import { insertRun, openStore, type StoreUnderTest } from '../../support/metricStore'

const ROWS = 1_000_000
const SPIKE = 100
/** One row each, at no round places; the last one is not sealed yet. */
const SPIKES = Array.from({ length: 20 }, (_, i) => Math.round(((i + 0.995) * ROWS) / 20) - 7 * i)

let pool: pg.Pool
let under: StoreUnderTest
let run: number

beforeAll(async () => {
  let url: string
  ;({ pool, url } = await freshDatabase())
  under = await openStore(pool, url)
  run = await insertRun(pool)
  const wild = new Set(SPIKES)
  for (let at = 0; at < ROWS; at += 5000) {
    const lines = Array.from({ length: 5000 }, (_, i) => {
      const row = at + i
      const loss = wild.has(row) ? (row % 2 === 0 ? SPIKE : -SPIKE) : Math.sin(row / 50)
      return `{"_step":${row},"loss":${loss}}`
    })
    await under.ingest.post(run, { history: { firstLine: at, batch: parseRows(lines) } })
  }
})
afterAll(async () => {
  await under?.close()
  await pool?.end()
})

async function ask(low: number, high: number, wanted: number): Promise<Buckets> {
  const input = { runs: [run], keys: ['loss'], range: [low, high], buckets: wanted }
  const [answer] = await under.store.series(seriesQuerySchema.parse(input))
  return answer!.buckets
}

/** Spikes inside the range whose bucket does not show them as its smallest or greatest value. */
function hidden(buckets: Buckets, low: number, high: number): number[] {
  const places = new Map(
    Array.from({ length: buckets.length }, (_, i) => [buckets.index[i]!, i] as const),
  )
  return SPIKES.filter((row) => {
    if (row < low || row > high) return false
    const i = places.get(Math.floor(row / buckets.bucketRows))
    if (i === undefined) return true
    return row % 2 === 0 ? buckets.max[i] !== SPIKE : buckets.min[i] !== -SPIKE
  })
}

describe('twenty spikes of one row each among a million', () => {
  it('are in the buckets of every zoom and resolution', async () => {
    for (const wanted of [1, 50, 400, 1000, 5000]) {
      for (let width = ROWS; width >= 100; width = Math.floor(width / 3)) {
        for (const centre of [0.1, 0.5, 0.77, 0.999]) {
          const low = Math.max(0, Math.floor(centre * ROWS - width / 2))
          const high = Math.min(ROWS - 1, low + width)
          const buckets = await ask(low, high, wanted)
          const what = `rows ${low} to ${high} in ${wanted} buckets`
          expect(hidden(buckets, low, high), what).toEqual([])
        }
      }
    }
  })

  it('are there one by one when zoomed in on', async () => {
    for (const row of SPIKES) {
      const buckets = await ask(row - 30, row + 30, 1000)
      expect(buckets.bucketRows).toBe(1)
      const at = buckets.index.indexOf(row)
      expect(Math.abs(buckets.last[at]!)).toBe(SPIKE)
    }
  })
})

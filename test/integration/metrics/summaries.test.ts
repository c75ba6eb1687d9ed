// Summaries of chunks, from which rows are read whose pyramid is not finished: they must say what the rows
// say, however the run was sealed.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type pg from 'pg'
import { seriesQuerySchema } from '@/lib/metrics/seriesQuery'
import type { Buckets } from '@/lib/metrics/buckets'
import { parseRows } from '@/server/ingest'
import { freshDatabase } from '../../support/freshDatabase'
import { insertRun, openStore, type StoreUnderTest } from '../../support/metricStore'
import { until } from '../../support/until'

const SUMMARY = 100

let pool: pg.Pool
let under: StoreUnderTest
let url: string
beforeAll(async () => {
  ;({ pool, url } = await freshDatabase())
  under = await openStore(pool, url, { idleSealMs: 20 })
})
afterAll(async () => {
  await under?.close()
  await pool?.end()
})

/** `dense` in every row, `late` from row 3,000 on, `sparse` in every 97th, with some NaN. */
function line(row: number): string {
  const dense = row % 501 === 7 ? NaN : Math.fround(Math.sin(row / 90) * (row % 13))
  const fields = [`"_step":${row * 2}`, `"dense":${dense}`]
  if (row >= 3000) fields.push(`"late":${row}`)
  if (row % 97 === 0) fields.push(`"sparse":${-row}`)
  return `{${fields.join(',')}}`
}

async function sealedTo(run: number, rows: number): Promise<void> {
  await until('rows to be sealed', async () => {
    const { rows: found } = await pool.query(
      'SELECT history_sealed::int AS n FROM ingest_state WHERE run_id = $1',
      [run],
    )
    return found[0]?.n === rows
  })
}

/** Logs up to each of the rows in turn, each part sealed before the next one comes. */
async function logIn(run: number, ends: readonly number[]): Promise<void> {
  let from = 0
  for (const end of ends) {
    const lines = Array.from({ length: end - from }, (_, i) => line(from + i))
    await under.ingest.post(run, { history: { firstLine: from, batch: parseRows(lines) } })
    await sealedTo(run, end)
    from = end
  }
}

const summaries = async (run: number) => {
  const { rows } = await pool.query(
    'SELECT DISTINCT idx FROM metric_block WHERE run_id = $1 AND level = $2 ORDER BY idx',
    [run, SUMMARY],
  )
  return rows.map((row) => row.idx as number)
}

async function ask(run: number, key: string, buckets: number): Promise<Buckets> {
  const query = seriesQuerySchema.parse({ runs: [run], keys: [key], buckets })
  return (await under.store.series(query))[0]!.buckets
}

/** What a few wide buckets say, from single rows. */
async function expectTrue(run: number, key: string, rows: number): Promise<void> {
  const raw = await ask(run, key, rows + 1)
  expect(raw.bucketRows).toBe(1)
  for (const wanted of [20, 100]) {
    const shown = await ask(run, key, wanted)
    expect(shown.bucketRows).toBeGreaterThanOrEqual(64)
    const exact = raw.coarsened(shown.bucketRows)
    expect(shown.length).toBe(exact.length)
    for (let i = 0; i < exact.length; i++) {
      for (const lane of [
        'index',
        'xMin',
        'xMax',
        'min',
        'max',
        'last',
        'count',
        'nonFinite',
      ] as const) {
        // Rows of a key that is not in every row lie within the x of their entries.
        if (key !== 'dense' && lane.startsWith('x')) continue
        expect([i, lane, shown[lane][i]]).toEqual([i, lane, exact[lane][i]])
      }
      expect(shown.sum[i]).toBeCloseTo(exact.sum[i]!, 5)
    }
  }
}

describe('summaries of chunks', () => {
  it('say what the rows say, however many times a chunk was written', async () => {
    const ends = [100, 130, 2000, 3010, 4096, 6000, 8192, 9999, 12_000]
    const run = await insertRun(pool)
    await logIn(run, ends)
    expect(await summaries(run)).toEqual([0, 1, 2])
    for (const key of ['dense', 'late', 'sparse']) await expectTrue(run, key, 12_000)
    // And to a server that has nothing in memory.
    await under.close()
    under = await openStore(pool, url, { idleSealMs: 20 })
    for (const key of ['dense', 'late', 'sparse']) await expectTrue(run, key, 12_000)
  })

  it('are gone when the pyramid’s block is there', async () => {
    const run = await insertRun(pool)
    await logIn(run, [10_000, 16_384, 17_000])
    expect(await summaries(run)).toEqual([4])
    await expectTrue(run, 'dense', 17_000)
  })

  it('may be missing, as in data from before there were any', async () => {
    const run = await insertRun(pool)
    await logIn(run, [5000, 7000])
    await pool.query('DELETE FROM metric_block WHERE run_id = $1 AND level = $2', [run, SUMMARY])
    for (const key of ['dense', 'late', 'sparse']) await expectTrue(run, key, 7000)
  })

  it('of a wide run are of its large columns only, and never out of date', async () => {
    const run = await insertRun(pool)
    const wide = (row: number) => {
      const others = Array.from(
        { length: row < 1000 ? 3 : 100 },
        (_, i) => `"k${i}":${row % (i + 2)}`,
      )
      return `{"_step":${row},"dense":${Math.fround(Math.sin(row) * row)},${others.join(',')}}`
    }
    let from = 0
    for (const end of [900, 2500, 4000]) {
      const lines = Array.from({ length: end - from }, (_, i) => wide(from + i))
      await under.ingest.post(run, { history: { firstLine: from, batch: parseRows(lines) } })
      await sealedTo(run, end)
      from = end
    }
    for (const key of ['dense', 'k1', 'k50']) {
      const shown = await ask(run, key, 40)
      const exact = (await ask(run, key, 5000)).coarsened(shown.bucketRows)
      expect([...shown.count]).toEqual([...exact.count].slice(0, shown.count.length))
      expect([...shown.max.subarray(0, shown.length)]).toEqual([
        ...exact.max.subarray(0, exact.length),
      ])
    }
  })
})

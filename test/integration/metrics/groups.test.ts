import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type pg from 'pg'
import { groupQuerySchema, type GroupQueryInput } from '@/lib/metrics/groupQuery'
import { parseRows } from '@/server/ingest'
import { freshDatabase } from '../../support/freshDatabase'
import { insertRun, openStore, type StoreUnderTest } from '../../support/metricStore'

/** More rows in all than are read one by one, so that the pyramid and chunk summaries answer. */
const RUNS = 50
const rowsOf = (run: number) => 8_500 + run * 40
const valueAt = (run: number, row: number) =>
  row === 5000 && run === 3 ? 1e6 : Math.fround(Math.sin(row / 500 + run) * (run + 1))

let pool: pg.Pool
let under: StoreUnderTest
let url: string
let runs: number[]

beforeAll(async () => {
  ;({ pool, url } = await freshDatabase())
  under = await openStore(pool, url)
  runs = []
  for (let run = 0; run < RUNS; run++) {
    const id = await insertRun(pool)
    runs.push(id)
    const lines = Array.from(
      { length: rowsOf(run) },
      (_, row) => `{"_step":${row},"loss":${valueAt(run, row)},"twice":${2 * valueAt(run, row)}}`,
    )
    await under.ingest.post(id, { history: { firstLine: 0, batch: parseRows(lines) } })
  }
})

afterAll(async () => {
  await under?.close()
  await pool?.end()
})

const ask = (input: Partial<GroupQueryInput>) =>
  under.store.groups(groupQuerySchema.parse({ groups: [runs], key: 'loss', ...input }))

/** The statistics of steps [from, to) of some runs, from what was logged. */
function expected(members: readonly number[], from: number, to: number) {
  const means: number[] = []
  let min = Infinity
  let max = -Infinity
  for (const run of members) {
    let sum = 0
    let n = 0
    for (let row = from; row < Math.min(to, rowsOf(run)); row++) {
      const y = valueAt(run, row)
      sum += y
      n++
      min = Math.min(min, y)
      max = Math.max(max, y)
    }
    if (n > 0) means.push(sum / n)
  }
  means.sort((a, b) => a - b)
  const n = means.length
  const mean = means.reduce((a, b) => a + b, 0) / n
  const std = Math.sqrt(means.reduce((a, b) => a + (b - mean) ** 2, 0) / Math.max(1, n - 1))
  const median = (means[(n - 1) >> 1]! + means[n >> 1]!) / 2
  return { n, mean, median, std, min, max }
}

describe('groups of runs', () => {
  it('are summed up over all of their runs, as logged', async () => {
    const members = [runs.map((_, i) => i).slice(0, 20), runs.map((_, i) => i).slice(20)]
    const groups = members.map((group) => group.map((i) => runs[i]!))
    const answers = await ask({ groups })
    answers.forEach(({ stats, runs: logged }, g) => {
      expect(logged).toBe(members[g]!.length)
      expect(stats.length).toBeGreaterThan(100)
      for (let i = 0; i < stats.length; i++) {
        const start = i * 64
        const { n, mean, median, std, min, max } = expected(members[g]!, start, start + 64)
        expect(stats.n[i]).toBe(n)
        expect(stats.mean[i]).toBeCloseTo(mean, 6)
        expect(stats.median[i]).toBeCloseTo(median, 6)
        expect(stats.std[i]).toBeCloseTo(std, 6)
        expect(stats.min[i]).toBe(min)
        expect(stats.max[i]).toBe(max)
      }
    })
  })

  it('share one grid, whichever runs are in which group', async () => {
    const [all] = await ask({})
    const parts = await ask({ groups: [runs.slice(0, 1), runs.slice(1)] })
    const places = new Set(all!.stats.x)
    for (const { stats } of parts) for (const x of stats.x) expect(places.has(x)).toBe(true)
  })

  it('show single steps where one zooms in', async () => {
    const [answer] = await ask({ range: [4990, 5010] })
    const at = [...answer!.stats.x].indexOf(5000)
    expect(at).toBeGreaterThanOrEqual(0)
    expect(answer!.stats.max[at]).toBe(1e6)
    expect(answer!.stats.mean[at]).toBeCloseTo(
      expected(
        runs.map((_, i) => i),
        5000,
        5001,
      ).mean,
      6,
    )
  })

  it('may be of a formula', async () => {
    const [answer] = await ask({ key: 'twice - loss', expression: true })
    const [plain] = await ask({})
    expect(answer!.stats.length).toBe(plain!.stats.length)
    for (let i = 0; i < answer!.stats.length; i++) {
      expect(answer!.stats.mean[i]).toBeCloseTo(plain!.stats.mean[i]!, 5)
    }
  })

  it('say how many of their runs log the key', async () => {
    const other = await insertRun(pool)
    const [answer] = await ask({ groups: [[runs[0]!, other]] })
    expect(answer!.runs).toBe(1)
    const [none] = await ask({ groups: [[other]], key: 'nowhere' })
    expect(none).toMatchObject({ runs: 0, stats: { length: 0 } })
  })

  it('grow with their runs, and stay what they were after a restart', async () => {
    const [first] = await ask({})
    await under.close()
    under = await openStore(pool, url)
    const [second] = await ask({})
    expect(second).toEqual(first)
    const lines = Array.from({ length: 100 }, (_, i) => `{"_step":${rowsOf(0) + i},"loss":0}`)
    await under.ingest.post(runs[0]!, {
      history: { firstLine: rowsOf(0), batch: parseRows(lines) },
    })
    const [grown] = await ask({ range: [rowsOf(0), rowsOf(0) + 99] })
    // The second run ended at step 8,540.
    expect(grown!.stats.n[50]).toBe(RUNS - 1)
  })
})

// Rows on their way from posts to charts and exports, over the public ports.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api, type Row } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { toLine, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api
let database: pg.Pool

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_IDLE_SEAL_S: '1' } })
  api = new Api(server)
  database = new pg.Pool({ connectionString: server.databaseUrl, max: 2 })
})
afterAll(async () => {
  await database?.end()
  await server?.close()
})

const idOf = async (run: WandbRun) => (await api.run(run.project, run.name)).run.id
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => ({ _step: from + i, v: (from + i) * 2 }))
const postAt = (run: WandbRun, offset: number, rows: Row[]) =>
  run.post({ files: { 'wandb-history.jsonl': { offset, content: rows.map(toLine) } } })

async function sealedRows(runId: number): Promise<number> {
  const found = await database.query<{ rows: number }>(
    'SELECT coalesce(max(history_sealed), 0)::int AS rows FROM ingest_state WHERE run_id = $1',
    [runId],
  )
  return found.rows[0]!.rows
}

describe('a post that is sent again', () => {
  it('makes no row twice, whole or in part', async () => {
    const run = await WandbRun.start(server)
    await postAt(run, 0, numbered(0, 10))
    for (const [from, to] of [
      [0, 10],
      [5, 15],
      [0, 15],
      [14, 20],
      [3, 4],
    ] as const) {
      expect((await postAt(run, from, numbered(from, to))).status).toBe(200)
    }
    expect(await api.rows(await idOf(run))).toEqual(numbered(0, 20))
  })

  it('makes none twice across a restart and after its rows were sealed', async () => {
    const run = await WandbRun.start(server)
    await postAt(run, 0, numbered(0, 300))
    const id = await idOf(run)
    await until('the rows to be sealed', async () => (await sealedRows(id)) === 300)
    await server.kill()
    server = await server.restart()
    api = new Api(server)
    expect((await postAt(run, 100, numbered(100, 310))).status).toBe(200)
    expect(await api.rows(id)).toEqual(numbered(0, 310))
  })
})

describe('a gap', () => {
  it('holds back what comes after it until it is filled', async () => {
    const run = await WandbRun.start(server)
    await postAt(run, 0, numbered(0, 5))
    await postAt(run, 10, numbered(10, 15))
    const id = await idOf(run)
    expect(await api.rows(id)).toEqual(numbered(0, 5))
    await server.kill()
    server = await server.restart()
    api = new Api(server)
    expect(await api.rows(id)).toEqual(numbered(0, 5))
    await postAt(run, 5, numbered(5, 10))
    expect(await api.rows(id)).toEqual(numbered(0, 15))
  })

  it('that is never filled costs no row that was acknowledged', async () => {
    const run = await WandbRun.start(server)
    await postAt(run, 0, numbered(0, 5))
    await postAt(run, 10, numbered(10, 15))
    await run.finish()
    expect(await api.rows(await idOf(run))).toEqual([...numbered(0, 5), ...numbered(10, 15)])
  })
})

describe('a run of many shapes of rows', () => {
  const ROWS = 10_000
  let rows: Row[]
  let id: number

  beforeAll(async () => {
    const run = await WandbRun.start(server, { name: 'shapes' })
    rows = Array.from({ length: ROWS }, (_, i) => ({
      _step: i * 2,
      _runtime: i / 10,
      _timestamp: 1_700_000_000 + i / 10,
      loss: Math.fround(1 / (i + 1)),
      ...(i % 97 === 0 ? { sparse: i } : {}),
      ...(i % 1000 === 5 ? { odd: [NaN, Infinity, -Infinity][i % 3] } : {}),
      ...(i % 500 === 3 ? { text: `a "quoted",\nline ${i}`, flag: i % 2 === 0 } : {}),
      ...(i % 700 === 1 ? { 'nested/deep': { list: [1, 'two', null], 'do.t': i } } : {}),
      x: i < 5000 ? i : 10_000 - i,
    }))
    for (let at = 0; at < ROWS; at += 1500) await run.log(rows.slice(at, at + 1500))
    id = await idOf(run)
    await until('whole chunks to be sealed', async () => (await sealedRows(id)) >= 8192)
    await run.log([{ _step: ROWS * 2, loss: 0.5 }])
    rows.push({ _step: ROWS * 2, loss: 0.5 })
  })

  /** As the store keeps it: nested objects are keys with dots. */
  const flat = (row: Row): Row => {
    const { 'nested/deep': nested, ...rest } = row
    if (!nested) return rest
    const { list, 'do.t': dot } = nested as { list: unknown; 'do.t': unknown }
    return { ...rest, 'nested/deep.list': list, 'nested/deep.do\\.t': dot }
  }

  it('reads back as it was logged, sealed rows and new ones', async () => {
    expect(await api.rows(id)).toEqual(rows.map(flat))
  })

  it('exports as JSON lines that hold every row', async () => {
    const response = await api.fetch(`/api/runs/${id}/export.jsonl`)
    expect(response.headers.get('content-disposition')).toContain('shapes-history.jsonl')
    const lines = (await response.text()).trimEnd().split('\n')
    const read = lines.map(
      (line) => JSON.parse(line.replaceAll(/:(NaN|-?Infinity)/g, ':"$1"')) as Row,
    )
    const wanted = rows.map((row) => {
      const entries = Object.entries(flat(row)).map(([key, value]) => [
        key.replaceAll('\\.', '.'),
        typeof value === 'number' && !Number.isFinite(value) ? `${value}` : value,
      ])
      return Object.fromEntries(entries) as Row
    })
    expect(read).toEqual(wanted)
  })

  it('exports as CSV with a column a key', async () => {
    const response = await api.fetch(`/api/runs/${id}/export.csv`)
    const table = parseCsv(await response.text())
    const header = table.shift()!
    expect(header).toEqual(expect.arrayContaining(['_step', 'loss', 'sparse', 'odd', 'text', 'x']))
    expect(table).toHaveLength(rows.length)
    const column = (name: string) => table.map((cells) => cells[header.indexOf(name)])
    const cell = (value: unknown) => (value === undefined ? '' : String(value))
    for (const name of ['_step', 'loss', 'sparse', 'odd', 'text', 'flag', 'x', '_timestamp']) {
      expect(column(name), name).toEqual(rows.map((row) => cell(row[name])))
    }
  })

  it.each(['_step', '_runtime', '_timestamp', 'sparse', 'x'])('is charted over %s', async (x) => {
    const points = rows.flatMap((row) =>
      row[x] === undefined ? [] : [{ x: row[x] as number, y: row.loss as number }],
    )
    const ask = async (buckets: number, range?: [number, number]) =>
      (
        await api.series({ runs: [id], keys: ['loss'], x, buckets, ...(range ? { range } : {}) })
      )[0]!.buckets
    const xs = points.map((point) => point.x)
    const [first, last] = [Math.min(...xs), Math.max(...xs)]
    for (const range of [
      undefined,
      [first + (last - first) / 4, last - (last - first) / 4],
    ] as const) {
      const inside = range ? points.filter((p) => p.x >= range[0] && p.x <= range[1]) : points
      for (const count of [7, 500]) {
        const b = await ask(count, range && [range[0], range[1]])
        const within = (i: number) => !range || (b.xMax[i]! >= range[0] && b.xMin[i]! <= range[1])
        const seen = Array.from({ length: b.length }, (_, i) => i).filter(within)
        const high = Math.max(...seen.map((i) => b.max[i]!))
        const low = Math.min(...seen.map((i) => b.min[i]!))
        const total = seen.reduce((sum, i) => sum + b.count[i]!, 0)
        expect(high).toBeGreaterThanOrEqual(Math.max(...inside.map((p) => p.y)))
        expect(low).toBeLessThanOrEqual(Math.min(...inside.map((p) => p.y)))
        if (range) expect(total).toBeGreaterThanOrEqual(inside.length)
        else expect(total).toBe(inside.length)
      }
    }
  })
})

function parseCsv(text: string): string[][] {
  const table: string[][] = []
  let row: string[] = []
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\n)/gy
  for (let match = cell.exec(text); match; match = cell.exec(text)) {
    const value = match[1]!
    row.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value)
    if (match[2] === '\n') {
      table.push(row)
      row = []
    }
  }
  return table
}

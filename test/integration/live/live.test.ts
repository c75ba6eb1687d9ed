// What open pages are told, and that it makes them right without asking again.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SeriesAppended } from '@/lib/live/events'
import { applyDelta } from '@/lib/live/seriesDelta'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import { Api } from '../../support/api'
import { connect, type LiveSocket, record } from '../../support/live'
import { startServer, type TestServer } from '../../support/server'
import { sessionOf } from '../../support/session'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api
let socket: LiveSocket
let cookie: string

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
  cookie = await sessionOf(server)
  socket = await connect(server.url, cookie)
})
afterAll(async () => {
  socket?.close()
  await server?.close()
})

const plain = (series: SeriesResult[]) =>
  series.map(({ buckets, ...rest }) => {
    const { length } = buckets
    const lanes = (['index', 'xMin', 'xMax', 'min', 'max', 'sum', 'last', 'count'] as const).map(
      (lane) => [lane, [...buckets[lane].subarray(0, length)]],
    )
    return { ...rest, ...Object.fromEntries(lanes) }
  })

describe('series', () => {
  const keys = ['loss', 'sparse', 'odd', 'late']
  const rowAt = (i: number) => ({
    _step: i,
    loss: Math.fround(1 / (i + 1)),
    ...(i % 7 === 0 ? { sparse: i / 3 } : {}),
    ...(i % 5 === 0 ? { odd: [NaN, Infinity, -Infinity, i][i % 4] } : {}),
    ...(i > 60 ? { late: -i } : {}),
  })

  it('that are kept by events are the series that a fetch answers', async () => {
    const run = await WandbRun.start(server, { name: 'curves' })
    const { run: found } = await api.run('test', 'curves')
    const ids = [found.id]
    const events = record(socket, 'series.appended')
    const subscription = { stream: 'history' as const, runs: ids, keys: [...keys, '_step'] }
    expect(await socket.emitWithAck('series.subscribe', [subscription])).toEqual({ ok: true })

    await run.log(Array.from({ length: 20 }, (_, i) => rowAt(i)))
    const cached = await api.series({ runs: ids, keys })
    for (const size of [1, 1, 3, 40, 1, 100, 2, 200, 5]) {
      const from = run.historyLine
      await run.log(Array.from({ length: size }, (_, i) => rowAt(from + i)))
    }
    await until('all rows to be told', () => {
      return events.some((event) => event.firstRow + event.rows === run.historyLine)
    })
    expect(events.length).toBeLessThanOrEqual(10)
    for (const series of cached) {
      for (const event of events) {
        expect(['applied', 'known']).toContain(applyDelta(series, event, '_step'))
      }
    }
    expect(plain(cached)).toEqual(plain(await api.series({ runs: ids, keys })))
    await socket.emitWithAck('series.subscribe', [])
  })

  it('lose nothing between a subscription and the fetch after it, while rows pour in', async () => {
    const run = await WandbRun.start(server, { name: 'pouring' })
    const { run: found } = await api.run('test', 'pouring')
    await run.log([rowAt(0)])
    let pouring = true
    const pour = (async () => {
      while (pouring) await run.log([rowAt(run.historyLine), rowAt(run.historyLine + 1)])
    })()
    await until('some rows', () => run.historyLine > 50)
    const events = record(socket, 'series.appended')
    const subscription = { stream: 'history' as const, runs: [found.id], keys: ['loss', '_step'] }
    await socket.emitWithAck('series.subscribe', [subscription])
    const [cached] = await api.series({ runs: [found.id], keys: ['loss'], buckets: 20_000 })
    const goal = run.historyLine + 200
    await until('more rows', () => run.historyLine >= goal)
    pouring = false
    await pour
    const last = (event: SeriesAppended) => event.firstRow + event.rows
    await until('all to be told', () => events.some((event) => last(event) === run.historyLine))
    for (const event of events) {
      expect(['applied', 'known']).toContain(applyDelta(cached!, event, '_step'))
    }
    const { length, index, last: values } = cached!.buckets
    expect([...index.subarray(0, length)]).toEqual(Array.from({ length }, (_, i) => i))
    expect(length).toBe(run.historyLine)
    expect([...values.subarray(0, length)]).toEqual(
      Array.from({ length }, (_, i) => Math.fround(1 / (i + 1))),
    )
    await socket.emitWithAck('series.subscribe', [])
  })

  it('of very many rows at once arrive as buckets, in which no extreme is lost', async () => {
    const run = await WandbRun.start(server, { name: 'burst' })
    const { run: found } = await api.run('test', 'burst')
    const ids = [found.id]
    await run.log(Array.from({ length: 64 }, (_, i) => rowAt(i)))
    const [cached] = await api.series({ runs: ids, keys: ['loss'], buckets: 2 })
    const events = record(socket, 'series.appended')
    const subscription = { stream: 'history' as const, runs: ids, keys: ['loss', '_step'] }
    await socket.emitWithAck('series.subscribe', [subscription])
    const burst = Array.from({ length: 5000 }, (_, i) => rowAt(64 + i))
    burst[1234]!.loss = 99
    burst[4321]!.loss = -99
    await run.log(burst)
    const event = await until('the burst', () => events[0])
    expect(event.bucketRows).toBeGreaterThan(1)
    expect(JSON.stringify(event).length).toBeLessThan(100_000)
    expect(applyDelta(cached!, event, '_step')).toBe('applied')
    const { length, min, max, count } = cached!.buckets
    expect(Math.max(...max.subarray(0, length))).toBe(99)
    expect(Math.min(...min.subarray(0, length))).toBe(-99)
    expect(count.subarray(0, length).reduce((sum, n) => sum + n, 0)).toBe(5064)
    await socket.emitWithAck('series.subscribe', [])
  })

  it('that missed something know it, and are right after one fetch', async () => {
    const run = await WandbRun.start(server, { name: 'missed' })
    const { run: found } = await api.run('test', 'missed')
    await run.log([rowAt(0)])
    const [cached] = await api.series({ runs: [found.id], keys: ['loss'] })
    await run.log([rowAt(1)])
    const events = record(socket, 'series.appended')
    const subscription = { stream: 'history' as const, runs: [found.id], keys: ['loss', '_step'] }
    await socket.emitWithAck('series.subscribe', [subscription])
    await run.log([rowAt(2)])
    const event = await until('the event', () => events.find(({ firstRow }) => firstRow === 2))
    expect(applyDelta(cached!, event, '_step')).toBe('stale')
    const [fetched] = await api.series({ runs: [found.id], keys: ['loss'] })
    expect(applyDelta(fetched!, event, '_step')).toBe('known')
    expect(fetched!.nextRow).toBe(3)
  })
})

describe('a project', () => {
  it('tells of runs and keys in numbered events that go on from the fetched list', async () => {
    const first = await WandbRun.start(server, { project: 'told', name: 'one' })
    const { projectId } = await api.run('told', 'one')
    const list = await api.runs('told')
    const changed = record(socket, 'run.changed')
    const added = record(socket, 'keys.added')
    const joined = await socket.emitWithAck('project.join', projectId)
    expect(joined).toMatchObject({ ok: true, epoch: list.epoch })

    await first.log([{ _step: 0, loss: 1 }])
    const second = await WandbRun.start(server, { project: 'told', name: 'two' })
    await second.log([{ _step: 0, loss: 1, fresh: 2 }])
    await first.finish(3)
    const { run } = await api.run('told', 'one')
    await api.send('PATCH', `/api/runs/${run.id}`, { notes: 'edited', tags: ['a'] })
    await until('the edit', () => changed.some((event) => event.run.notes === 'edited'))

    const all = [...changed, ...added].filter((event) => event.projectId === projectId)
    const numbers = all.map((event) => event.seq).toSorted((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, i) => list.seq + 1 + i))
    expect(changed.map((event) => event.run.name)).toContain('two')
    expect(changed.find((event) => event.run.state === 'failed')?.run).toMatchObject({
      name: 'one',
      exitCode: 3,
    })
    const names = added.filter((event) => event.stream === 'history').flatMap((e) => e.names)
    expect(names.filter((name) => name === 'loss')).toHaveLength(1)
    expect(names).toContain('fresh')
    const now = await api.runs('told')
    expect(now.seq).toBe(numbers.at(-1))
    expect(now.epoch).toBe(list.epoch)
  })
})

describe('a run', () => {
  it('tells of its console, its summary and its files', async () => {
    const run = await WandbRun.start(server, { name: 'chatty' })
    const { run: found } = await api.run('test', 'chatty')
    const lines = record(socket, 'console.written')
    const summaries = record(socket, 'summary.replaced')
    expect(await socket.emitWithAck('run.join', found.id)).toEqual({ ok: true })
    expect(await socket.emitWithAck('console.join', found.id)).toEqual({ ok: true })
    await run.print(['zero', 'one'])
    await run.print(['one again', 'two'], 1)
    await run.summary({ loss: 1, bad: NaN })
    await until('the last summary', () => summaries.length > 0)
    const told = await until('three lines', () => lines.at(-1)?.total === 3 && lines)
    const screen: string[] = []
    for (const { parts } of told) {
      for (const part of parts) part.lines.forEach((line, i) => (screen[part.from + i] = line))
    }
    expect(screen).toEqual(await api.console(found.id))
    expect(screen.map((line) => line.slice(27))).toEqual(['zero', 'one again', 'two'])
    expect(summaries.at(-1)).toMatchObject({ runId: found.id, summary: { loss: 1 } })
  })
})

it('numbering starts anew with the server, which the epoch tells', async () => {
  const before = await api.runs('test')
  socket.close()
  await server.kill()
  server = await server.restart()
  api = new Api(server)
  const after = await api.runs('test')
  expect(after.epoch).not.toBe(before.epoch)
  expect(after.runs.map((run) => run.name)).toEqual(before.runs.map((run) => run.name))
  // The session outlives the server.
  socket = await connect(server.url, cookie)
  const { projectId } = await api.run('test', 'chatty')
  expect(await socket.emitWithAck('project.join', projectId)).toMatchObject({ epoch: after.epoch })
})

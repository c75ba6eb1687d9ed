// Forks and rewinds: what a run shows is what was logged up to the step, and then what it logs.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api, type Row } from '../../support/api'
import { connect } from '../../support/live'
import { addPerson } from '../../support/people'
import { startServer, type TestServer } from '../../support/server'
import { sessionOf } from '../../support/session'
import { graphql, WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_IDLE_SEAL_S: '1' } })
  api = new Api(server)
})
afterAll(() => server?.close())

async function restart() {
  await server.kill()
  server = await server.restart()
  api = new Api(server)
}

const idOf = async (run: WandbRun) => (await api.run(run.project, run.name)).run.id

/** Rows with a dense key, a rare one, one that begins late, and one that is no number. */
function rowsOf(from: number, to: number, sign: number): Row[] {
  return Array.from({ length: to - from }, (_, i): Row => {
    const step = from + i
    return {
      _step: step,
      loss: sign * Math.sin(step / 7) * (step % 997 === 0 ? 50 : 1),
      ...(step % 3000 === 11 ? { rare: sign * step } : {}),
      ...(step >= 15_000 ? { late: sign * step } : {}),
      ...(step % 5000 === 4 ? { note: `at ${step}` } : {}),
    }
  })
}

async function logAll(run: WandbRun, rows: Row[]) {
  for (let at = 0; at < rows.length; at += 3000) await run.log(rows.slice(at, at + 3000))
}

/** Everything a chart shows of a run, at several resolutions and ranges. */
async function charts(id: number) {
  const keys = ['loss', 'rare', 'late', 'new']
  const answers = []
  for (const [buckets, range] of [
    [50, undefined],
    [700, undefined],
    [300, [3900, 4300]],
    [100, [9990, 20_010]],
  ] as const) {
    const found = await api.series({
      stream: 'history',
      runs: [id],
      keys,
      x: '_step',
      buckets,
      ...(range ? { range: [...range] } : {}),
    })
    answers.push(
      found.map(({ key, known, nextRow, buckets: b }) => ({
        key,
        known,
        nextRow,
        points: Array.from({ length: b.length }, (_, i) => [
          b.index[i],
          // Of a rare key, sealed rows tell the place by 64 rows only.
          ...(key === 'loss' ? [b.xMin[i], b.xMax[i]] : []),
          b.min[i],
          b.max[i],
          b.last[i],
          b.count[i],
          // Sums are added up in another order where chunks begin elsewhere.
          b.sum[i]!.toPrecision(9),
        ]),
      })),
    )
  }
  return answers
}

/** A run that logged the same rows and was never forked. */
async function twin(rows: Row[]): Promise<number> {
  const run = await WandbRun.start(server)
  await logAll(run, rows)
  return idOf(run)
}

describe('a fork', () => {
  it('shows its parent up to the step and its own rows after, wherever the step lies', async () => {
    const parent = await WandbRun.start(server)
    const before = rowsOf(0, 22_000, 1)
    await logAll(parent, before)
    for (const step of [0, 62, 4094, 4095, 4096, 16_383, 16_500, 21_999, 50_000]) {
      const fork = await parent.fork(step)
      const inherited = before.slice(0, step + 1)
      expect(fork.historyLine).toBe(inherited.length)
      expect(await api.rows(await idOf(fork))).toEqual(inherited)
      const own = rowsOf(inherited.length, inherited.length + 5000, -1)
      own.forEach((row, i) => (row.new = i))
      await logAll(fork, own)
      const rows = [...inherited, ...own]
      const id = await idOf(fork)
      expect(await api.rows(id)).toEqual(rows)
      expect(await charts(id)).toEqual(await charts(await twin(rows)))
    }
    expect(await api.rows(await idOf(parent))).toEqual(before)
  })

  it('knows only the keys its rows have', async () => {
    const parent = await WandbRun.start(server)
    await logAll(parent, rowsOf(0, 16_000, 1))
    const fork = await parent.fork(9_000)
    const answer = await api.fetch(`/api/runs/${await idOf(fork)}/keys`)
    const keys = (await answer.json()) as { history: string[] }
    expect(keys.history).not.toContain('late')
    expect(keys.history).toEqual(expect.arrayContaining(['loss', 'rare', 'note']))
  })

  it('begins with the summary of its last row', async () => {
    const parent = await WandbRun.start(server)
    await parent.log([
      { _step: 0, a: 1, deep: { er: 5 } },
      { _step: 1, b: 2 },
      { _step: 2, a: 3 },
    ])
    const fork = await parent.fork(1)
    const { summary, forkedFrom } = await api.run(fork.project, fork.name)
    expect(forkedFrom).toMatchObject({ name: parent.name, step: 1 })
    expect(summary).toMatchObject({ _step: 1, a: 1, b: 2, deep: { er: 5 } })
  })

  it('of a fork keeps everything it shows when both before it are deleted for ever', async () => {
    const parent = await WandbRun.start(server)
    await logAll(parent, rowsOf(0, 12_000, 1))
    const child = await parent.fork(9_000)
    await logAll(child, rowsOf(9_001, 14_000, -1))
    const grandchild = await child.fork(13_000)
    await grandchild.log([{ _step: 13_001, loss: 1 }])
    const id = await idOf(grandchild)
    const rows = await api.rows(id)
    expect(rows).toEqual([
      ...rowsOf(0, 9_001, 1),
      ...rowsOf(9_001, 13_001, -1),
      { _step: 13_001, loss: 1 },
    ])
    const drawn = await charts(id)
    const runIds = [await idOf(parent), await idOf(child)]
    for (const change of ['bin', 'purge']) {
      expect((await api.send('POST', `/api/runs/${change}`, { runIds })).status).toBe(200)
    }
    await restart()
    expect((await api.fetch(`/api/projects/ada/test/runs/${parent.name}`)).status).toBe(410)
    expect(await api.rows(id)).toEqual(rows)
    expect(await charts(id)).toEqual(drawn)
    // Its client may announce it again.
    expect((await child.fork(13_000, { name: grandchild.name })).historyLine).toBe(rows.length)
  })

  it('is made once, however often the client asks', async () => {
    const parent = await WandbRun.start(server)
    await parent.log(rowsOf(0, 10, 1))
    const [fork, again] = await Promise.all([
      parent.fork(4, { name: 'once' }),
      parent.fork(4, { name: 'once' }),
    ])
    expect([fork.historyLine, again.historyLine]).toEqual([5, 5])
    await fork.log([{ _step: 5, loss: 7 }])
    const third = await parent.fork(4, { name: 'once' })
    expect(third.historyLine).toBe(6)
    expect(await api.rows(await idOf(fork))).toHaveLength(6)
  })

  it('under the id of a run that has rows is refused and changes nothing of it', async () => {
    const parent = await WandbRun.start(server)
    await parent.log(rowsOf(0, 10, 1))
    for (const count of [3, 5000]) {
      const taken = await WandbRun.start(server, { config: { lr: 1 } })
      await logAll(taken, rowsOf(1, count, -1))
      await taken.finish()
      const refused = parent.fork(4, { name: taken.name, config: { lr: 2 } })
      await expect(refused).rejects.toThrow('The run has rows already')
      const { run, config } = await api.run(taken.project, taken.name)
      expect([run.state, config]).toEqual(['finished', { lr: 1 }])
      expect(await api.rows(run.id)).toEqual(rowsOf(1, count, -1))
    }
    const empty = await WandbRun.start(server)
    expect((await parent.fork(4, { name: empty.name })).historyLine).toBe(5)
    expect(server.output()).not.toMatch(/ error /)
  })

  it('of a run that is not there, or not to be seen, is refused and makes no run', async () => {
    const parent = await WandbRun.start(server)
    await parent.log(rowsOf(0, 10, 1))
    const nobody = { target: server, entity: 'ada', project: 'test', name: 'no-such-run' }
    const refused = WandbRun.prototype.fork.call(nobody, 3, { name: 'orphan' })
    await expect(refused).rejects.toThrow('The run \\"no-such-run\\" to fork from')
    const eve = await addPerson(server, 'eve')
    const spying = WandbRun.prototype.fork.call(
      { target: eve, entity: 'ada', project: 'test', name: parent.name },
      3,
      { name: 'spy', entity: 'eve' },
    )
    await expect(spying).rejects.toThrow('to fork from')
    const { runs } = await api.runs('test')
    expect(runs.map((run) => run.name)).not.toContain('orphan')
  })
})

describe('a rewind', () => {
  it('takes back what came after the step, in charts, rows, keys and summary', async () => {
    const run = await WandbRun.start(server)
    await logAll(run, rowsOf(0, 16_000, 1))
    await run.rewind(4999)
    expect(run.historyLine).toBe(5000)
    const id = await idOf(run)
    expect(await api.rows(id)).toEqual(rowsOf(0, 5000, 1))
    const { summary } = await api.run(run.project, run.name)
    expect(summary).toMatchObject({ _step: 4999 })
    expect(summary).not.toHaveProperty('late')
    const after = rowsOf(5000, 9000, -1)
    await logAll(run, after)
    const rows = [...rowsOf(0, 5000, 1), ...after]
    expect(await api.rows(id)).toEqual(rows)
    await restart()
    expect(await api.rows(id)).toEqual(rows)
    expect(await charts(id)).toEqual(await charts(await twin(rows)))
  })

  it('of a parent leaves its forks as they are', async () => {
    const parent = await WandbRun.start(server)
    await logAll(parent, rowsOf(0, 6000, 1))
    const fork = await parent.fork(5500)
    await parent.rewind(10)
    await parent.log(rowsOf(11, 20, -1))
    await fork.log([{ _step: 5501, loss: 1 }])
    const own = [{ _step: 5501, loss: 1 }]
    expect(await api.rows(await idOf(fork))).toEqual([...rowsOf(0, 5501, 1), ...own])
    const rewound = [...rowsOf(0, 11, 1), ...rowsOf(11, 20, -1)]
    expect(await api.rows(await idOf(parent))).toEqual(rewound)
  })

  it('is told to those who watch, who fetch the series again', async () => {
    const run = await WandbRun.start(server)
    await run.log(rowsOf(0, 100, 1))
    const id = await idOf(run)
    const socket = await connect(server.url, await sessionOf(server))
    try {
      await socket.emitWithAck('series.subscribe', [
        { stream: 'history', runs: [id], keys: ['loss'] },
      ])
      const told = new Promise((resolve) => socket.once('series.replaced', resolve))
      await run.rewind(50)
      expect(await told).toEqual({ run: id, stream: 'history' })
    } finally {
      socket.close()
    }
  })

  it('of a run that is not there, or by another metric, is an error with a name', async () => {
    const rewind = (name: string, metric: string) =>
      graphql(
        server,
        `mutation { rewindRun(input: {runName: "${name}", entityName: "ada", projectName: "test",
          metricName: "${metric}", metricValue: 3}) { rewoundRun { id } } }`,
      )
    expect((await rewind('nowhere', '_step')).errors?.[0]?.message).toContain('The run')
    const run = await WandbRun.start(server)
    expect((await rewind(run.name, 'loss')).errors?.[0]?.message).toContain('metricName')
  })
})

describe('any history of forks and rewinds', () => {
  interface Modelled {
    run: WandbRun
    rows: Row[]
  }

  const operation = fc.record({
    kind: fc.constantFrom('log', 'log', 'fork', 'rewind', 'restart'),
    run: fc.nat(),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    rows: fc.constantFrom(1, 90, 700, 4096, 5000),
  })

  it('shows what a list of rows would', async () => {
    const property = fc.asyncProperty(fc.array(operation, { maxLength: 9 }), async (operations) => {
      const runs: Modelled[] = [{ run: await WandbRun.start(server), rows: [] }]
      let salt = 0
      for (const { kind, run: pick, at, rows: count } of operations) {
        const one = runs[pick % runs.length]!
        const step = Math.floor(at * one.rows.length)
        if (kind === 'log') {
          const next = one.rows.length
          const rows = Array.from({ length: count }, (_, i) => ({ _step: next + i, v: ++salt }))
          await one.run.log(rows)
          one.rows = [...one.rows, ...rows]
        } else if (kind === 'fork') {
          runs.push({ run: await one.run.fork(step), rows: one.rows.slice(0, step + 1) })
        } else if (kind === 'rewind') {
          await one.run.rewind(step)
          one.rows = one.rows.slice(0, step + 1)
        } else if (at < 0.3) await restart()
        for (const { run, rows } of runs) expect(run.historyLine).toBe(rows.length)
      }
      for (const { run, rows } of runs) {
        const id = await idOf(run)
        expect(await api.rows(id)).toEqual(rows)
        const [series] = await api.series({
          stream: 'history',
          runs: [id],
          keys: ['v'],
          x: '_step',
          buckets: 64,
        })
        const { buckets } = series!
        for (let i = 0; i < buckets.length; i++) {
          const from = buckets.index[i]! * buckets.bucketRows
          const values = rows.slice(from, from + buckets.bucketRows).map((row) => row.v as number)
          expect(buckets.count[i]).toBe(values.length)
          expect(buckets.min[i]).toBe(Math.min(...values))
          expect(buckets.max[i]).toBe(Math.max(...values))
        }
      }
    })
    await fc.assert(property, { numRuns: 12 })
  }, 400_000)
})

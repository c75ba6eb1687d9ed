import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../support/api'
import { runScript } from '../support/python'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
})
afterAll(() => server?.close())

describe.concurrent('a script that logs with the real SDK', () => {
  it('has every row of 200 steps', async () => {
    await runScript(server, 'history.py', { args: ['plain', 200, 0] })
    const run = await api.inState('history', 'plain', ['finished'])
    const rows = await api.rows(run.run.id)
    expect(rows.map((row) => row._step)).toEqual(Array.from({ length: 200 }, (_, i) => i))
    expect(rows.map((row) => row.loss)).toEqual(Array.from({ length: 200 }, (_, i) => 1 / (i + 1)))
    expect(run.summary).toMatchObject({ _step: 199, square: 199 * 199 })
    expect(run.run.exitCode).toBe(0)
    expect(run.sdkVersion).toBe('0.31.0')
  })

  it('keeps NaN, infinities, nested values and what is no number', async () => {
    await runScript(server, 'odd_values.py')
    const run = await api.inState('numbers', 'odd', ['finished'])
    const rows = await api.rows(run.run.id)
    expect(rows.map((row) => row.x)).toEqual([NaN, Infinity, -Infinity, 0, undefined, 0.1])
    expect(rows[2]!.tiny).toBe(5e-324)
    expect(rows[3]).toMatchObject({ text: 'ß → 漢字', flag: true, none: null })
    expect(rows[4]).toMatchObject({ 'nested.a.b': 1, 'nested.a\\.b': 2, list: [1, NaN, 'three'] })
    expect(run.summary).toMatchObject({ best: Infinity })
    expect(run.config).toMatchObject({ limits: [-Infinity, Infinity] })
    const [series] = await api.series({ runs: [run.run.id], keys: ['x'] })
    const { length, last, nonFinite } = series!.buckets
    expect([...last.subarray(0, length)]).toEqual([NaN, NaN, NaN, 0, 0.1])
    expect([...nonFinite.subarray(0, length)]).toEqual([1, 1, 1, 0, 0])
  })

  it('may have ten thousand keys', async () => {
    await runScript(server, 'many_keys.py')
    const run = await api.inState('many', 'keys', ['finished'])
    const keys = Array.from({ length: 100 }, (_, i) => `layer${i}/weight${9900 + i}`)
    const series = await api.series({ runs: [run.run.id], keys })
    const wanted = keys.map((_, i) => [0, 1, 2].map((step) => 9900 + i + step / 4))
    expect(series.map(({ buckets }) => [...buckets.last])).toEqual(wanted)
    const response = await api.fetch('/api/projects/ada/many/keys')
    const { history } = (await response.json()) as { history: string[] }
    expect(history.filter((key) => key.startsWith('layer'))).toHaveLength(10_000)
  })

  it('may log a hundred thousand steps', async () => {
    await runScript(server, 'many_steps.py')
    const run = await api.inState('many', 'steps', ['finished'], 60)
    expect(run.steps).toBe(100_000)
    const rows = await api.rows(run.run.id, 'history', ['_step', 'step_again', 'loss'])
    const wrong = rows.findIndex(
      (row, i) => row._step !== i || row.step_again !== i || row.loss !== i % 1000,
    )
    expect(wrong).toBe(-1)
    expect(rows).toHaveLength(100_000)
  })

  it('may use names of every script', async () => {
    await runScript(server, 'unicode.py')
    const run = await api.inState('prøjekt 漢字', 'lauf-é🙂', ['finished'])
    expect(run.run).toMatchObject({
      displayName: 'Läufer 🏃 «один»',
      group: 'группа',
      jobType: 'обучение',
      tags: ['färbig', '标签', '🙂'],
      notes: 'Zeile eins\nשורה שתיים',
    })
    expect(run.config).toEqual({ schlüssel: 'wert', 層: { 幅: 64 } })
    expect(run.summary).toMatchObject({ итог: 'готово', 損失: 8 })
    const keys = ['verlust/größe', '損失', '🙂', 'a b\t\'c\'"d"']
    const series = await api.series({ runs: [run.run.id], keys })
    expect(series.map(({ buckets }) => [...buckets.last])).toEqual([
      [0, 1, 2, 3, 4],
      [0, 2, 4, 6, 8],
      [0, 3, 6, 9, 12],
      [0, 1, 2, 3, 4],
    ])
    expect((await api.console(run.run.id)).join('\n')).toContain('Ausgabe: žluťoučký kůň 🐎')
  })

  it('tells its config, summary, tags, notes, group, job type and name, and changes them', async () => {
    await runScript(server, 'describe.py')
    const run = await api.inState('described', 'told', ['finished'])
    expect(run.run).toMatchObject({
      displayName: 'second name',
      group: 'ablation',
      jobType: 'train',
      tags: ['baseline', 'v1', 'later'],
      notes: 'second notes',
      user: 'ada',
    })
    expect(run.config).toEqual({
      lr: 0.01,
      optimizer: { name: 'adamw', betas: [0.9, 0.95] },
      seed: null,
      epochs: 3,
    })
    expect(run.summary).toMatchObject({ loss: 2, verdict: 'good', nested: { deep: 1 } })
    expect(run.summary.accuracy).toEqual({ max: 0.7 })
    expect(run.metadata).toMatchObject({ program: expect.stringContaining('describe.py') })
  })
})

// Every way a run can live, with the newest SDK and the oldest that is supported.
import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OLD_WANDB, WANDB } from '../../scripts/lib/venv.mjs'
import { Api } from '../support/api'
import { runScript, startPython, startScript, tempFolder } from '../support/python'
import { startServer, type TestServer } from '../support/server'
import { until } from '../support/until'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
})
afterAll(() => server?.close())

const byValue = (a: unknown, b: unknown) => Number(a) - Number(b)

describe.each([
  { sdk: WANDB, old: false },
  { sdk: OLD_WANDB, old: true },
])('a run of $sdk', ({ old }) => {
  const idOf = (name: string) => `${name}${old ? '-old' : ''}`
  const live = (how: string, id: string, from: number, to: number, code = 0) =>
    runScript(server, 'life.py', { old, args: [how, id, from, to], code })
  const finished = (id: string) => api.inState('life', id, ['finished'])
  const rowsOf = async (id: string) => api.rows((await finished(id)).run.id)
  const steps = async (id: string) => (await rowsOf(id)).map((row) => row._step)
  const losses = async (id: string) => (await rowsOf(id)).map((row) => row.loss)

  it('is resumed where it ended', async () => {
    const id = idOf('resumed')
    await live('plain', id, 0, 5)
    expect(await live('must', id, 5, 8)).toContain(`RUN ${id} 5`)
    expect(await live('allow', id, 8, 10)).toContain(`RUN ${id} 8`)
    expect(await steps(id)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect((await api.run('life', id)).summary).toMatchObject({ _step: 9, first: 8 })
  })

  it('that must exist but does not, or may not but does, is refused', async () => {
    const id = idOf('strict')
    expect(await live('must', id, 0, 1, 1)).toContain('resume')
    await live('never', id, 0, 2)
    expect(await live('never', id, 2, 3, 1)).toContain('resume')
    expect(await steps(id)).toEqual([0, 1])
  })

  it('that crashed goes on by itself in the same folder with resume="auto"', async () => {
    const folder = await tempFolder()
    const options = { old, folder }
    const crashed = await startScript(server, 'life.py', {
      ...options,
      args: ['auto', '-', 0, 3],
    })
    const { output } = await crashed.ended
    const id = /RUN (\S+) 0/.exec(output)![1]!
    const again = await runScript(server, 'life.py', { ...options, args: ['auto', '-', 3, 6] })
    expect(again).toContain(`RUN ${id} `)
    expect((await steps(id)).slice(-3)).toEqual([3, 4, 5])
  })

  it('is taken back to a step', async () => {
    const id = idOf('rewound')
    await live('plain', id, 0, 10)
    expect(await live('rewind:4', id, 5, 8)).toContain(`RUN ${id} 5`)
    expect(await losses(id)).toEqual([0, 1, 2, 3, 4, -5, -6, -7])
  })

  it('is forked from a step of another', async () => {
    const parent = idOf('parent')
    const fork = idOf('fork')
    await live('plain', parent, 0, 10)
    expect(await live(`fork:${parent}:6`, fork, 7, 9)).toContain(`RUN ${fork} 7`)
    expect(await losses(fork)).toEqual([0, 1, 2, 3, 4, 5, 6, -7, -8])
    expect(await losses(parent)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('is logged offline and synced, again, and with all others of its folder', async () => {
    const folder = await tempFolder()
    const ids = [idOf('offline-1'), idOf('offline-2')]
    for (const id of ids) await runScript(server, 'offline.py', { old, folder, args: [id] })
    const sync = async (...args: string[]) => {
      const command = ['-m', 'wandb', 'sync', ...args]
      const { code, output } = await (await startPython(server, command, { old, folder })).ended
      if (code !== 0) throw new Error(output)
    }
    for (let round = 0; round < 2; round++) {
      await sync(old ? '--sync-all' : '--yes', ...(round > 0 ? ['--include-synced'] : []))
      for (const id of ids) {
        const run = await finished(id)
        expect(await api.rows(run.run.id)).toHaveLength(30)
        expect(run.config).toMatchObject({ lr: 0.1 })
        const console = await api.console(run.run.id)
        const printed = console.filter((line) => line.includes('offline step'))
        expect(printed).toHaveLength(30)
        const files = await api.files(run.run.id)
        expect(files.map((file) => file.name)).toContain('note.txt')
      }
    }
    const folders = path.join(folder, 'wandb')
    const [one] = (await fs.readdir(folders)).filter((name) => name.startsWith('offline-run'))
    await sync('--include-synced', path.join(folders, one!))
    expect(await rowsOf(ids[0]!)).toHaveLength(30)
  })

  it('is written by several processes at once', async () => {
    const id = idOf('shared')
    const start = (label: string, role: string) =>
      runScript(server, 'shared.py', { old, args: [id, label, role] })
    await Promise.all([start('rank0', 'primary'), start('rank1', 'secondary')])
    const run = await finished(id)
    const rows = await api.rows(run.run.id)
    const values = (key: string) =>
      rows.map((row) => row[key]).filter((value) => value !== undefined)
    const counted = Array.from({ length: 20 }, (_, i) => i)
    expect(values('rank0/loss')).toEqual(counted)
    expect(values('rank1/loss')).toEqual(counted)
    const steps = rows.map((row) => row._step)
    // Newer clients count steps for themselves; for older ones the server does.
    if (old) expect(steps).toEqual(Array.from({ length: 40 }, (_, i) => i))
    else expect([...steps].sort(byValue)).toEqual([...counted, ...counted].sort(byValue))
    expect(run.summary).toMatchObject({ 'rank0/loss': 19, 'rank1/loss': 19, common: 19 })
    expect(run.writers).toBe(2)
    const console = (await api.console(run.run.id)).join('\n')
    for (const label of ['rank0', 'rank1']) {
      for (const i of counted) expect(console).toContain(`${label} prints ${i}`)
    }
  })

  it('says what its metrics are, and sums them up accordingly', async () => {
    const id = idOf('defined')
    await runScript(server, 'metrics.py', { old, args: [id] })
    const { summary } = await finished(id)
    expect(summary).toMatchObject({
      'by/min': { min: 1 },
      'by/max': { max: 5 },
      'by/mean': { mean: 2.75 },
      'by/last': { last: 2 },
      'by/first': { first: 3 },
      'glob/x': { max: 5 },
      plain: 2,
    })
    expect(summary).not.toHaveProperty('by/none')
  })

  it('that is preempted waits, and is finished by the process that takes it up', async () => {
    const id = idOf('preempted')
    await runScript(server, 'preempted.py', { old, args: [id, 'first'], code: 7 })
    await until('the run to be preempting', async () => {
      return (await api.run('life', id)).run.state === 'preempting'
    })
    await runScript(server, 'preempted.py', { old, args: [id, 'second'] })
    expect(await rowsOf(id)).toHaveLength(2)
  })
})

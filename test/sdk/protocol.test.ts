// What else the SDK asks of a server: keys, files, system metrics, resuming, reading, syncing.
import fs from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../support/api'
import { runScript, startPython, tempFolder } from '../support/python'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
let api: Api

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
})
afterAll(() => server?.close())

describe.concurrent('the SDK', () => {
  it('verifies a key and refuses a wrong one', async () => {
    const [good, wrong] = await Promise.all(
      [server.apiKey, 'X'.repeat(40)].map((key) =>
        runScript(server, 'login.py', { args: [key], env: { WANDB_API_KEY: '' } }),
      ),
    )
    expect(good).toContain('answer: True')
    expect(good).toContain('Currently logged in as: ada')
    expect(wrong).toContain('refused:')
    expect(wrong).toMatch(/The API key is not valid|invalid/i)
  })

  it('uploads files and downloads them again', async () => {
    const output = await runScript(server, 'files.py')
    expect(output).toContain('read back')
    expect(output).toContain('refused: File nothing.txt not found in ada/files/saved')
    const { run } = await api.inState('files', 'saved', ['finished'])
    const files = new Map((await api.files(run.id)).map((file) => [file.name, file.sizeBytes]))
    expect(files.get('weights.bin')).toBe(256 * 4096)
    expect(files.get('empty.txt')).toBe(0)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['über/notiz.txt', 'config.yaml', 'wandb-summary.json', 'output.log']),
    )
    const read = async (name: string) => {
      const response = await api.fetch(`/api/runs/${run.id}/files/${name}`)
      expect(response.status).toBe(200)
      return Buffer.from(await response.arrayBuffer())
    }
    expect((await read('über/notiz.txt')).toString()).toBe('zweite Fassung')
    const weights = Buffer.from(Array.from({ length: 256 * 4096 }, (_, i) => i % 256))
    expect((await read('weights.bin')).equals(weights)).toBe(true)
  })

  it('samples the machine', async () => {
    await runScript(server, 'system.py')
    const run = await api.inState('system', 'sampled', ['finished'])
    const events = await api.rows(run.run.id, 'events')
    const memory = events.flatMap(
      (row) => row['system\\.memory_percent'] ?? row['system.memory_percent'] ?? [],
    )
    expect(memory.length).toBeGreaterThan(2)
    for (const value of memory) expect(value).toBeGreaterThan(0)
    expect(run.metadata).toMatchObject({ cpu_count: expect.any(Number) })
    expect(run.host).toEqual(expect.any(String))
  })

  it('resumes where a run ended', async () => {
    const resume = (mode: string) => runScript(server, 'resume.py', { args: ['twice', mode] })
    expect(await resume('allow')).toContain('starts at step 0')
    const second = await resume('must')
    expect(second).toContain('starts at step 5 ')
    expect(second).toContain("'part0': True")
    const run = await api.inState('resumed', 'twice', ['finished'])
    const rows = await api.rows(run.run.id)
    expect(rows.map((row) => row._step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(rows.map((row) => row.loss)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90])
    expect(run.config).toEqual({ part0: true, part5: true })
  })

  it('says so when the run to be resumed does not exist', async () => {
    const output = await runScript(server, 'resume.py', { args: ['nowhere', 'must'], code: 1 })
    expect(output).toContain('nowhere')
    expect((await api.fetch('/api/projects/ada/resumed/runs/nowhere')).status).toBe(404)
  })

  it('reads runs back through wandb.Api', async () => {
    const output = await runScript(server, 'read_back.py')
    const found = JSON.parse(/FOUND (.*)/.exec(output)![1]!) as Record<string, unknown>
    expect(found).toMatchObject({
      state: 'finished',
      config: { lr: 0.5, net: { width: 8 } },
      best: 0.02,
      name: true,
      tags: ['one'],
      group: 'g',
      lastStep: 49,
      runs: ['read'],
    })
    expect(found.files).toEqual(expect.arrayContaining(['config.yaml', 'wandb-metadata.json']))
    const history = found.history as { loss: number; _step: number }[]
    expect(history.map((row) => row.loss)).toEqual(
      Array.from({ length: 50 }, (_, i) => 1 / (i + 1)),
    )
    const sparse = found.sparse as { sparse: number }[]
    expect(sparse.map((row) => row.sparse)).toEqual([0, 10, 20, 30, 40])
  })

  it('syncs a run that was recorded offline', async () => {
    const folder = await tempFolder()
    const env = { WANDB_MODE: 'offline' }
    await runScript(server, 'history.py', { args: ['offline', 100, 0], env, folder })
    expect((await api.fetch('/api/projects/ada/history/runs/offline')).status).toBe(404)
    const [recorded] = (await fs.readdir(path.join(folder, 'wandb'))).filter((name) =>
      name.startsWith('offline-run-'),
    )
    const command = ['-m', 'wandb', 'sync', path.join(folder, 'wandb', recorded!)]
    const synced = await (await startPython(server, command, { folder })).ended
    expect(synced.code, synced.output).toBe(0)
    const run = await api.inState('history', 'offline', ['finished'])
    const rows = await api.rows(run.run.id)
    expect(rows.map((row) => row._step)).toEqual(Array.from({ length: 100 }, (_, i) => i))
    await fs.rm(folder, { recursive: true, force: true })
  })
})

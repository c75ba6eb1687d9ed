// `wandb.Api().runs(path, filters, order)`: what people's analysis scripts ask.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runScript } from '../support/python'
import { seedRuns } from '../support/seedRuns'
import { startServer, type TestServer } from '../support/server'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await seedRuns(server, 'search', [
    { name: 'a', tags: ['x'], config: { lr: 0.1, model: { depth: 2 } }, summary: { loss: 3 } },
    { name: 'b', state: 'failed', config: { lr: 0.2 }, summary: { loss: 1 } },
    { name: 'c', tags: ['x', 'y'], config: { lr: 0.3 }, summary: { loss: 2 }, displayName: 'owl' },
    { name: 'd', config: {}, summary: {} },
  ])
})
afterAll(() => server?.close())

const CASES: [filters: object, order: string, names: string[]][] = [
  [{}, '+created_at', ['a', 'b', 'c', 'd']],
  [{}, '-created_at', ['d', 'c', 'b', 'a']],
  [{}, '+summary_metrics.loss', ['b', 'c', 'a', 'd']],
  [{}, '-config.lr.value', ['c', 'b', 'a', 'd']],
  [{ 'config.lr': { $gte: 0.2 } }, '+created_at', ['b', 'c']],
  [{ 'config.lr.value': { $lt: 0.2 } }, '+created_at', ['a']],
  [{ 'config.model.value.depth': 2 }, '+created_at', ['a']],
  [{ $or: [{ state: 'failed' }, { tags: 'y' }] }, '+created_at', ['b', 'c']],
  [{ tags: { $in: ['x'] } }, '+created_at', ['a', 'c']],
  [{ tags: { $nin: ['x'] } }, '+created_at', ['b', 'd']],
  [{ $and: [{ display_name: { $regex: '^o' } }, { tags: { $ne: 'z' } }] }, '+created_at', ['c']],
  [{ $nor: [{ state: 'finished' }] }, '+created_at', ['b']],
  [{ 'summary_metrics.loss': { $exists: false } }, '+created_at', ['d']],
  [{ 'summary_metrics.loss': { $not: { $gt: 1 } } }, '+created_at', ['b', 'd']],
  [{ createdAt: { $gt: '2026-01-01T00:02:30' } }, '+created_at', ['c', 'd']],
  [{ name: { $in: ['a', 'd'] } }, '+created_at', ['a', 'd']],
]

it('finds the runs that filters mean, in the order asked for, page by page', async () => {
  const asked = CASES.map(([filters, order]) => [filters, order])
  const output = await runScript(server, 'find_runs.py', { args: [JSON.stringify(asked)] })
  const found = JSON.parse(/^FOUND (.*)$/m.exec(output)![1]!) as [number, string[]][]
  expect(found).toEqual(CASES.map(([, , names]) => [names.length, names]))
})

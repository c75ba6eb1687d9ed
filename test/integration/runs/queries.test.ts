import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  bulkUndoSchema,
  completionsSchema,
  runColumnsSchema,
  runGroupsSchema,
  runIdsSchema,
  runValuesSchema,
  runWindowSchema,
} from '@/lib/api/runQuery'
import { Api } from '../../support/api'
import { seedRuns } from '../../support/seedRuns'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let api: Api
let ids: number[]
const BASE = '/api/projects/ada/zoo/runs'

beforeAll(async () => {
  server = await startServer()
  api = new Api(server)
  ids = await seedRuns(server, 'zoo', [
    { displayName: 'owl', tags: ['night'], config: { lr: 0.1, opt: 'adam' }, summary: { loss: 3 } },
    {
      displayName: 'fox',
      tags: ['night', 'red'],
      config: { lr: 0.01, opt: 'sgd' },
      summary: { loss: NaN },
    },
    {
      displayName: 'bee',
      state: 'running',
      config: { lr: 0.1, opt: 'adam' },
      summary: { loss: 1 },
    },
    {
      displayName: '=cmd()',
      config: { deep: { er: true } },
      summary: { loss: Infinity, 'a,b': '"' },
    },
  ])
})
afterAll(() => server.close())

async function ask(path: string, body: object): Promise<unknown> {
  const response = await api.send('POST', BASE + path, body)
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBe(200)
  return answer
}
const get = async (path: string): Promise<unknown> => (await api.fetch(BASE + path)).json()
const names = async (body: object) =>
  runWindowSchema.parse(await ask('/query', body)).rows.map(({ run }) => run.displayName)

describe('a window of runs', () => {
  it('has the newest first, with the columns asked for', async () => {
    const columns = ['config:lr', 'summary:loss', 'run:duration', 'config:deep.er', 'run:createdAt']
    const window = runWindowSchema.parse(await ask('/query', { columns, offset: 1, limit: 2 }))
    expect(window).toMatchObject({ total: 4, all: 4 })
    expect(window.rows.map(({ run }) => run.displayName)).toEqual(['bee', 'fox'])
    expect(window.rows.map(({ values }) => values.slice(0, 4))).toEqual([
      [0.1, 1, 90, null],
      [0.01, { $num: 'NaN' }, 90, null],
    ])
    expect(window.rows[0]!.values[4]).toBe(window.rows[0]!.run.createdAt)
  })

  it('is sorted by several columns, what has no number last in both directions', async () => {
    const by = (...sort: [string, boolean][]) =>
      names({ sort: sort.map(([column, descending]) => ({ column, descending })) })
    expect(await by(['summary:loss', false])).toEqual(['bee', 'owl', '=cmd()', 'fox'])
    expect(await by(['summary:loss', true])).toEqual(['=cmd()', 'owl', 'bee', 'fox'])
    expect(await by(['config:opt', false], ['summary:loss', false])).toEqual([
      'bee',
      'owl',
      'fox',
      '=cmd()',
    ])
    expect(await by(['run:displayName', false])).toEqual(['=cmd()', 'bee', 'fox', 'owl'])
  })

  it('is narrowed down by a filter, and by words or an expression', async () => {
    const small = { kind: 'compare', key: 'config:lr', op: '<', value: 0.05 }
    expect(await names({ filter: small })).toEqual(['fox'])
    expect(await names({ search: 'night' })).toEqual(['fox', 'owl'])
    expect(await names({ search: '/^[ob]/' })).toEqual(['bee', 'owl'])
    expect(runIdsSchema.parse(await ask('/ids', { search: 'owl' })).ids).toEqual([ids[0]])
  })

  it.each([
    [{ filter: { kind: 'compare', key: 'run:password', op: '=', value: 1 } }, 'filter'],
    [{ filter: { kind: 'matches', key: 'run:notes', pattern: '(' } }, 'filter'],
    [{ search: '/(/' }, 'search'],
    [{ sort: [{ column: 'nothing', descending: true }] }, 'sort'],
    [{ limit: 100_000 }, 'limit'],
  ])('names what is wrong with a question: %j', async (body, field) => {
    const response = await api.send('POST', `${BASE}/query`, body)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(field)
  })
})

describe('groups of runs', () => {
  it('count and sum up all their runs, level by level', async () => {
    const columns = ['summary:loss']
    const groupBy = ['config:opt', 'config:lr']
    const { groups, total } = runGroupsSchema.parse(
      await ask('/groups', { groupBy, columns, withIds: true }),
    )
    expect(total).toBe(4)
    expect(groups).toEqual([
      {
        value: 'adam',
        count: 2,
        running: 1,
        stats: [{ n: 2, mean: 2, min: 1, max: 3 }],
        ids: [ids[2], ids[0]],
      },
      {
        value: 'sgd',
        count: 1,
        running: 0,
        stats: [{ n: 0, mean: null, min: null, max: null }],
        ids: [ids[1]],
      },
      {
        value: null,
        count: 1,
        running: 0,
        stats: [{ n: 0, mean: null, min: null, max: null }],
        ids: [ids[3]],
      },
    ])
    const inside = runGroupsSchema.parse(await ask('/groups', { groupBy, within: ['adam'] }))
    expect(inside.groups).toMatchObject([{ value: 0.1, count: 2 }])
    const without = runGroupsSchema.parse(await ask('/groups', { groupBy, within: [null] }))
    expect(without.groups).toMatchObject([{ value: null, count: 1 }])
  })
})

describe('the columns of a project', () => {
  it('are what its runs have, and follow them', async () => {
    const columns = async () => runColumnsSchema.parse(await get('/columns')).columns
    const find = async (id: string) => (await columns()).find((column) => column.id === id)
    expect(await find('config:opt')).toEqual({ id: 'config:opt', kind: 'text', count: 3 })
    expect(await find('config:deep.er')).toMatchObject({ kind: 'boolean', count: 1 })
    expect(await find('summary:loss')).toMatchObject({ kind: 'number', count: 4 })
    expect(await find('summary:fresh')).toBeUndefined()
    const run = await WandbRun.start(server, { project: 'zoo', config: { fresh: 1 } })
    await run.log([{ _step: 0, fresh: 1 }])
    await run.post({ files: { 'wandb-summary.json': { offset: 0, content: ['{"fresh": 1}'] } } })
    await until('the new columns', async () => await find('summary:fresh'))
    expect(await find('config:fresh')).toMatchObject({ kind: 'number', count: 1 })
    const { run: row } = await api.run('zoo', run.name)
    await api.send('POST', '/api/runs/bin', { runIds: [row.id] })
    expect(await find('summary:fresh')).toBeUndefined()
  })

  it('complete what is typed with values that occur', async () => {
    const of = async (query: string) =>
      completionsSchema.parse(await get(`/complete?${query}`)).values
    expect(await of('column=config:opt')).toEqual([
      { value: 'adam', count: 2 },
      { value: 'sgd', count: 1 },
    ])
    expect(await of('column=run:tags&prefix=N')).toEqual([{ value: 'night', count: 2 }])
  })

  it('come whole for panels, beside the runs they are of', async () => {
    const query = { columns: ['config:lr', 'summary:loss'], limit: 3 }
    const values = runValuesSchema.parse(await ask('/values', query))
    expect(values.total).toBe(4)
    expect(values.runs.map((run) => run.displayName)).toEqual(['=cmd()', 'bee', 'fox'])
    expect(values.columns).toEqual([
      [null, 0.1, 0.01],
      [{ $num: 'Infinity' }, 1, { $num: 'NaN' }],
    ])
  })
})

describe('a view as a file', () => {
  it('is CSV in the order of the view, in which nothing is a formula', async () => {
    const columns = ['run:displayName', 'config:lr', 'summary:loss', 'run:tags', 'summary:a,b']
    const response = await api.send('POST', `${BASE}/csv`, { columns })
    expect(response.headers.get('content-disposition')).toContain('zoo-runs.csv')
    expect(await response.text()).toBe(
      [
        'Name,lr,loss,Tags,"a,b"',
        `'=cmd(),,Infinity,,""""`,
        'bee,0.1,1,,',
        'fox,0.01,NaN,"[""night"",""red""]",',
        'owl,0.1,3,"[""night""]",',
        '',
      ].join('\n'),
    )
  })
})

describe('many runs changed at once', () => {
  it('get tags and groups, and are as they were when that is taken back', async () => {
    const runIds = ids.slice(0, 2)
    const change = { runIds, addTags: ['best'], removeTags: ['night'], group: 'g' }
    const response = await api.send('PATCH', '/api/runs', change)
    const before = bulkUndoSchema.parse(await response.json())
    expect(before.runs.map(({ tags }) => tags)).toEqual([['night'], ['night', 'red']])
    const tagsOf = async () => {
      const { runs } = await api.runs('zoo')
      return runIds
        .map((id) => runs.find((run) => run.id === id))
        .map((run) => [run!.tags, run!.group])
    }
    expect(await tagsOf()).toEqual([
      [['best'], 'g'],
      [['red', 'best'], 'g'],
    ])
    expect((await api.send('PUT', '/api/runs/tags-and-groups', before)).status).toBe(200)
    expect(await tagsOf()).toEqual([
      [['night'], null],
      [['night', 'red'], null],
    ])
  })

  it('change all or none', async () => {
    const change = { runIds: [ids[0], 999_999], addTags: ['never'] }
    expect((await api.send('PATCH', '/api/runs', change)).status).toBe(404)
    expect(await names({ search: 'never' })).toEqual([])
  })
})

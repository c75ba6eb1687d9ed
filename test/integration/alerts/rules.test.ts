// Rules fire on real rows, once for what happens once, whatever becomes of the server meanwhile.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { alertOf, AlertsOfTest } from '../../support/alerts'
import { Api } from '../../support/api'
import { connect, record } from '../../support/live'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let team: TeamOfTest
let api: Api

beforeAll(async () => {
  server = await startServer({ env: { RUNROOM_HEARTBEAT_TIMEOUT_S: '2' } })
  team = await addTeam(server, 'lab')
  api = new Api(team.admin, 'lab')
})
afterAll(() => server?.close())

const start = (project: string, name = 'run') =>
  WandbRun.start(team.member, { entity: 'lab', project, name })
const losses = (...values: number[]) => values.map((loss, i) => ({ _step: i, loss }))
const tooHigh = { kind: 'threshold', key: 'loss', op: '>', value: 10, rows: 2 } as const

/** What the first run of a project must have logged for the project to be there. */
async function projectOf(name: string) {
  await start(name, 'first')
  return new AlertsOfTest(api, name)
}

describe('a rule', () => {
  it('fires once for an episode and says where', async () => {
    const alerts = await projectOf('episodes')
    await alerts.rule({ name: 'Loss explodes', severity: 'ERROR', condition: tooHigh })
    const run = await start('episodes')
    await run.log(losses(1, 11, 2))
    await run.log([{ _step: 3, loss: 12 }])
    await run.log([
      { _step: 4, loss: 13 },
      { _step: 5, loss: 14 },
    ])
    const [alert] = await alerts.count(1)
    expect(alert).toMatchObject({
      severity: 'ERROR',
      title: 'Loss explodes',
      text: 'loss is 13 at step 4: > 10, 2 rows in a row.',
      rule: { name: 'Loss explodes' },
      run: { name: 'run' },
      stream: 'history',
      key: 'loss',
      step: 4,
    })
    await run.log([
      { _step: 6, loss: 1 },
      { _step: 7, loss: 1 },
      { _step: 8, loss: 20 },
      { _step: 9, loss: 20 },
    ])
    expect((await alerts.count(2)).map(({ step }) => step)).toEqual([9, 4])
  })

  it('finds NaN and infinity in any key, nested ones and system metrics too', async () => {
    const alerts = await projectOf('broken')
    await alerts.rule({ name: 'broken', condition: { kind: 'notFinite' } })
    await alerts.rule({ name: 'hot', condition: { kind: 'notFinite', stream: 'events' } })
    const run = await start('broken')
    await run.log([{ _step: 0, a: { b: 1 } }, '{"_step": 1, "a": {"b": NaN}}'])
    await run.events([{ _runtime: 1, 'system.temp': NaN }])
    const found = await alerts.count(2)
    expect(found.map(({ title, key }) => [title, key]).toSorted()).toEqual([
      ['broken', 'a.b'],
      ['hot', String.raw`system\.temp`],
    ])
  })

  it('notices when a key no longer improves', async () => {
    const alerts = await projectOf('plateau')
    const condition = { kind: 'noImprovement', key: 'loss', goal: 'min', steps: 5 } as const
    await alerts.rule({ condition })
    const run = await start('plateau')
    await run.log(losses(5, 4, 3, 3, 3, 3, 3, 3, 3, 3))
    const [alert] = await alerts.count(1)
    expect(alert!.text).toBe('loss is 3 at step 7: no improvement for 5 steps.')
  })

  it('tells of runs that fail, crash or finish, and of no other ends', async () => {
    const alerts = await projectOf('ends')
    await alerts.rule({ name: 'bad', condition: { kind: 'ended', states: ['failed', 'crashed'] } })
    await alerts.rule({ name: 'good', condition: { kind: 'ended', states: ['finished'] } })
    for (const [name, code] of [
      ['fine', 0],
      ['failing', 1],
    ] as const) {
      const run = await start('ends', name)
      await run.log(losses(1))
      await run.finish(code)
    }
    // The first run of the project falls silent.
    const found = await alerts.count(3)
    const told = found.map(({ title, run, text }) => `${title} ${run.name}: ${text}`)
    expect(told.toSorted()).toEqual([
      'bad failing: The run has failed.',
      'bad first: The run has crashed: its client has fallen silent.',
      'good fine: The run has finished.',
    ])
  })

  it('notices runs that stall', async () => {
    const alerts = await projectOf('stalls')
    await alerts.rule({ condition: { kind: 'stalled', minutes: 0.02 } })
    const run = await start('stalls')
    await run.log(losses(1, 2))
    const alert = await until('the alert', async () => {
      await run.print(['still here'])
      return (await alerts.list()).find((one) => one.run.name === 'run')
    })
    expect(alert.text).toContain('after 2 rows')
  })

  it('that meets a run half-way is not concerned with its past, but with what is still so', async () => {
    const alerts = await projectOf('late')
    const over = await start('late', 'over')
    await over.log(losses(11, 11, 1, 1))
    const still = await start('late', 'still')
    await still.log(losses(1, 11, 11))
    await alerts.rule({ condition: tooHigh })
    const [alert] = await alerts.count(1)
    expect(alert).toMatchObject({ run: { name: 'still' }, step: 2 })
    await over.log([
      { _step: 4, loss: 30 },
      { _step: 5, loss: 30 },
    ])
    expect((await alerts.count(2))[0]).toMatchObject({ run: { name: 'over' }, step: 5 })
  })

  it('judges rows after a rewind as the new rows that they are', async () => {
    const alerts = await projectOf('rewound')
    await alerts.rule({ condition: tooHigh })
    const run = await start('rewound')
    await run.log(losses(1, 11, 11))
    await alerts.count(1)
    await run.rewind(0)
    await run.log([
      { _step: 1, loss: 12 },
      { _step: 2, loss: 12 },
    ])
    expect((await alerts.count(2)).map(({ text }) => text.slice(0, 10))).toEqual([
      'loss is 12',
      'loss is 11',
    ])
  })
})

describe('what a rule cannot be', () => {
  it.each([
    [{ name: '', condition: tooHigh }, 'name'],
    [{ name: 'x', condition: { ...tooHigh, key: '' } }, 'condition.key'],
    [{ name: 'x', condition: { kind: 'nope' } }, 'condition.kind'],
    [{ name: 'x', condition: tooHigh, severity: 'LOUD' }, 'severity'],
    [{ name: 'x', condition: tooHigh, filter: { kind: 'x' } }, 'filter.kind'],
    [{ name: 'x' }, 'condition'],
  ])('%j names the field', async (body, field) => {
    await projectOf('refused')
    const answer = await api.send('POST', '/api/projects/lab/refused/alert-rules', body)
    expect(answer.status).toBe(400)
    expect(((await answer.json()) as { error: { field: string } }).error.field).toBe(field)
  })
})

describe('those concerned', () => {
  it('are the writers, live, until they mute the project or the rule', async () => {
    const alerts = await projectOf('heard')
    const id = await alerts.rule({ condition: tooHigh })
    const [member, viewer] = [team.member, team.viewer].map(
      (person) => new AlertsOfTest(new Api(person, 'lab'), 'heard'),
    )
    const unreadBefore = (await member!.inbox()).unread
    const socket = await connect(server.url, team.member.cookie)
    const other = await connect(server.url, team.viewer.cookie)
    const heard = record(socket, 'notification.added')
    const unheard = record(other, 'notification.added')
    const run = await start('heard')
    await run.log(losses(11, 11))
    await expect.poll(() => heard.map(alertOf).map(({ step }) => step)).toEqual([1])
    expect(heard[0]).toMatchObject({ read: false, alert: { project: 'heard' } })
    expect(await member!.inbox()).toMatchObject({ unread: unreadBefore + 1 })
    expect((await viewer!.inbox()).notifications).toEqual([])

    await member!.mute(true, id)
    await run.log(losses(1, 1, 11, 11).map((row) => ({ ...row, _step: row._step + 2 })))
    await alerts.count(2)
    await member!.mute(false, id)
    await member!.mute(true)
    await run.log(losses(1, 1, 11, 11).map((row) => ({ ...row, _step: row._step + 6 })))
    await alerts.count(3)
    await member!.mute(false)
    await run.log(losses(1, 1, 11, 11).map((row) => ({ ...row, _step: row._step + 10 })))
    await expect.poll(() => heard.map(alertOf).map(({ step }) => step)).toEqual([1, 13])
    expect(unheard).toEqual([])

    const read = record(socket, 'notifications.read')
    const answer = team.member
    const latest = (await member!.inbox()).notifications[0]!.id
    await done(new Api(answer).send('POST', '/api/notifications/read', { ids: [latest] }))
    await expect.poll(() => read).toEqual([{ unread: unreadBefore + 1 }])
    await done(new Api(answer).send('POST', '/api/notifications/read', { through: latest }))
    expect((await member!.inbox()).unread).toBe(0)
    socket.close()
    other.close()
  })

  it('see nothing of runs in the bin, of other people’s projects, or after they have left', async () => {
    const alerts = await projectOf('hidden')
    await alerts.rule({ condition: tooHigh })
    const run = await start('hidden')
    await run.log(losses(11, 11))
    await alerts.count(1)
    const titles = async () => {
      const { notifications } = await new AlertsOfTest(new Api(team.member), '').inbox()
      return notifications.filter((item) => alertOf(item).project === 'hidden').length
    }
    expect(await titles()).toBe(1)
    const { run: found } = await api.run('hidden', 'run')
    await done(api.send('POST', '/api/runs/bin', { runIds: [found.id] }))
    expect([await titles(), await alerts.list()]).toEqual([0, []])
    await done(api.send('POST', '/api/runs/restore', { runIds: [found.id] }))
    expect([await titles(), (await alerts.list()).length]).toEqual([1, 1])
    await done(api.send('PATCH', '/api/projects/lab/hidden', { visibility: 'PRIVATE' }))
    const hiddenFrom = await new Api(team.viewer, 'lab').fetch('/api/projects/lab/hidden/alerts')
    expect(hiddenFrom.status).toBe(404)
    await done(api.send('POST', '/api/runs/bin', { runIds: [found.id] }))
    await done(api.send('POST', '/api/runs/purge', { runIds: [found.id] }))
    expect(await titles()).toBe(0)
  })
})

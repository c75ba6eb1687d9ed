// What a script says by run.alert reaches the people of the project, the webhooks and the run's page.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { OLD_WANDB, WANDB } from '../../scripts/lib/venv.mjs'
import { alertPageSchema } from '@/lib/api/alerts'
import { notificationPageSchema } from '@/lib/api/notifications'
import { alertOf } from '../support/alerts'
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

describe.each([
  { sdk: WANDB, old: false },
  { sdk: OLD_WANDB, old: true },
])('an alert of $sdk', ({ old }) => {
  it('is listed with its level and its run, and told to who may write in the project', async () => {
    const id = old ? 'old' : 'new'
    await runScript(server, 'alerts.py', { old, args: [id] })
    await api.inState('alerts', id, ['finished'])
    const listed = await api.fetch(`/api/projects/${server.username}/alerts/alerts?run=${id}`)
    const { alerts } = alertPageSchema.parse(await listed.json())
    expect(alerts.map(({ severity, title, text }) => [severity, title, text])).toEqual([
      ['INFO', 'By the way', 'no level'],
      ['ERROR', 'Diverged', 'loss is <b>inf</b> 💥'],
      ['WARN', 'Low accuracy', 'It is 0.1,\nwhich is too little.'],
    ])
    expect(alerts.map(({ run, rule }) => [run.name, rule])).toEqual(alerts.map(() => [id, null]))
    const told = notificationPageSchema.parse(await (await api.fetch('/api/notifications')).json())
    const ids = alerts.map((alert) => alert.id)
    const own = told.notifications.filter((item) => ids.includes(alertOf(item).id))
    expect(own.map(({ read }) => read)).toEqual([false, false, false])
  })
})

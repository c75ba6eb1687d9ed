// A rule that was switched off judges only what comes after it is on again.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AlertsOfTest } from '../../support/alerts'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())

const tooHigh = { kind: 'threshold', key: 'loss', op: '>', value: 10, rows: 2 } as const
const losses = (first: number, ...values: number[]) =>
  values.map((loss, i) => ({ _step: first + i, loss }))
const told = async (alerts: AlertsOfTest) =>
  (await alerts.list()).map(({ title, step }) => [title, step])

async function begin(project: string) {
  const run = await WandbRun.start(server, { project, name: 'run' })
  return { run, alerts: new AlertsOfTest(new Api(server), project) }
}

/** Fires for the last row logged: whatever is to be fired before it has been. */
async function settled(alerts: AlertsOfTest, run: WandbRun, step: number) {
  await alerts.rule({ name: 'Last', condition: { kind: 'notFinite', key: 'end' } })
  await run.log([`{"_step": ${step}, "end": NaN}`])
  await expect.poll(() => told(alerts)).toContainEqual(['Last', step])
  return (await told(alerts)).filter(([title]) => title !== 'Last')
}

it('passes over what came while it was off', async () => {
  const { run, alerts } = await begin('off')
  const id = await alerts.rule({ name: 'Before', condition: tooHigh })
  await alerts.change(id, { enabled: false })
  await run.log(losses(0, 11, 11, 1, 1))
  await alerts.change(id, { enabled: true, name: 'Again' })
  await run.log(losses(4, 11, 11))
  await alerts.count(1)
  expect(await settled(alerts, run, 6)).toEqual([['Again', 5]])
})

it('is not misled by rows that another rule has yet to see', async () => {
  const { run, alerts } = await begin('beside')
  await alerts.rule({ name: 'Beside', condition: { kind: 'notFinite', key: 'other' } })
  const id = await alerts.rule({ name: 'Before', condition: tooHigh })
  await alerts.change(id, { enabled: false })
  await run.log(losses(0, 1))
  // At once: the rows still wait to be read when the rule is switched on.
  await run.log(losses(1, 11, 11, 1, 1))
  await alerts.change(id, { enabled: true, name: 'Again' })
  await run.log(losses(5, 11, 11))
  await alerts.count(1)
  expect(await settled(alerts, run, 7)).toEqual([['Again', 6]])
})

it('tells of what is still so when it is switched on', async () => {
  const { run, alerts } = await begin('still')
  const id = await alerts.rule({ name: 'Before', condition: tooHigh })
  await alerts.change(id, { enabled: false })
  await run.log(losses(0, 1, 11, 11))
  await alerts.change(id, { enabled: true, name: 'Again' })
  await run.log(losses(3, 1, 1, 1))
  expect(await settled(alerts, run, 6)).toEqual([['Again', 2]])
})

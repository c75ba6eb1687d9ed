// Numbers in a report's prose that follow its runs.
import { expect, it } from 'vitest'
import { browserSuite, expectAccessible, expectNoProblems } from '../support/browser'
import { caretAfter, reportTeam, saved, sharedReport, text } from '../support/reportPeople'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()

it('are chosen in the text, follow the runs for everybody, and stay when frozen', async () => {
  const team = await reportTeam(suite, 'chips')
  const begin = (name: string, lr: number) =>
    WandbRun.start(team.member, { entity: 'chips', project: 'p', name, config: { lr } })
  await begin('low', 0.1)
  const report = await sharedReport(suite, team, 'chips', { markdown: 'The rate was' })
  const page = await report.open('member')
  await caretAfter(page, 'The rate was')
  await page.keyboard.type(' /metric')
  await page.getByRole('option', { name: /Metric value/ }).waitFor()
  await page.keyboard.press('Enter')
  const form = page.getByRole('dialog', { name: 'Number of a run set' })
  await form.getByLabel(/^Value:/).click()
  await page.getByRole('option', { name: /lr/ }).first().click()
  await expect.poll(() => form.getByRole('status').textContent()).toContain('lr')
  await expectAccessible(page)
  await form.getByRole('button', { name: 'Done' }).click()
  const chip = () => text(page).locator('.metric-chip').textContent()
  await expect.poll(chip).toBe('0.1')
  await saved(page)

  const reader = await report.open('viewer')
  const read = () => text(reader).locator('.metric-chip').textContent()
  await expect.poll(read).toBe('0.1')
  await begin('high', 0.5)
  for (const shown of [chip, read]) await expect.poll(shown).toBe('0.5')

  const { runSets } = (await (
    await report.api.fetch(`/api/reports/${report.report.slug}`)
  ).json()) as {
    runSets: { id: string }[]
  }
  const runSet = encodeURIComponent(runSets[0]!.id)
  const freeze = `/api/reports/${report.report.slug}/run-sets/${runSet}/freeze`
  expect((await report.api.send('POST', freeze, {})).status).toBe(201)
  await begin('higher', 0.9)
  await expect
    .poll(() => text(reader).locator('.metric-chip').getAttribute('title'))
    .toMatch(/Frozen/)
  for (const shown of [chip, read]) expect(await shown()).toBe('0.5')
  for (const one of [page, reader]) expectNoProblems(one)
})

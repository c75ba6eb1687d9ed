// A team, as the people in it and those who are not yet meet it.
import { beforeAll, describe, expect, it } from 'vitest'
import { Api } from '../support/api'
import {
  as,
  browserSuite,
  expectAccessible,
  expectNoProblems,
  expectNoSidewaysScroll,
  PHONE,
  type Theme,
} from '../support/browser'
import { addPerson } from '../support/people'
import { addTeam, done, type TeamOfTest } from '../support/teams'
import { WandbRun } from '../support/wandbClient'

const suite = browserSuite()
let team: TeamOfTest
let ada: Api

beforeAll(async () => {
  team = await addTeam(suite.server, 'lab')
  ada = new Api(suite.server)
  const run = await WandbRun.start(team.member, { entity: 'lab', project: 'vision', name: 'one' })
  await run.log([{ _step: 0, loss: 1 }])
  await WandbRun.start(suite.server, { project: 'mine' })
  await done(ada.send('POST', '/api/teams/lab/services', { username: 'lab-ci' }))
  const keys = '/api/teams/lab/services/lab-ci/keys'
  await done(ada.send('POST', keys, { name: 'runner', scope: 'READ' }))
  await done(ada.send('POST', '/api/teams/lab/invitations', { maxUses: null }))
})

const newInvitation = async (body: object = {}) => {
  const made = ada.send('POST', '/api/teams/lab/invitations', body)
  return (await done<{ token: string }>(made)).token
}

describe('a team', () => {
  it('is made, and people come in by its link', async () => {
    const page = await suite.visit('/settings/teams')
    await page.getByRole('button', { name: 'New team' }).click()
    await page.getByLabel('Name').fill('LAB')
    await page.getByRole('button', { name: 'Create team' }).click()
    await page.getByText('The name "LAB" is taken.').waitFor()
    await page.getByLabel('Name').fill('robots')
    await page.getByRole('button', { name: 'Create team' }).click()
    await page.getByRole('heading', { name: 'robots' }).waitFor()

    await page.getByRole('button', { name: 'Invite by link' }).click()
    await page.getByRole('combobox', { name: 'Role' }).click()
    await page.getByRole('option', { name: 'Viewer' }).click()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Create link' }).click()
    const link = await page.getByRole('dialog').locator('code').innerText()
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('one person, until').waitFor()

    const guest = await suite.visit(new URL(link).pathname, { signedOut: true })
    await guest.getByRole('heading', { name: 'Join robots' }).waitFor()
    await guest.getByLabel('User name').fill('ada')
    await guest.getByLabel('Password').fill('long enough for me')
    await guest.getByRole('button', { name: 'Make account' }).click()
    await guest.getByText('The name "ada" is taken.').waitFor()
    await guest.getByLabel('User name').fill('grace')
    await guest.getByRole('button', { name: 'Make account' }).click()
    await guest.getByRole('heading', { name: 'robots' }).waitFor()
    await guest.getByRole('row', { name: /grace/ }).getByText('Viewer').waitFor()
    expect(await guest.getByRole('button', { name: 'Invite by link' }).count()).toBe(0)
    expectNoProblems(guest, [/409/])
    await guest.context().close()

    await page.reload()
    await page.getByRole('row', { name: /grace/ }).waitFor()
    await page.getByText('No link is open.').waitFor()
    expectNoProblems(page, [/409/])
    await page.context().close()
  })

  it('takes in who has an account by one button', async () => {
    const person = await addPerson(suite.server, 'linus')
    const page = await suite.visit(`/invite/${await newInvitation()}`, as(person))
    await page.getByRole('button', { name: 'Join as linus' }).click()
    await page.getByRole('row', { name: /linus/ }).waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('says when a link is of no use any more', async () => {
    const page = await suite.visit('/invite/made-up', { signedOut: true })
    await page.getByText('This invitation was used, taken back or is too old.').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  it('changes roles by keyboard, and keeps an admin', async () => {
    await addPerson(suite.server, 'margaret', { entity: 'lab', role: 'VIEWER' })
    const page = await suite.visit('/settings/teams/lab')
    const role = page.getByRole('combobox', { name: 'Role of margaret' })
    await role.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('option', { name: 'Member' }).press('Enter')
    await page.getByText('margaret is now member', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Remove margaret' }).click()
    await page.getByRole('button', { name: 'Remove member' }).click()
    await page.getByText('margaret was removed', { exact: true }).waitFor()
    await page.getByRole('tab', { name: 'Activity' }).click()
    const activity = page.getByRole('list', { name: 'Activity' })
    await activity.getByText('ada removed margaret').waitFor()
    await activity.getByText('changed the role of margaret (viewer → member)').waitFor()
    expectNoProblems(page)
    await page.context().close()
  })

  it('gives a service account a key, shown once', async () => {
    const page = await suite.visit('/settings/teams/lab?tab=services')
    await page.getByLabel('New service account').fill('lab-nightly')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('button', { name: 'New key for lab-nightly' }).click()
    await page.getByLabel('Name').fill('cluster')
    await page.getByRole('button', { name: 'Create key' }).click()
    const apiKey = await page.getByRole('dialog').locator('code').innerText()
    const run = await WandbRun.start({ url: suite.server.url, apiKey }, { project: 'vision' })
    expect(run.entity).toBe('lab')
    await page.context().close()
  })
})

describe('somebody whose rights change', () => {
  const gone = /does not exist, or you may not see it/

  it('sees the open page say so, and the page come back when they get it again', async () => {
    const page = await suite.visit('/lab/vision/runs/one', as(team.viewer))
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
    await done(ada.send('PATCH', '/api/projects/lab/vision', { visibility: 'PRIVATE' }))
    await page.getByText(gone).first().waitFor({ timeout: 2000 })
    expect(await page.getByRole('tab', { name: 'Overview' }).count()).toBe(0)
    await done(ada.send('PATCH', '/api/projects/lab/vision', { visibility: 'TEAM' }))
    await page.getByRole('tab', { name: 'Overview' }).waitFor({ timeout: 2000 })
    expectNoProblems(page, [/404/])
    await page.context().close()
  })

  it('may edit what they look at from when they become a member, and no longer than that', async () => {
    const hedy = await addPerson(suite.server, 'hedy', { entity: 'lab', role: 'VIEWER' })
    const become = (role: string) =>
      done(ada.send('PATCH', '/api/teams/lab/members/hedy', { role }))
    const page = await suite.visit('/lab/vision/runs/one', as(hedy))
    const stop = page.getByRole('button', { name: 'Stop run' })
    await page.getByRole('tab', { name: 'Overview' }).waitFor()
    expect(await stop.count()).toBe(0)
    await become('MEMBER')
    await stop.waitFor({ timeout: 2000 })
    await become('VIEWER')
    await stop.waitFor({ state: 'detached', timeout: 2000 })
    expectNoProblems(page)
    await page.context().close()
  })

  it('sees a workspace go in the same way', async () => {
    const leaver = await addPerson(suite.server, 'leaver', { entity: 'lab', role: 'MEMBER' })
    const page = await suite.visit('/lab/vision', as(leaver))
    await page.getByRole('searchbox').first().waitFor()
    await done(ada.send('DELETE', '/api/teams/lab/members/leaver', {}))
    await page.getByText(gone).first().waitFor({ timeout: 2000 })
    expectNoProblems(page, [/404/])
    await page.context().close()
  })
})

describe('an admin of the server', () => {
  it('disables somebody, whose open page ends at once', async () => {
    const person = await addPerson(suite.server, 'trouble')
    const theirs = await suite.visit('/', as(person))
    await theirs.getByRole('heading', { level: 1 }).waitFor()
    const page = await suite.visit('/settings/people')
    await page.getByRole('button', { name: 'Actions for trouble' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    await page.getByText('trouble was disabled', { exact: true }).waitFor()
    await theirs
      .getByText(/signed out|session/i)
      .first()
      .waitFor({ timeout: 2000 })
    await page.getByRole('button', { name: 'Actions for trouble' }).click()
    await page.getByRole('menuitem', { name: 'Enable' }).click()
    await page.getByText('trouble was enabled', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Actions for trouble' }).click()
    await page.getByRole('menuitem', { name: 'Make sign-in link' }).click()
    const link = new URL(await page.getByRole('dialog').locator('code').innerText())
    const back = await suite.visit(link.pathname + link.search, { signedOut: true })
    await back.waitForURL('**/')
    expectNoProblems(page)
    for (const one of [page, theirs, back]) await one.context().close()
  })
})

const PAGES = [
  '/settings/teams',
  '/settings/teams/lab',
  '/settings/teams/lab?tab=projects',
  '/settings/teams/lab?tab=services',
  '/settings/teams/lab?tab=activity',
  '/settings/projects',
  '/settings/people',
  '/settings/activity',
  '/signup',
]

describe.each<Theme>(['light', 'dark'])('in the %s theme', (theme) => {
  it.each(PAGES)('%s is accessible and fits a phone', async (path) => {
    const page = await suite.visit(path, { theme, viewport: PHONE })
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' })
    await expectNoSidewaysScroll(page)
    await expectAccessible(page)
    expectNoProblems(page)
    await page.context().close()
  })
})

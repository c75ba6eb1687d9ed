// One document in real browsers: what one does the others see, and the badge tells the truth about
// whether it is safe.
import { type Browser, type BrowserContext, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { rootOf } from '@/lib/workspace/document'
import { Api } from '../support/api'
import {
  as,
  expectAccessible,
  expectNoProblems,
  launchBrowser,
  newContext,
  newPage,
} from '../support/browser'
import { addDocument } from '../support/collab'
import type { CollabPageOptions } from '../support/collabPage'
import { bundled, emptyPage } from '../support/panelHarness'
import { startServer, type TestServer } from '../support/server'
import { addTeam, done, type TeamOfTest } from '../support/teams'

let server: TestServer
let browser: Browser
let team: TeamOfTest
beforeAll(async () => {
  ;[server, browser] = await Promise.all([startServer(), launchBrowser()])
  team = await addTeam(server, 'lab')
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const newDocument = () =>
  addDocument(server, team.member, { entity: 'lab', project: 'p' }, (doc) => {
    rootOf(doc, 'panels').set('p title', 'loss')
  })

async function open(context: BrowserContext, options: CollabPageOptions): Promise<Page> {
  const page = await newPage(context)
  await emptyPage(page)
  await page.evaluate((given) => (window.collabPage = given), options)
  await page.addScriptTag({ content: await bundled('test/support/collabPage.tsx') })
  return page
}

const contextOf = (person: TeamOfTest['member']) => newContext(browser, server, as(person))
const badge = (page: Page) => expect.poll(() => page.getByTestId('save-badge').textContent())
const panels = (page: Page) => expect.poll(() => page.getByTestId('panels').textContent())
const set = (page: Page, key: string, value: string) =>
  page.evaluate(
    ([k, v]) => void window.collabSession!.doc.getMap('panels').set(k!, v),
    [key, value],
  )
/** The page has no icon of its own. */
const ICON = /favicon/
const LINE_IS_CUT = [ICON, /WebSocket connection to/, /ERR_CONNECTION_REFUSED/]

it('what one person does the other sees, with who is there, and it is saved', async () => {
  const documentId = await newDocument()
  const [mel, adi] = [await contextOf(team.member), await contextOf(team.admin)]
  const one = await open(mel, { documentId, userKey: 'lab-member' })
  const two = await open(adi, { documentId, userKey: 'lab-admin' })
  await badge(one).toBe('Saved')
  await set(one, 'p title', 'accuracy')
  await panels(two).toBe('{"p title":"accuracy"}')
  await badge(one).toBe('Saved')
  await one.evaluate(() => window.collabSession!.awareness.setLocalState({ pointer: { step: 5 } }))
  const others = () =>
    two.evaluate(() => {
      const { awareness } = window.collabSession!
      return [...awareness.getStates()]
        .filter(([id]) => id !== awareness.clientID)
        .map(([, state]) => [state.user?.username, state.pointer])
    })
  await expect.poll(others).toEqual([['lab-member', { step: 5 }]])
  // Opened anew, as by a page that is left and come back to.
  await one.getByRole('button', { name: 'Open anew' }).click()
  await badge(one).toBe('Saved')
  await panels(one).toBe('{"p title":"accuracy"}')
  await expectAccessible(one)
  for (const page of [one, two]) expectNoProblems(page, [ICON])
  await Promise.all([mel.close(), adi.close()])
})

it('a line without the document is not called saved', async () => {
  const documentId = await newDocument()
  const context = await contextOf(team.member)
  let held: (() => void)[] | undefined = []
  await context.routeWebSocket(/\/collab\//, (ws) => {
    const line = ws.connectToServer()
    line.onMessage((message) => {
      if (held) held.push(() => ws.send(message))
      else ws.send(message)
    })
  })
  const page = await open(context, { documentId, userKey: 'lab-member' })
  await expect.poll(() => held?.length).toBeGreaterThan(0)
  await expect
    .poll(() => page.evaluate(() => window.collabSession?.status.get().connection))
    .toBe('online')
  expect(await page.getByTestId('save-badge').textContent()).toBe('Connecting')
  for (const release of held.splice(0)) release()
  held = undefined
  await badge(page).toBe('Saved')
  await panels(page).toBe('{"p title":"loss"}')
  await context.close()
})

it('what was done without a server outlives the page, for that person alone', async () => {
  const documentId = await newDocument()
  const context = await contextOf(team.member)
  const page = await open(context, { documentId, userKey: 'lab-member' })
  await badge(page).toBe('Saved')
  await server.kill()
  await badge(page).toBe('Offline')
  await set(page, 'p title', 'made without a server')
  await set(page, 'p color', 'red')
  await badge(page).toBe('Offline, 2 changes unsent')
  const made = '{"p color":"red","p title":"made without a server"}'
  expectNoProblems(page, LINE_IS_CUT)
  // Written by the browser in its own time; a page that is open for a moment longer has done it.
  await expect
    .poll(() =>
      page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name).join()),
    )
    .toContain('lab-member')
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)))
  await page.close()
  server = await server.restart()

  const stranger = await contextOf(team.admin)
  const other = await open(stranger, { documentId, userKey: 'lab-admin' })
  await badge(other).toBe('Saved')
  await panels(other).toBe('{"p title":"loss"}')
  const again = await open(context, { documentId, userKey: 'lab-member' })
  await badge(again).toBe('Saved')
  const sorted = async (text: Page) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(
          JSON.parse((await text.getByTestId('panels').textContent()) ?? '{}') as object,
        ).sort(),
      ),
    )
  await expect.poll(() => sorted(again)).toBe(made)
  await expect.poll(() => sorted(other)).toBe(made)
  await Promise.all([context.close(), stranger.close()])
})

it('who only reads is told so; who may no longer read has no copy either', async () => {
  const documentId = await newDocument()
  const context = await contextOf(team.viewer)
  const page = await open(context, { documentId, userKey: 'lab-viewer' })
  await badge(page).toBe('Read only')
  const copies = () =>
    page.evaluate(
      async () =>
        (await indexedDB.databases()).filter(({ name }) => name?.includes('lab-viewer')).length,
    )
  await expect.poll(copies).toBe(1)
  const admin = new Api(team.admin, 'lab')
  await done(admin.send('DELETE', '/api/teams/lab/members/lab-viewer', {}))
  await badge(page).toBe('No access')
  await expect.poll(copies).toBe(0)
  expectNoProblems(page, [ICON])
  await context.close()
})

it('a page of another version is asked to load anew', async () => {
  const documentId = await newDocument()
  const context = await contextOf(team.member)
  const page = await open(context, { documentId, userKey: 'lab-member', schemaVersion: 999 })
  await badge(page).toBe('New version')
  expect(server.output()).not.toMatch(/already imported/)
  await context.close()
})

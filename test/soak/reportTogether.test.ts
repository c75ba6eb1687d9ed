// Three people write one report for a minute, while one of them has no line: nobody's work is lost.
import { expect, it } from 'vitest'
import { as, browserSuite } from '../support/browser'
import { cuttableProxy } from '../support/cuttableProxy'
import { caretAfter, reportTeam, saved, sharedReport, text, wordsIn } from '../support/reportPeople'

const suite = browserSuite()
const MINUTE_MS = Number(process.env.RUNROOM_SOAK_OFFLINE_MS ?? 60_000)

it('three people type in one paragraph, one of them without a line for a minute', async () => {
  const team = await reportTeam(suite, 'minute')
  const shared = await sharedReport(suite, team, 'minute', { markdown: 'Together.' })
  const proxy = await cuttableProxy(Number(new URL(suite.server.url).port))
  const anna = await suite.visit(proxy.url + shared.address, as(team.admin))
  await text(anna).waitFor()
  await saved(anna)
  const [ben, carl] = [await shared.open('member'), await shared.open('member')]
  for (const page of [anna, ben, carl]) await caretAfter(page, 'Together.')
  proxy.cut()
  await anna.getByTestId('save-badge').filter({ hasText: 'Offline' }).waitFor()
  const until = Date.now() + MINUTE_MS
  const written: string[] = []
  for (let i = 0; Date.now() < until; i++) {
    await Promise.all(
      Object.entries({ a: anna, b: ben, c: carl }).map(async ([who, page]) => {
        written.push(`<${who}${i}>`)
        await page.keyboard.type(`<${who}${i}>`, { delay: 60 })
      }),
    )
  }
  await anna.getByTestId('save-badge').filter({ hasText: 'unsent' }).waitFor()
  proxy.mend()
  for (const page of [anna, ben, carl]) await saved(page)
  await expect
    .poll(async () => new Set(await Promise.all([anna, ben, carl].map(wordsIn))).size)
    .toBe(1)
  const letters = (await wordsIn(anna)).replace(/\s/g, '')
  // Words of people who type at one place lie between each other's; each person's are in order.
  expect(letters).toHaveLength(`Together.${written.join('')}`.length)
  for (const who of ['a', 'b', 'c']) {
    const own = written.filter((word) => word[1] === who).join('')
    expect(own.length).toBeGreaterThan(20)
    expect(isWithin(own, letters)).toBe(true)
  }
  await proxy.close()
})

/** Whether all letters of one are in the other, in their order. */
function isWithin(part: string, whole: string): boolean {
  let at = 0
  for (const letter of whole) if (letter === part[at]) at++
  return at === part.length
}

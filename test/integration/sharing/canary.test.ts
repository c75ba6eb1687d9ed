// A secret in every field that a visitor must not get; every byte that a visitor gets is searched.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CANARY, makeSharedWorld, readShared, type SharedWorld } from '../../support/sharedReports'
import { visitBySocket } from '../../support/shareSocket'
import { until } from '../../support/until'

let world: SharedWorld
beforeAll(async () => {
  world = await makeSharedWorld()
}, 60_000)
afterAll(() => world?.server.close())

const found: string[] = []
let bytes = 0
const asked: string[] = []

/** Whatever comes back, of whichever type, with the headers. */
async function search(what: string, answer: Response): Promise<string> {
  const body = Buffer.from(await answer.arrayBuffer())
  const headers = JSON.stringify([...answer.headers])
  asked.push(`${what} ${answer.status}`)
  bytes += body.length
  const texts = [body.toString('latin1'), body.toString('utf16le'), body.toString('utf8'), headers]
  if (texts.some((text) => text.includes(CANARY))) {
    const at = body.toString('latin1').indexOf(CANARY)
    found.push(`${what}: …${body.toString('latin1').slice(Math.max(0, at - 80), at + 80)}…`)
  }
  return body.toString('utf8')
}

it.each([
  ['of a live link', {}],
  ['of a frozen link', { frozen: true }],
] as const)('no byte %s holds a secret', async (_, wanted) => {
  const { server, panels } = world
  const link = await world.link({ ...wanted, frameAncestors: ['https://frames.example'] })
  found.length = asked.length = bytes = 0
  const get = (path: string) => fetch(server.url + path)
  const post = (path: string, body: object) =>
    fetch(server.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const report = await readShared(server, link)
  const all = report.grids.flatMap((grid) => grid.panels)
  expect(all.map(({ id }) => id).toSorted()).toEqual(Object.values(panels).toSorted())

  const page = await search('page', await get(link.path))
  // React marks where one text ends and the next begins.
  const html = page.replaceAll('<!-- -->', '')
  // The page is there, with what it should show: a page that fails holds no secrets either.
  for (const shown of [
    'Shared title',
    'What we saw',
    'The caption',
    'visible run',
    'The loss is 0.05, says @somebodyanother report',
    'the accuracy',
    '&lt;script&gt;',
  ]) {
    expect(html).toContain(shown)
  }
  expect(html).not.toContain('elsewhere.invalid')
  expect(html).not.toContain('javascript:alert')
  await search('page for Next', await fetch(server.url + link.path, { headers: { rsc: '1' } }))
  await search('frame', await get(`${link.path}/embed`))
  await search('JSON', await get(link.api))
  await search('preview', await get(`${link.path}/og.png`))
  const address = encodeURIComponent(server.url + link.path)
  await search('oEmbed', await get(`/api/oembed?url=${address}`))
  for (const { id, body } of all) {
    const panel = `${link.api}/panels/${encodeURIComponent(id)}`
    await search(`frame of ${id}`, await get(`${link.path}/embed/${encodeURIComponent(id)}`))
    await search(`series of ${id}`, await post(`${panel}/series`, {}))
    await search(`groups of ${id}`, await post(`${panel}/groups`, { source: 0 }))
    const svg = await search(`figure of ${id}`, await get(`${panel}/figure.svg`))
    if (body.kind === 'figure') expect(svg).toContain('<svg')
  }

  const { socket, heard } = await visitBySocket(server.url, link.token, report.ticket)
  for (const { id } of all) await socket.emitWithAck('panel.join', id)
  await world.running.log([{ _step: 1000 + bytes, loss: 0.5, [`${CANARY}-metric`]: 7 }])
  await world.running.summary({ [`${CANARY}-summary`]: 8 })
  const live = report.frozenAt === null
  if (live) {
    await until('a row and a change to be heard', () =>
      ['series.appended', 'panel.grown', 'report.changed'].every((name) =>
        heard.some((frame) => frame.includes(name)),
      ),
    )
  }
  socket.close()
  found.push(...heard.filter((frame) => frame.includes(CANARY)).map((frame) => `socket: ${frame}`))
  expect(found).toEqual([])
  // That the search looked at answers, not at refusals.
  const answered = asked.filter((line) => line.endsWith(' 200'))
  expect(answered.length, asked.join('\n')).toBeGreaterThanOrEqual(5 + 2 * all.length)
  expect(bytes).toBeGreaterThan(50_000)
})

it('names project and people once the author wants them named', async () => {
  const { server } = world
  const link = await world.link({ showProjects: true, showPeople: true })
  const report = await readShared(server, link)
  expect(report.project).toBe(`${CANARY}-team/${CANARY}-project`)
  expect(report.author).toBe(`${CANARY}-person`)
  expect(report.runSets[0]?.project).toBe(`${CANARY}-team/${CANARY}-project`)
})

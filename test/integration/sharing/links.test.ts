// By every kind of link × every way to what it shows × every state that it may be in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ShareLinkItem, shareLinksSchema } from '@/lib/api/sharing'
import { Api } from '../../support/api'
import { RawClient } from '../../support/collab'
import {
  CANARY,
  makeSharedWorld,
  type SharedWorld,
  type TestLink,
} from '../../support/sharedReports'
import { addPerson } from '../../support/people'
import { visitBySocket } from '../../support/shareSocket'
import { done } from '../../support/teams'
import { until } from '../../support/until'

let world: SharedWorld
beforeAll(async () => {
  world = await makeSharedWorld()
}, 60_000)
afterAll(() => world?.server.close())

const PASSWORD = 'open sesame'
const HEADERS = { 'content-type': 'application/json' }
const post = (url: string, body: object, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', headers: { ...HEADERS, ...headers }, body: JSON.stringify(body) })

/** Every way in; each answers with a status. `panel` is one of whichever report. */
const WAYS: Record<string, (link: TestLink, panel: string) => Promise<number>> = {
  report: async ({ api }) => (await fetch(world.server.url + api)).status,
  series: async ({ api }, panel) =>
    (await post(`${world.server.url}${api}/panels/${encodeURIComponent(panel)}/series`, {})).status,
  groups: async ({ api }) => {
    const panel = encodeURIComponent(world.panels.grouped!)
    return (await post(`${world.server.url}${api}/panels/${panel}/groups`, { source: 0 })).status
  },
  figure: async ({ api }, panel) => {
    const path = `${api}/panels/${encodeURIComponent(panel)}/figure.svg`
    return (await fetch(world.server.url + path)).status
  },
  image: async ({ api }) => (await fetch(`${world.server.url}${api}/images/x.png`)).status,
  preview: async ({ path }) => (await fetch(`${world.server.url}${path}/og.png`)).status,
  oembed: async ({ path }) => {
    const url = encodeURIComponent(world.server.url + path)
    return (await fetch(`${world.server.url}/api/oembed?url=${url}`)).status
  },
  join: async ({ api }) =>
    (await post(`${world.server.url}${api}/join`, {}, { cookie: world.team.stranger.cookie }))
      .status,
  socket: async ({ token }, panel) => {
    const visitor = await visitBySocket(world.server.url, token).catch(() => undefined)
    if (!visitor) return 403
    const reply = await visitor.socket.emitWithAck('panel.join', panel)
    visitor.socket.close()
    return reply.ok ? 200 : 404
  },
  // The document itself is for nobody without a name, whatever link they have.
  document: async ({ token }) => {
    const target = { url: world.server.url, apiKey: token }
    const client = await RawClient.open(target, world.report.documentId).catch(() => undefined)
    if (!client) return 403
    void client.sync().catch(() => {})
    await until('an answer', () => client.hasStep2 || client.closed !== undefined)
    const status = client.hasStep2 ? 200 : 403
    client.close()
    return status
  },
}

type State = 'live' | 'paused' | 'revoked' | 'expired' | 'locked'
const STATES: State[] = ['live', 'paused', 'revoked', 'expired', 'locked']

async function linkIn(state: State, role: ShareLinkItem['role']): Promise<TestLink> {
  const soon = new Date(Date.now() + 500).toISOString()
  const link = await world.link({
    role,
    ...(state === 'expired' ? { expiresAt: soon } : {}),
    ...(state === 'locked' ? { password: PASSWORD } : {}),
  })
  const path = `/api/reports/${world.report.slug}/links/${link.item.id}`
  if (state === 'paused') await done(world.member.send('PATCH', path, { paused: true }))
  if (state === 'revoked') await done(world.member.send('DELETE', path, {}))
  if (state === 'expired') {
    await until('the link to be over', async () => (await WAYS.report!(link, '')) === 404)
  }
  return link
}

/** What a way answers when the link is live; the text shows no picture of that name. */
function whenLive(way: string, role: ShareLinkItem['role']): number {
  if (way === 'image') return 404
  if (way === 'document') return 403
  return way === 'join' && role === 'VIEW' ? 403 : 200
}

function expected(way: string, role: ShareLinkItem['role'], state: State): number[] {
  if (state === 'live') return [whenLive(way, role)]
  if (way === 'socket' || way === 'document') return [403]
  // Programs that show links get a picture that tells nothing, or none.
  if (way === 'preview') return state === 'locked' ? [200] : [404]
  return state === 'paused' || state === 'locked' ? [403] : [404]
}

describe.each(['VIEW', 'COMMENT', 'EDIT'] as const)('a link to %s', (role) => {
  it.each(STATES)('that is %s', async (state) => {
    const link = await linkIn(state, role)
    const answers: Record<string, number> = {}
    const wanted: Record<string, number> = {}
    for (const [way, ask] of Object.entries(WAYS)) {
      answers[way] = await ask(link, world.panels.line!)
      const allowed = expected(way, role, state)
      wanted[way] = allowed.includes(answers[way]) ? answers[way] : allowed[0]!
    }
    expect(answers).toEqual(wanted)
    if (state !== 'live') return
    for (const way of ['series', 'figure', 'socket']) {
      expect(await WAYS[way]!(link, world.otherPanel), `${way} of another report`).toBe(404)
      expect(await WAYS[way]!(link, 'own/loose'), `${way} of an unplaced panel`).toBe(404)
    }
  })
})

describe('strangers', () => {
  it('are told the same of links that never were, are over, and were withdrawn', async () => {
    const texts = await Promise.all(
      (['revoked', 'expired'] as const).map(async (state) => {
        const { api, path } = await linkIn(state, 'VIEW')
        const page = await fetch(world.server.url + path)
        expect(page.status).toBe(404)
        return (await fetch(world.server.url + api)).text()
      }),
    )
    const unknown = `/api/share/${'A'.repeat(32)}`
    texts.push(await (await fetch(world.server.url + unknown)).text())
    texts.push(await (await fetch(`${world.server.url}/api/share/short`)).text())
    expect(new Set(texts).size).toBe(1)
  })

  it('are told by the page that a link is paused, and nothing else', async () => {
    const link = await linkIn('paused', 'VIEW')
    const html = await (await fetch(world.server.url + link.path)).text()
    expect(html).toContain('paused by its author')
    expect(html).not.toContain('Shared title')
  })
})

describe('a password', () => {
  it('lets in who knows it, by a cookie of this link alone, until it is another one', async () => {
    const link = await linkIn('locked', 'VIEW')
    const url = world.server.url + link.api
    const page = await (await fetch(world.server.url + link.path)).text()
    expect(page).toContain('needs a password')
    expect(page).not.toContain('Shared title')
    expect((await post(`${url}/unlock`, { password: 'wrong' })).status).toBe(403)
    const unlocked = await post(`${url}/unlock`, { password: PASSWORD })
    const cookies = unlocked.headers.getSetCookie()
    expect(cookies.length).toBe(2)
    for (const cookie of cookies) {
      expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
      expect(cookie).toMatch(new RegExp(`Path=/(api/)?share/${link.token};`))
    }
    const cookie = cookies[0]!.split(';')[0]!
    expect((await fetch(url, { headers: { cookie } })).status).toBe(200)
    const opened = await (await fetch(world.server.url + link.path, { headers: { cookie } })).text()
    expect(opened).toContain('Shared title')
    const another = await linkIn('locked', 'VIEW')
    expect((await fetch(world.server.url + another.api, { headers: { cookie } })).status).toBe(403)
    await change(link, { password: 'another one' })
    expect((await fetch(url, { headers: { cookie } })).status).toBe(403)
  })

  it('cannot be guessed for long', async () => {
    const { api } = await linkIn('locked', 'VIEW')
    const url = `${world.server.url}${api}/unlock`
    const statuses: number[] = []
    for (let i = 0; i < 12; i++) statuses.push((await post(url, { password: `no ${i}` })).status)
    expect(statuses.at(-1)).toBe(429)
    // Not even the right one helps then; another link is not concerned.
    expect((await post(url, { password: PASSWORD })).status).toBe(429)
    const other = await linkIn('locked', 'VIEW')
    const fine = await post(`${world.server.url}${other.api}/unlock`, { password: PASSWORD })
    expect(fine.status).toBe(200)
  })
})

describe('what a visitor asks for', () => {
  it('is chosen from what the report shows: nothing else can be named', async () => {
    const link = await world.link()
    const url = `${world.server.url}${link.api}/panels/${encodeURIComponent(world.panels.line!)}/series`
    for (const body of [
      { keys: [`${CANARY}-metric`] },
      { x: 'loss' },
      { filter: {} },
      { stream: 'events' },
      { runs: ['unseen'] },
      { buckets: 1e9 },
    ]) {
      expect((await post(url, body)).status, JSON.stringify(body)).toBe(400)
    }
    // The numeric ids of runs mean nothing here.
    const { run } = await world.member.run(`${CANARY}-project`, `unseen-${CANARY}`)
    const answer = await post(url, { runs: [run.id] })
    expect(new DataView(await answer.arrayBuffer()).getUint32(4, true)).toBe(0)
  })

  it('ends where its author’s rights end', async () => {
    const leaver = await addPerson(world.server, 'leaver', {
      entity: `${CANARY}-team`,
      role: 'MEMBER',
    })
    const link = await world.link({}, world.report.slug, new Api(leaver))
    const { socket } = await visitBySocket(world.server.url, link.token)
    expect(await WAYS.series!(link, world.panels.line!)).toBe(200)
    const admin = new Api(world.team.admin)
    await done(admin.send('DELETE', `/api/teams/${CANARY}-team/members/leaver`, {}))
    expect(await WAYS.report!(link, '')).toBe(404)
    expect(await WAYS.series!(link, world.panels.line!)).toBe(404)
    await until('the socket to be closed', () => !socket.connected)
  })
})

describe('who opened it', () => {
  it.each([
    ['withdrawn', (link: TestLink) => remove(link)],
    ['paused', (link: TestLink) => change(link, { paused: true })],
    [
      'withdrawn',
      (link: TestLink) => change(link, { expiresAt: new Date(Date.now() + 300).toISOString() }),
    ],
  ] as const)('is cut and told when it is %s', async (why, end) => {
    const link = await world.link()
    const { socket } = await visitBySocket(world.server.url, link.token)
    await socket.emitWithAck('panel.join', world.panels.line!)
    const told: unknown[] = []
    socket.on('link.ended', (event) => told.push(event))
    await end(link)
    await until('the socket to be closed', () => !socket.connected)
    expect(told).toEqual([{ why }])
  })

  it('may edit while the link holds, and only then', async () => {
    const link = await world.link({ role: 'EDIT' })
    const guest = await addPerson(world.server, 'guest')
    const slug = `/api/reports/${world.report.slug}`
    const as = new Api(guest)
    expect((await as.fetch(slug)).status).toBe(404)
    await done(as.send('POST', `${link.api}/join`, {}))
    expect(await done(as.fetch(slug))).toMatchObject({ canWrite: true })
    expect((await as.send('PATCH', slug, { description: 'By a guest' })).status).toBe(200)
    // Deleting and sharing are the project's.
    expect((await as.send('DELETE', slug, {})).status).toBe(403)
    expect((await as.fetch(`${slug}/links`)).status).toBe(403)
    const client = await RawClient.open(guest, world.report.documentId)
    await change(link, { paused: true })
    expect((await as.fetch(slug)).status).toBe(404)
    await until('the document to be closed', () => client.closed !== undefined)
  })

  it('is counted once, and the link says when it was last used', async () => {
    const link = await world.link()
    const first = await fetch(world.server.url + link.path)
    const cookie = first.headers.getSetCookie()[0]!.split(';')[0]!
    await (await fetch(world.server.url + link.path, { headers: { cookie } })).text()
    const [item] = await linksOf()
    expect(item).toMatchObject({ id: link.item.id, views: 1 })
    expect(item!.lastUsedAt).not.toBeNull()
  })
})

describe('pages', () => {
  it('tell browsers, caches and search engines what they may do', async () => {
    const link = await world.link({ frameAncestors: ['https://frames.example'] })
    const page = await fetch(world.server.url + link.path)
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive')
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("default-src 'none'")
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
    const scripts = [...(await page.text()).matchAll(/<script(?![^>]*\bsrc=)([^>]*)>/g)]
    // All that stand in the page have it but the theme's, which is known by its hash.
    const without = scripts.filter(([, attributes]) => !attributes!.includes(nonce))
    expect(scripts.length).toBeGreaterThan(1)
    expect(without.length).toBe(1)
    const again = await fetch(world.server.url + link.path)
    expect(again.headers.get('content-security-policy')).not.toContain(nonce)

    const frame = await fetch(`${world.server.url}${link.path}/embed`)
    expect(frame.headers.get('content-security-policy')).toContain(
      'frame-ancestors https://frames.example',
    )
    expect(frame.headers.get('x-frame-options')).toBeNull()
    expect(frame.headers.getSetCookie()).toEqual([])
    const indexed = await world.link({ mayIndex: true })
    const open = await fetch(world.server.url + indexed.path)
    expect(open.headers.get('x-robots-tag')).toBeNull()
    const missing = await fetch(`${world.server.url}${link.path}/embed/none`)
    expect(missing.status).toBe(404)
  })

  it('leave a record of who made and withdrew them', async () => {
    const link = await world.link({ password: PASSWORD })
    await remove(link)
    const admin = new Api(world.team.admin)
    const audit = await done(admin.fetch(`/api/teams/${CANARY}-team/audit`))
    const by = { actor: world.team.member.username, target: `report ${world.report.slug}` }
    expect(audit.events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...by, action: 'link.created', detail: 'view, with a password' }),
        expect.objectContaining({ ...by, action: 'link.revoked' }),
      ]),
    )
  })

  it('leave no token in the log', async () => {
    const link = await world.link()
    await fetch(world.server.url + link.path)
    await fetch(world.server.url + link.api)
    await fetch(`${world.server.url}${link.path}/og.png`)
    await until('the requests to be logged', () => world.server.output().includes('/api/share/…'))
    expect(world.server.output()).toContain(' /share/…')
    expect(world.server.output()).not.toContain(link.token)
  })

  it('say which field of a link is wrong', async () => {
    const path = `/api/reports/${world.report.slug}/links`
    const wrong: [object, string][] = [
      [{ role: 'OWNER' }, 'role'],
      [{ password: 'x' }, 'password'],
      [{ expiresAt: 'soon' }, 'expiresAt'],
      [{ expiresAt: '2001-01-01T00:00:00Z' }, 'expiresAt'],
      [{ frameAncestors: ["https://a.example; script-src 'unsafe-inline'"] }, 'frameAncestors.0'],
    ]
    for (const [body, field] of wrong) {
      const answer = await world.member.send('POST', path, body)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ error: { field } })
    }
  })
})

async function linksOf(): Promise<ShareLinkItem[]> {
  const path = `/api/reports/${world.report.slug}/links`
  return shareLinksSchema.parse(await done(world.member.fetch(path))).links
}

const pathOf = ({ item }: TestLink) => `/api/reports/${world.report.slug}/links/${item.id}`
const change = (link: TestLink, body: object) =>
  done(world.member.send('PATCH', pathOf(link), body))
const remove = (link: TestLink) => done(world.member.send('DELETE', pathOf(link), {}))

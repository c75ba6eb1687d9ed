// Saved views: whose they are, who opens their documents, copies, deleting and bringing back.
import { beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import type { WorkspaceView } from '@/lib/api/views'
import { newWorkspaceDoc, rootOf } from '@/lib/workspace/document'
import { Api } from '../../support/api'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { authorization, type Target, WandbRun } from '../../support/wandbClient'

const VIEWS = '/api/projects/lab/p/views'
let server: TestServer
let team: TeamOfTest
let admin: Api
let member: Api
let viewer: Api

beforeAll(async () => {
  server = await startServer({})
  team = await addTeam(server, 'lab')
  await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
  admin = new Api(team.admin, 'lab')
  member = new Api(team.member, 'lab')
  viewer = new Api(team.viewer, 'lab')
})

const personal = (api: Api) => done<WorkspaceView>(api.send('POST', `${VIEWS}/personal`, {}))
const list = async (api: Api) =>
  (await (await api.fetch(VIEWS)).json()) as { views: WorkspaceView[] }
const names = async (api: Api) => (await list(api)).views.map(({ name }) => name)

function open({ apiKey, url }: Target, documentId: number) {
  const doc = newWorkspaceDoc()
  class Socket extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers: { authorization: authorization(apiKey) } })
    }
  }
  const closed: number[] = []
  const provider = new WebsocketProvider(
    `${url.replace('http', 'ws')}/collab`,
    String(documentId),
    doc,
    {
      WebSocketPolyfill: Socket as never,
      disableBc: true,
    },
  )
  provider.on('connection-close', (event) => event && closed.push(event.code))
  return { doc, provider, closed }
}

describe('views of a workspace', () => {
  it('begin with a person’s own, made once, which nobody else finds', async () => {
    const [first, second] = await Promise.all([personal(member), personal(member)])
    expect(second).toEqual(first)
    expect(first).toMatchObject({ personal: true, canWrite: true })
    expect((await admin.fetch(`${VIEWS}/${first.slug}`)).status).toBe(404)
    expect(await names(admin)).not.toContain(first.name)
    const other = open(team.admin, first.documentId)
    await until('the socket to be refused', () => other.closed.includes(4404))
    other.provider.destroy()
  })

  it('give readers a workspace of their own to arrange', async () => {
    const own = await personal(viewer)
    expect(own.canWrite).toBe(true)
    const { doc, provider } = open(team.viewer, own.documentId)
    await until('the document', () => provider.synced)
    rootOf(doc, 'runSet').set('search', 'owl')
    const again = open(team.viewer, own.documentId)
    await until('the change', () => rootOf(again.doc, 'runSet').get('search') === 'owl')
    provider.destroy()
    again.provider.destroy()
  })

  it('are saved as copies, shared with the project, and read by readers', async () => {
    const own = await personal(member)
    const { doc, provider } = open(team.member, own.documentId)
    await until('the document', () => provider.synced)
    rootOf(doc, 'settings').set('grid size', 'large')
    await until('the change at the server', async () => {
      const copy = await done<WorkspaceView>(
        member.send('POST', VIEWS, { name: 'Try', from: own.slug }),
      )
      const reader = open(team.viewer, copy.documentId)
      await until('the copy', () => reader.provider.synced)
      const size = rootOf(reader.doc, 'settings').get('grid size')
      reader.provider.destroy()
      await done(member.send('DELETE', `${VIEWS}/${copy.slug}`, {}))
      return size === 'large'
    })
    const saved = await done<WorkspaceView>(
      member.send('POST', VIEWS, { name: 'Best runs', from: own.slug }),
    )
    expect(await names(viewer)).toEqual(['Personal workspace', 'Best runs'])
    expect((await list(viewer)).views[1]).toMatchObject({ personal: false, canWrite: false })
    // A copy goes its own way.
    rootOf(doc, 'settings').set('grid size', 'small')
    const copy = open(team.member, saved.documentId)
    await until('the copy', () => copy.provider.synced)
    expect(rootOf(copy.doc, 'settings').get('grid size')).toBe('large')
    copy.provider.destroy()
    provider.destroy()
  })

  it('are renamed, deleted under the eyes of those who look at them, and brought back', async () => {
    const own = await personal(admin)
    const saved = await done<WorkspaceView>(
      admin.send('POST', VIEWS, { name: 'Short-lived', from: own.slug }),
    )
    const path = `${VIEWS}/${saved.slug}`
    expect((await viewer.send('PATCH', path, { name: 'Mine' })).status).toBe(403)
    await done(member.send('PATCH', path, { name: 'Renamed' }))
    const { provider, closed } = open(team.viewer, saved.documentId)
    await until('the document', () => provider.synced)
    await done(member.send('DELETE', path, {}))
    await until('the socket to be closed', () => closed.includes(4404))
    expect((await viewer.fetch(path)).status).toBe(404)
    await done(member.send('POST', `${path}/restore`, {}))
    expect(await names(viewer)).toContain('Renamed')
    provider.destroy()
  })

  it('say what is wrong with what they are sent', async () => {
    const own = await personal(admin)
    const nameless = await admin.send('POST', VIEWS, { name: ' ', from: own.slug })
    expect(nameless.status).toBe(400)
    expect(await nameless.json()).toMatchObject({ error: { field: 'name' } })
    expect((await admin.send('DELETE', `${VIEWS}/${own.slug}`, {})).status).toBe(400)
    expect((await admin.send('POST', VIEWS, { name: 'x', from: 'nw-none' })).status).toBe(404)
  })
})

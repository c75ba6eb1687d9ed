// Who may open a document, and what happens to open sockets when that changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rootOf } from '@/lib/workspace/document'
import { Api } from '../../support/api'
import { addDocument, query, RawClient, withDocuments } from '../../support/collab'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, done, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'

let server: TestServer
let team: TeamOfTest
let admin: Api
let id: number

beforeAll(async () => {
  server = await startServer()
  team = await addTeam(server, 'lab')
  admin = new Api(team.admin, 'lab')
  id = await addDocument(server, team.member, { entity: 'lab', project: 'p' })
})
afterAll(() => server?.close())

describe('opening a document', () => {
  const codeOf = async (client: RawClient) => (await client.whenClosed()).code

  it('asks who it is: 4401 for nobody, 4404 for strangers and for what is not there', async () => {
    expect(await codeOf(await RawClient.open({ url: server.url }, id))).toBe(4401)
    expect(await codeOf(await RawClient.open(team.stranger, id))).toBe(4404)
    for (const other of [id + 1000, 0, -1, '1e3', 'x', `${id}/..`, '']) {
      expect(await codeOf(await RawClient.open(team.member, other))).toBe(4404)
    }
  })

  it('knows people by their cookie, and other sites not at all', async () => {
    const { cookie } = team.member
    const own = { headers: { cookie, origin: server.url } }
    const client = await RawClient.open({ url: server.url }, id, own)
    await client.sync()
    expect(client.roles).toEqual(['write'])
    client.close()
    const foreign = { headers: { cookie, origin: 'https://elsewhere.example' } }
    await expect(RawClient.open({ url: server.url }, id, foreign)).rejects.toThrow('HTTP 403')
  })

  it('works after pages were rendered, though its path could be that of a project', async () => {
    expect((await fetch(`${server.url}/signin`)).status).toBe(200)
    const client = await RawClient.open(team.member, id)
    await client.sync()
    client.close()
  })

  it('sends pages of another schema away: 4426', async () => {
    for (const schema of ['0', '2', 'x', '']) {
      const client = await RawClient.open(team.member, id, { query: `?ack=1&schema=${schema}` })
      expect(await codeOf(client), schema).toBe(4426)
    }
    const client = await RawClient.open(team.member, id, { query: '?schema=1' })
    await client.sync()
    client.close()
  })
})

describe('rights that change', () => {
  it('take effect before the next frame', async () => {
    const client = await RawClient.open(team.member, id)
    await client.sync()
    client.change((doc) => rootOf(doc, 'panels').set('p x', 'as a member'))
    await client.whenAcked()
    const role = (name: string) =>
      done(admin.send('PATCH', '/api/teams/lab/members/lab-member', { role: name }))
    await role('VIEWER')
    client.change((doc) => rootOf(doc, 'panels').set('p x', 'as a viewer'))
    await until('the notice', () => client.rejections.length === 1)
    expect(client.roles).toEqual(['write', 'read'])
    client.close()

    const again = await RawClient.open(team.member, id)
    await again.sync()
    expect(rootOf(again.doc, 'panels').get('p x')).toBe('as a member')
    const asked = again.asked.length
    await role('MEMBER')
    await until('to be asked for what they have', () => again.asked.length > asked)
    expect(again.roles).toEqual(['read', 'write'])
    again.change((doc) => rootOf(doc, 'panels').set('p x', 'as a member again'))
    await again.whenAcked()
    again.close()
  })

  it('close the sockets of who may not even read, 4403, and of nobody else', async () => {
    const viewer = await RawClient.open(team.viewer, id)
    const member = await RawClient.open(team.member, id)
    await Promise.all([viewer.sync(), member.sync()])
    await done(admin.send('DELETE', '/api/teams/lab/members/lab-viewer', {}))
    const before = Date.now()
    expect((await viewer.whenClosed()).code).toBe(4403)
    expect(Date.now() - before).toBeLessThan(2_000)
    member.change((doc) => rootOf(doc, 'panels').set('p y', 1))
    await member.whenAcked()
    member.close()
  })

  it('end with the key, 4401', async () => {
    const api = new Api(team.member, 'lab')
    const made = await done<{ id: number; key: string }>(
      api.send('POST', '/api/keys', { name: 'short-lived' }),
    )
    const client = await RawClient.open({ url: server.url, apiKey: made.key }, id)
    await client.sync()
    await done(api.send('DELETE', `/api/keys/${made.id}`, {}))
    expect((await client.whenClosed()).code).toBe(4401)
  })

  it('keys that only read change nothing', async () => {
    const api = new Api(team.member, 'lab')
    const { key } = await done<{ key: string }>(
      api.send('POST', '/api/keys', { name: 'reading', scope: 'READ' }),
    )
    const client = await RawClient.open({ url: server.url, apiKey: key }, id)
    await client.sync()
    expect(client.roles).toEqual(['read'])
    client.close()
  })
})

it('a document that is deleted under its editors closes with 4404', async () => {
  const doomed = await addDocument(server, team.member, { entity: 'lab', project: 'p' })
  const client = await RawClient.open(team.member, doomed)
  await client.sync()
  expect(await withDocuments(server, (documents) => documents.remove(doomed))).toBe(true)
  client.change((doc) => rootOf(doc, 'panels').set('p x', 1))
  expect((await client.whenClosed()).code).toBe(4404)
  expect(client.acks.map((ack) => ack.frames)).toEqual([1])
  const left = await query(server, 'SELECT 1 FROM document_update WHERE document_id = $1', [doomed])
  expect(left).toEqual([])
})

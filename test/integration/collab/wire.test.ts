// What two people who edit one document may rely on, over the wire that y-websocket speaks.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { syncFrame, SyncType } from '@/lib/collab/wire'
import { rootOf } from '@/lib/workspace/document'
import { restoreDocument } from '@/server/documents'
import { WORKSPACE_ROOTS } from '@/lib/workspace/document'
import {
  addDocument,
  compact,
  isSame,
  loadStored,
  query,
  RawClient,
  vanillaClient,
  whenSynced,
} from '../../support/collab'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())

const newDocument = (seed?: (doc: Y.Doc) => void) =>
  addDocument(server, server, { project: 'shared' }, seed)

async function stored(id: number): Promise<Y.Doc> {
  return restoreDocument(await loadStored(server, id), WORKSPACE_ROOTS)
}

describe('clients of y-websocket', () => {
  it('of versions 3 and 2 edit together, unmodified', async () => {
    const id = await newDocument((doc) => rootOf(doc, 'settings').set('smoothing', 0.6))
    const clients = [
      vanillaClient(server, id),
      vanillaClient(server, id),
      vanillaClient(server, id, { version: 2 }),
    ]
    await Promise.all(clients.map(whenSynced))
    clients.forEach(({ doc }, i) => rootOf(doc, 'panels').set(`p${i} title`, `panel ${i}`))
    await until('all to have all', () =>
      clients.every(({ doc }) => rootOf(doc, 'panels').size === clients.length),
    )
    for (const { doc } of clients) expect(rootOf(doc, 'settings').get('smoothing')).toBe(0.6)
    const [first, second, old] = clients
    rootOf(old!.doc, 'panels').delete('p0 title')
    await until('the deletion', () => clients.every(({ doc }) => isSame(doc, first!.doc)))
    expect(rootOf(second!.doc, 'panels').has('p0 title')).toBe(false)
    await until('the database', async () => isSame(await stored(id), first!.doc))
    for (const client of clients) client.destroy()
  })

  it('bring what they did without a line', async () => {
    const id = await newDocument()
    const here = vanillaClient(server, id)
    const away = vanillaClient(server, id)
    await Promise.all([whenSynced(here), whenSynced(away)])
    away.provider.disconnect()
    rootOf(away.doc, 'panels').set('a title', 'made away')
    rootOf(here.doc, 'panels').set('b title', 'made here')
    away.provider.connect()
    await until(
      'both to have both',
      () => isSame(here.doc, away.doc) && here.doc.store.clients.size === 2,
    )
    here.destroy()
    away.destroy()
  })

  it('see each other, as whom the session says they are, and nobody who has left', async () => {
    const id = await newDocument()
    const one = vanillaClient(server, id)
    const two = vanillaClient(server, id, { version: 2 })
    one.provider.awareness.setLocalState({
      user: { name: 'somebody else' },
      pointer: { step: 3 },
      junk: 1,
    })
    const stateOfOne = () => two.provider.awareness.getStates().get(one.doc.clientID)
    await until('the state', () => stateOfOne()?.pointer)
    expect(stateOfOne()).toEqual({
      user: { id: 1, username: 'ada', name: 'ada', color: expect.stringMatching(/^#/) },
      pointer: { step: 3 },
    })
    one.cut()
    await until('it to be gone', () => stateOfOne() === undefined)
    await until('it to be back at once', () => stateOfOne()?.pointer)
    one.destroy()
    await until('it to be gone for good', () => stateOfOne() === undefined)
    two.destroy()
  })
})

describe('an acknowledgement', () => {
  it('comes once the change is in the database, and says how many frames it speaks of', async () => {
    const id = await newDocument()
    const client = await RawClient.open(server, id)
    await client.sync()
    for (let i = 0; i < 5; i++) client.change((doc) => rootOf(doc, 'panels').set('p title', i))
    const { frames, stateVector } = await client.whenAcked()
    const inDatabase = await stored(id)
    expect(frames).toBe(client.counted)
    expect(Y.encodeStateVector(inDatabase)).toEqual(stateVector)
    expect(isSame(inDatabase, client.doc)).toBe(true)
    client.close()
  })

  it('comes for deletions too, and at once for what is there already', async () => {
    const id = await newDocument()
    const client = await RawClient.open(server, id)
    await client.sync()
    const update = client.change((doc) => rootOf(doc, 'panels').set('p title', 'x'))
    client.change((doc) => rootOf(doc, 'panels').delete('p title'))
    await client.whenAcked()
    expect(isSame(await stored(id), client.doc)).toBe(true)
    client.sendUpdate(update)
    await client.whenAcked()
    client.close()
  })

  it('is sent to nobody who did not ask for it', async () => {
    const id = await newDocument()
    const client = await RawClient.open(server, id, { query: '' })
    await client.sync()
    client.change((doc) => rootOf(doc, 'panels').set('p title', 'x'))
    await until('the row', async () => (await loadStored(server, id)).updates.length === 1)
    await client.sync()
    expect(client.acks).toEqual([])
    expect(client.roles).toEqual([])
    client.close()
  })

  it('waits for changes that build on others which have not come', async () => {
    const id = await newDocument()
    const client = await RawClient.open(server, id)
    await client.sync()
    const author = new Y.Doc()
    const updates: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => void updates.push(update))
    author.getMap('panels').set('a', 1)
    author.getMap('panels').set('a', 2)
    author.getMap('panels').set('a', 3)
    await client.whenAcked()
    const before = client.asked.length
    client.onAsked = () => {}
    client.sendUpdate(updates[2]!)
    await until('to be asked for the rest', () => client.asked.length > before)
    // Nor is what overtakes the answer.
    client.sendUpdate(updates[0]!)
    await client.sync()
    expect(client.acks.at(-1)!.frames).toBe(1)
    expect((await loadStored(server, id)).updates).toEqual([])
    client.send(syncFrame(SyncType.STEP2, Y.encodeStateAsUpdate(author)))
    await client.whenAcked()
    expect((await stored(id)).getMap('panels').get('a')).toBe(3)
    client.close()
  })
})

describe('what is stored', () => {
  it('carries who delivered it, and changes of several frames in one row', async () => {
    const id = await newDocument()
    const client = await RawClient.open(server, id)
    await client.sync()
    for (let i = 0; i < 50; i++) client.change((doc) => rootOf(doc, 'panels').set(`p${i} x`, i))
    await client.whenAcked()
    const rows = await query<{ user_id: number }>(
      server,
      'SELECT user_id FROM document_update WHERE document_id = $1',
      [id],
    )
    expect(rows.length).toBeLessThan(25)
    expect(new Set(rows.map((row) => row.user_id))).toEqual(new Set([1]))
    client.close()
  })

  it('becomes one snapshot, while people go on editing', async () => {
    const id = await newDocument()
    const client = await RawClient.open(server, id)
    await client.sync()
    for (let round = 1; round <= 3; round++) {
      for (let i = 0; i < 30; i++)
        client.change((doc) => rootOf(doc, 'panels').set(`p${i} x`, round))
      await client.whenAcked(client.counted - 10)
      await compact(server, id)
    }
    await client.whenAcked()
    await compact(server, id)
    const { updates, lastSeq } = await loadStored(server, id)
    expect(updates).toEqual([])
    expect(lastSeq).toBeGreaterThan(0)
    expect(isSame(await stored(id), client.doc)).toBe(true)
    client.close()
  })

  it('that is damaged opens no document, least of all an empty one', async () => {
    const id = await newDocument((doc) => rootOf(doc, 'panels').set('p x', 1))
    await query(server, `UPDATE document_snapshot SET bytes = '\\x0000' WHERE document_id = $1`, [
      id,
    ])
    const client = await RawClient.open(server, id)
    expect((await client.whenClosed()).code).toBe(1013)
    expect(client.hasStep2).toBe(false)
    const rows = await query(server, 'SELECT bytes FROM document_snapshot WHERE document_id = $1', [
      id,
    ])
    expect(rows).toEqual([{ bytes: Buffer.from([0, 0]) }])
  })
})

it('keeps a silent socket alive by frames, which y-websocket counts, not by pings, which it does not', async () => {
  const id = await newDocument()
  const client = await RawClient.open(server, id)
  await client.sync()
  const before = client.frames
  await until('an empty awareness frame', () => client.frames > before, 15)
  expect(client.awareness).toEqual([])
  client.close()
})

it('closes with 1012 when the server stops, after everything is stored', async () => {
  const other = await startServer()
  const id = await addDocument(other, other, { project: 'shared' })
  const client = await RawClient.open(other, id)
  await client.sync()
  client.change((doc) => rootOf(doc, 'panels').set('p x', 1))
  await until('the update to be there', async () => {
    const reader = await RawClient.open(other, id)
    await reader.sync()
    reader.close()
    return rootOf(reader.doc, 'panels').has('p x')
  })
  other.process.kill('SIGTERM')
  expect((await client.whenClosed()).code).toBe(1012)
  expect(client.acks.at(-1)?.frames).toBe(client.counted)
  const after = restoreDocument(await loadStored(other, id), WORKSPACE_ROOTS)
  expect(isSame(after, client.doc)).toBe(true)
  await other.close()
})

// Clients that mean harm: nothing they send changes a document that is not theirs to change, ends
// the server, or is felt by others.
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import { awarenessFrame, syncFrame, SyncType } from '@/lib/collab/wire'
import { rootOf, WORKSPACE_ROOTS } from '@/lib/workspace/document'
import { restoreDocument } from '@/server/documents'
import { addDocument, isSame, loadStored, RawClient } from '../../support/collab'
import { addPerson, type Person } from '../../support/people'
import { seededRandom } from '../../support/random'
import { startServer, type TestServer } from '../../support/server'
import { until } from '../../support/until'
import { type Witness, witness } from '../../support/witness'

let server: TestServer
let harm: Witness
let reader: Person
let member: Person
let id: number
/** Somebody who edits the same document all along. */
let honest: RawClient
let edits = 0

beforeAll(async () => {
  server = await startServer()
  harm = await witness(server)
  reader = await addPerson(server, 'rosa', { entity: 'ada', role: 'VIEWER' })
  member = await addPerson(server, 'mel', { entity: 'ada', role: 'MEMBER' })
})
afterAll(() => server?.close())

beforeEach(async () => {
  id = await addDocument(server, server, { project: 'shared' }, (doc) => {
    rootOf(doc, 'panels').set('p title', 'loss')
  })
  honest = await RawClient.open(server, id)
  await honest.sync()
  edits = 0
  await edit()
})
/** The honest one is served as before, and what is stored is what they made of it. */
afterEach(async () => {
  await edit()
  expect(honest.closed).toBeUndefined()
  const stored = restoreDocument(await loadStored(server, id), WORKSPACE_ROOTS)
  expect(isSame(stored, honest.doc)).toBe(true)
  expect(rootOf(stored, 'panels').toJSON()).toEqual({ 'p title': 'loss', 'p edits': edits })
  expect([...stored.share.keys()].toSorted()).toEqual(Object.keys(WORKSPACE_ROOTS).toSorted())
  honest.close()
  await harm.isUnharmed()
})

async function edit() {
  honest.change((doc) => rootOf(doc, 'panels').set('p edits', ++edits))
  await honest.whenAcked()
}

const updateOf = (work: (doc: Y.Doc) => void) => {
  const doc = new Y.Doc()
  work(doc)
  return Y.encodeStateAsUpdate(doc)
}

describe('a reader', () => {
  it('changes nothing, is told so once, and goes on reading', async () => {
    const client = await RawClient.open(reader, id)
    await client.sync()
    expect(client.roles).toEqual(['read'])
    client.send(syncFrame(SyncType.STEP2, new Uint8Array([0, 0])))
    client.send(syncFrame(SyncType.STEP2, Y.encodeStateAsUpdate(client.doc)))
    for (let i = 0; i < 5; i++)
      client.change((doc) => rootOf(doc, 'panels').set('p title', `mine ${i}`))
    client.change((doc) => rootOf(doc, 'panels').delete('p edits'))
    await until('the notice', () => client.rejections.length > 0)
    await edit()
    await until(
      'the edit of the other',
      () => rootOf(client.doc, 'panels').get('p edits') === edits,
    )
    expect(client.rejections).toHaveLength(1)
    expect(client.acks).toEqual([])
    client.close()
  })

  it('that only deletes is told too', async () => {
    const client = await RawClient.open(reader, id)
    await client.sync()
    client.change((doc) => rootOf(doc, 'panels').delete('p title'))
    await until('the notice', () => client.rejections.length === 1)
    client.close()
  })
})

describe('frames that are none', () => {
  const FRAMES: Record<string, Uint8Array | string> = {
    empty: new Uint8Array(),
    'a text': 'hello',
    'an unknown message': new Uint8Array([77, 1, 2, 3]),
    'an unknown sync message': new Uint8Array([0, 9, 1, 0]),
    'an update that ends early': new Uint8Array([0, 2, 200, 1, 2]),
    'an update of noise': syncFrame(SyncType.UPDATE, new Uint8Array([5, 4, 3, 2, 1, 255, 255])),
    'a state vector of noise': syncFrame(SyncType.STEP1, new Uint8Array([9, 255, 255])),
    'awareness that ends early': new Uint8Array([1, 3, 200, 1, 1]),
    'an update with endless structs': syncFrame(
      SyncType.UPDATE,
      new Uint8Array([1, 255, 255, 255, 255, 127, 1, 0]),
    ),
  }
  it.each(Object.entries(FRAMES))('%s: 4400', async (_name, frame) => {
    const client = await RawClient.open(member, id)
    client.send(frame)
    expect((await client.whenClosed()).code).toBe(4400)
  })

  it('too large: 4413, and such as are far too large are not even read', async () => {
    const client = await RawClient.open(member, id)
    client.send(new Uint8Array(COLLAB_LIMITS.frameBytes + 1))
    expect((await client.whenClosed()).code).toBe(4413)
    const worse = await RawClient.open(member, id)
    worse.socket.on('error', () => {})
    worse.send(new Uint8Array(COLLAB_LIMITS.payloadBytes + 1))
    expect([1009, 1006]).toContain((await worse.whenClosed()).code)
  })

  it('ten thousand of them, at random', async () => {
    const random = seededRandom(7)
    const byte = () => Math.floor(random() * 256)
    let client = await RawClient.open(member, id)
    let sockets = 1
    for (let i = 0; i < 10_000; i++) {
      if (client.closed || client.socket.readyState !== client.socket.OPEN) {
        client = await RawClient.open(member, id)
        sockets++
      }
      const noise = Uint8Array.from({ length: Math.floor(random() * 40) }, byte)
      const payload = random() < 0.5 ? noise : mutated(random)
      // Some are announced as what they are not.
      client.send(random() < 0.3 ? noise : syncFrame(random() < 0.7 ? 2 : 1, payload))
      // Answers are awaited now and then, or nearly all frames would go to a socket that is closed.
      if (i % 5 === 0) await new Promise(setImmediate)
    }
    client.close()
    expect(sockets).toBeGreaterThan(100)
  }, 120_000)
})

/** A real update with a few bytes turned, deletions of others' work left out. */
function mutated(random: () => number): Uint8Array {
  const update = updateOf((doc) => doc.getMap('nowhere').set('key', 'value'))
  for (let n = 0; n < 3; n++)
    update[Math.floor(random() * update.length)] = Math.floor(random() * 256)
  return update
}

describe('updates that would spoil the document', () => {
  const UPDATES: Record<string, () => Uint8Array> = {
    'an unknown root': () => updateOf((doc) => doc.getMap('elsewhere').set('a', 1)),
    'a root called __proto__': () => updateOf((doc) => doc.getMap('__proto__').set('a', 1)),
    'a root of another type': () => updateOf((doc) => doc.getArray('panels').push([1])),
    'a text in place of a map': () => updateOf((doc) => doc.getText('panels').insert(0, 'x')),
    'a document in the document': () =>
      updateOf((doc) => doc.getMap('panels').set('a', new Y.Doc() as never)),
    'types without end': () =>
      updateOf((doc) => {
        let map = doc.getMap<unknown>('panels')
        for (let i = 0; i < 100; i++) {
          const next = new Y.Map<unknown>()
          map.set('a', next)
          map = next
        }
      }),
  }
  it.each(Object.entries(UPDATES))('%s: 4400', async (_name, update) => {
    const client = await RawClient.open(member, id)
    await client.sync()
    client.sendUpdate(update())
    expect((await client.whenClosed()).code).toBe(4400)
    expect(client.acks.at(-1)?.frames ?? 1).toBe(1)
  })

  it('other content under a client id that is taken: 4409', async () => {
    const forger = new Y.Doc()
    forger.clientID = honest.doc.clientID
    forger.getMap('panels').set('p edits', 'forged')
    const client = await RawClient.open(member, id)
    await client.sync()
    client.sendUpdate(Y.encodeStateAsUpdate(forger))
    expect((await client.whenClosed()).code).toBe(4409)
  })

  it('changes that never find what they build on: asked for, not kept, and in the end 4409', async () => {
    const author = new Y.Doc()
    const updates: Uint8Array[] = []
    author.on('update', (update: Uint8Array) => void updates.push(update))
    for (let i = 0; i < 40; i++) author.getMap('panels').set('gap', i)
    const client = await RawClient.open(member, id)
    client.onAsked = () => {}
    await client.sync()
    for (const update of updates.slice(1)) {
      client.send(syncFrame(SyncType.STEP2, new Uint8Array([0, 0])))
      client.sendUpdate(update)
    }
    expect((await client.whenClosed()).code).toBe(4409)
    expect(client.asked.length).toBeLessThan(20)
  })
})

describe('awareness', () => {
  const stateOf = (client: RawClient, of: number) =>
    client.awareness.filter((entry) => entry.client === of).at(-1)?.state

  it('of others is not theirs to set, however high the clock', async () => {
    const watcher = await RawClient.open(reader, id)
    const mine = honest.doc.clientID
    honest.send(awarenessFrame([{ client: mine, clock: 1, state: '{"place":"here"}' }]))
    await until('the state', () => stateOf(watcher, mine)?.includes('here'))
    const forger = await RawClient.open(member, id)
    const frame = { client: mine, clock: 2 ** 40, state: '{"place":"forged"}' }
    forger.send(awarenessFrame([frame, { ...frame, state: 'null' }]))
    const own = { client: 4242, clock: 1, state: '{"user":{"name":"ada"},"place":"own","x":1}' }
    forger.send(awarenessFrame([own]))
    // A second id of one's own is none.
    forger.send(awarenessFrame([{ ...own, client: 4343 }]))
    forger.send(awarenessFrame([{ ...own, clock: 2, state: '{"place":"moved"}' }]))
    await until('the own state', () => stateOf(watcher, 4242)?.includes('moved'))
    expect(JSON.parse(stateOf(watcher, 4242)!)).toEqual({
      user: expect.objectContaining({ username: 'mel' }),
      place: 'moved',
    })
    expect(stateOf(watcher, mine)).toContain('here')
    expect(stateOf(watcher, 4343)).toBeUndefined()
    forger.close()
    await until('the ghost to be gone', () => stateOf(watcher, 4242) === 'null')
    // What somebody was does not come back in another's name.
    const other = await RawClient.open(server, id)
    other.send(awarenessFrame([{ ...own, clock: 99 }]))
    other.send(awarenessFrame([{ client: 5, clock: 1, state: '{}' }]))
    await until('the other', () => stateOf(watcher, 5))
    expect(stateOf(watcher, 4242)).toBe('null')
    watcher.close()
    other.close()
  })

  it('that is too long or no state is dropped', async () => {
    const watcher = await RawClient.open(reader, id)
    const forger = await RawClient.open(member, id)
    const long = JSON.stringify({ place: 'x'.repeat(COLLAB_LIMITS.awarenessBytes) })
    for (const [i, state] of [long, '[1]', '7', '{"place":', ''].entries()) {
      forger.send(awarenessFrame([{ client: 9, clock: i + 1, state }]))
    }
    forger.send(awarenessFrame([{ client: 9, clock: 10, state: '{"place":"fine"}' }]))
    await until('the state', () => stateOf(watcher, 9)?.includes('fine'))
    expect(watcher.awareness.filter((entry) => entry.client === 9)).toHaveLength(1)
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, new Uint8Array([255, 255, 255, 127]))
    forger.send(encoding.toUint8Array(encoder))
    expect((await forger.whenClosed()).code).toBe(4400)
    watcher.close()
  })
})

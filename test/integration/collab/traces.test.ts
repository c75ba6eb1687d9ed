// Real editing histories, typed through the real server by y-websocket's own clients while their
// lines are cut at random. The text they must end in was written down by others.
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as Y from 'yjs'
import { rootOf, WORKSPACE_ROOTS } from '@/lib/workspace/document'
import { restoreDocument } from '@/server/documents'
import {
  addDocument,
  compact,
  loadStored,
  type VanillaClient,
  vanillaClient,
} from '../../support/collab'
import { seededRandom } from '../../support/random'
import { startServer, type TestServer } from '../../support/server'
import { type Patch, readTrace } from '../../support/traces'
import { until } from '../../support/until'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server?.close())

const textOf = (doc: Y.Doc) =>
  (rootOf(doc, 'settings') as Y.Map<unknown>).get('text') as Y.Text | undefined

const seeded = (content: string) =>
  addDocument(server, server, { project: 'traces' }, (doc) => {
    const settings = rootOf(doc, 'settings') as Y.Map<unknown>
    settings.set('text', new Y.Text(content))
  })

function patch(doc: Y.Doc, patches: readonly Patch[]): void {
  const text = textOf(doc)!
  doc.transact(() => {
    for (const [position, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(position, deleted)
      if (inserted) text.insert(position, inserted)
    }
  })
}

function open(id: number): VanillaClient[] {
  const versions = [3, 3, 3, 3, 2] as const
  return versions.map((version) => {
    const client = vanillaClient(server, id, { version })
    client.provider.maxBackoffTime = 200
    return client
  })
}

/** Whether all that the other document holds is there, deletions included. */
function hasAll(doc: Y.Doc, other: Y.Doc): boolean {
  for (const client of other.store.clients.keys()) {
    if (Y.getState(doc.store, client) < Y.getState(other.store, client)) return false
  }
  return textOf(doc)!.toString() === textOf(other)!.toString()
}

/** Resolves as soon as the document is what is asked for; polling would take most of the time. */
function when(doc: Y.Doc, is: () => boolean): Promise<void> {
  if (is()) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('nothing came for 30 s')), 30_000)
    const look = () => {
      if (!is()) return
      clearTimeout(timer)
      doc.off('update', look)
      resolve()
    }
    doc.on('update', look)
  })
}

/** Everybody, the database, and the database after a compaction, say the same. */
async function expectEverywhere(id: number, clients: VanillaClient[], content: string) {
  await until('all clients to have the text', () =>
    clients.every(({ doc }) => textOf(doc)?.toString() === content),
  )
  const stored = async () =>
    textOf(restoreDocument(await loadStored(server, id), WORKSPACE_ROOTS))?.toString()
  await until('the database to have the text', async () => (await stored()) === content)
  await compact(server, id)
  expect((await loadStored(server, id)).updates).toHaveLength(0)
  expect(await stored()).toBe(content)
  for (const client of clients) client.destroy()
  server = await server.kill().then(() => server.restart())
  const late = vanillaClient(server, id)
  await until('who comes after a restart', () => textOf(late.doc)?.toString() === content)
  late.destroy()
}

it('one history typed by five people in turns ends as it did', async () => {
  const { startContent = '', endContent, txns } = readTrace('sveltecomponent')
  const id = await seeded(startContent)
  const clients = open(id)
  const random = seededRandom(23)
  const pick = () => clients[Math.floor(random() * clients.length)]!
  await until('all to have begun', () => clients.every(({ doc }) => textOf(doc)))
  let last = clients[0]!
  let cuts = 0
  for (let at = 0; at < txns.length;) {
    const typist = pick()
    await when(typist.doc, () => hasAll(typist.doc, last.doc))
    const stretch = txns.slice(at, at + 50 + Math.floor(random() * 400))
    at += stretch.length
    for (const { patches } of stretch) {
      patch(typist.doc, patches)
      if (random() < 0.005) {
        pick().cut()
        cuts++
      }
      if (random() < 0.02) await new Promise(setImmediate)
    }
    last = typist
  }
  expect(cuts).toBeGreaterThan(50)
  await expectEverywhere(id, clients, endContent)
})

it('a history of two who write at once ends as it did', async () => {
  const { startContent = '', endContent, txns } = readTrace('friendsforever')
  const id = await seeded(startContent)
  const clients = open(id)
  const random = seededRandom(29)
  await until('all to have begun', () => clients.every(({ doc }) => textOf(doc)))
  // Each writer types in a document that knows only what the history says they knew; what they
  // type goes to their client, and what their client hears waits until the history has it.
  const writers = [clients[0]!, clients[4]!].map((client, agent) => {
    const doc = new Y.Doc()
    // Now and then both wrote at one spot; there the history has the first writer's text first, which
    // is how Yjs decides for the lower id.
    doc.clientID = 1 + agent * 2 ** 31 + Math.floor(Math.random() * 2 ** 31)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(client.doc))
    return { client, doc, knows: [-1, -1] }
  })
  const updates: Uint8Array[] = []
  const clocks: number[] = []
  /** How far each history reaches into each writer's part. */
  const versions: [number, number][] = []
  for (const [index, { agent, parents, patches }] of txns.entries()) {
    const writer = writers[agent]!
    const version: [number, number] = [-1, -1]
    for (const parent of parents) {
      for (const of of [0, 1] as const) version[of] = Math.max(version[of], versions[parent]![of])
    }
    const other = agent === 0 ? 1 : 0
    for (let i = writer.knows[other]! + 1; i <= version[other]; i++) {
      if (txns[i]!.agent !== other) continue
      const clock = clocks[i]!
      const { doc } = writers[other]!
      const heard = () => Y.getState(writer.client.doc.store, doc.clientID) >= clock
      await when(writer.client.doc, heard)
      Y.applyUpdate(writer.doc, updates[i]!)
    }
    writer.knows[other] = Math.max(writer.knows[other]!, version[other])
    const before = Y.encodeStateVector(writer.doc)
    writer.doc.once('update', (update: Uint8Array) => (updates[index] = update))
    patch(writer.doc, patches)
    updates[index] ??= Y.encodeStateAsUpdate(writer.doc, before)
    clocks[index] = Y.getState(writer.doc.store, writer.doc.clientID)
    Y.applyUpdate(writer.client.doc, updates[index], 'typed')
    version[agent as 0 | 1] = index
    versions[index] = version
    if (random() < 0.003) clients[Math.floor(random() * clients.length)]!.cut()
  }
  await expectEverywhere(id, clients, endContent)
})

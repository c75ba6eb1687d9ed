// Editing together: how many changes a second the server takes, one a frame, each durable before it
// is acknowledged; how long that takes; and what a long history costs to keep and to load.
import * as Y from 'yjs'
import { syncFrame, SyncType } from '../lib/collab/wire'
import { newWorkspaceDoc, rootOf, WORKSPACE_ROOTS } from '../lib/workspace/document'
import { Connection } from '../server/collab/connection'
import { LiveDocument } from '../server/collab/liveDocument'
import { Compactor, emptyDocument, restoreDocument } from '../server/documents'
import { sha256 } from '../server/documents/state'
import { addDocument, compact, loadStored, RawClient, query } from '../test/support/collab'
import { startStandaloneServer } from '../test/support/standalone'
import { readTrace } from '../test/support/traces'
import { MemorySocket } from './support/memorySocket'
import { report } from './support/report'

const ROUNDS = 3
const ACKS = 300

/** A real history of typing, several times over, one update a change. */
function typed(doc: Y.Doc): Uint8Array[] {
  const { startContent = '', txns } = readTrace('sveltecomponent')
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void updates.push(update))
  const settings = rootOf(doc, 'settings') as Y.Map<unknown>
  for (let round = 0; round < ROUNDS; round++) {
    const text = new Y.Text(startContent)
    settings.set(`text ${round}`, text)
    for (const { patches } of txns) {
      doc.transact(() => {
        for (const [position, deleted, inserted] of patches) {
          if (deleted > 0) text.delete(position, deleted)
          if (inserted) text.insert(position, inserted)
        }
      })
    }
  }
  return updates
}

/** The same checks, the same document, the same batches, without a line and without a disk. */
async function inMemory(frames: readonly Uint8Array[]): Promise<number> {
  const bytes = Y.encodeStateAsUpdateV2(emptyDocument(WORKSPACE_ROOTS))
  const stored = { snapshot: { bytes, sha256: sha256(bytes) }, updates: [], lastSeq: 0 }
  const log = { error: console.error, info() {}, debug() {} }
  const rules = {
    schemaVersion: 1,
    roots: WORKSPACE_ROOTS,
    roleOf: () => Promise.resolve('write' as const),
  }
  const live = new LiveDocument(1, rules, stored, {
    append: () => Promise.resolve(),
    mayWrite: () => true,
    compactor: new Compactor(new URL('file:///none'), {}),
    log,
    gone() {},
    spoiled() {},
    left() {},
  })
  const principal = {
    kind: 'user' as const,
    userId: 1,
    username: 'ada',
    name: 'ada',
    email: null,
    isAdmin: true,
    roles: new Map(),
    defaultEntity: { id: 1, name: 'ada' },
    serviceOf: null,
    authorId: 1,
    credential: { kind: 'session' as const, id: 1 },
    scope: 'WRITE' as const,
  }
  const [writer, reader] = [new MemorySocket(), new MemorySocket()]
  for (const socket of [writer, reader]) {
    const request = { headers: {} }
    const facts = { documentId: 1, principal, role: 'write' as const, wantsAcks: true, request }
    const connection = new Connection(socket.asWebSocket(), facts)
    connection.attach(live)
    live.join(connection)
  }
  const started = performance.now()
  for (const [i, frame] of frames.entries()) {
    writer.emit('message', Buffer.from(frame), true)
    // Frames come by the network's turn, some dozens at a time.
    if (i % 64 === 0) await new Promise(setImmediate)
  }
  await live.flushed()
  const seconds = (performance.now() - started) / 1000
  live.dispose()
  return frames.length / seconds
}

const author = newWorkspaceDoc()
const updates = typed(author)
const frames = updates.map((update) => syncFrame(SyncType.UPDATE, update))
const v2 = Y.encodeStateAsUpdateV2(author).length

const server = await startStandaloneServer()
const place = { databaseUrl: '', dataDir: server.dataDir }
try {
  const target = { url: server.url, apiKey: server.apiKey }
  const ceiling = Math.max(await inMemory(frames), await inMemory(frames))
  let best = 0
  let id = 0
  for (let round = 0; round < 3; round++) {
    id = await addDocument(place, target, { project: 'bench' })
    const [writer, reader] = [await RawClient.open(target, id), await RawClient.open(target, id)]
    await Promise.all([writer.sync(), reader.sync()])
    const started = performance.now()
    for (const [i, frame] of frames.entries()) {
      writer.send(frame)
      if (i % 200 !== 0) continue
      while (writer.socket.bufferedAmount > 256 * 1024) await new Promise(setImmediate)
    }
    await writer.whenAcked()
    const seconds = (performance.now() - started) / 1000
    best = Math.max(best, frames.length / seconds)
    const text = (doc: Y.Doc) => JSON.stringify(rootOf(doc, 'settings').toJSON())
    while (text(reader.doc) !== text(author))
      await new Promise((resolve) => setTimeout(resolve, 20))
    writer.close()
    reader.close()
  }
  report('collab', `${frames.length} changes of one writer, one a frame, one reader`, {
    'durable changes/s': best,
    'same work in memory /s': ceiling,
    'ratio to memory': best / ceiling,
  })

  const writer = await RawClient.open(target, id)
  await writer.sync()
  const latencies: number[] = []
  for (let i = 1; i <= ACKS; i++) {
    const sentAt = performance.now()
    const acked = new Promise<void>((resolve) => (writer.onAck = () => resolve()))
    writer.change((doc) => rootOf(doc, 'panels').set('p title', `title ${i}`))
    await acked
    latencies.push(performance.now() - sentAt)
  }
  writer.close()
  latencies.sort((a, b) => a - b)
  report('collab', 'one change at a time, until it is acknowledged', {
    'p50 ms': latencies[Math.floor(ACKS / 2)]!,
    'p95 ms': latencies[Math.floor(ACKS * 0.95)]!,
    'of which the wait for company ms': 15,
  })

  await compact(place, id)
  const [stored] = await query<{ bytes: number }>(
    place,
    `SELECT ((SELECT octet_length(bytes) FROM document_snapshot WHERE document_id = $1)
      + (SELECT coalesce(sum(octet_length(bytes)), 0) FROM document_update WHERE document_id = $1))::int AS bytes`,
    [id],
  )
  let reload = Infinity
  for (let i = 0; i < 5; i++) {
    const state = await loadStored(place, id)
    const started = performance.now()
    restoreDocument(state, WORKSPACE_ROOTS)
    reload = Math.min(reload, performance.now() - started)
  }
  report('collab', `the same document after compaction`, {
    'stored bytes': stored!.bytes,
    'ratio to its V2 encoding': stored!.bytes / v2,
    'load ms': reload,
  })
} finally {
  await server.close()
}
process.exit(0)

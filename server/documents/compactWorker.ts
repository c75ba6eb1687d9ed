/** The compaction thread: rebuilding a large document takes longer than a request may wait. */
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import { type Compacted, compactDocument, type CompactJob } from './compactDocument'

export interface CompactRequest {
  id: number
  job: CompactJob
}

export interface CompactReply {
  id: number
  compacted?: Compacted
  error?: string
}

const connection = workerData as pg.ClientConfig

async function compact(job: CompactJob): Promise<Compacted> {
  // Compactions are rare: a connection each rather than one that is idle for hours.
  const client = new pg.Client({ ...connection, application_name: 'runroom-compact' })
  client.on('error', () => {})
  await client.connect()
  try {
    return await compactDocument(client, job)
  } finally {
    await client.end().catch(() => {})
  }
}

let queue = Promise.resolve()

parentPort!.on('message', ({ id, job }: CompactRequest) => {
  queue = queue.then(async () => {
    const reply: CompactReply = { id }
    try {
      reply.compacted = await compact(job)
    } catch (error) {
      reply.error = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    parentPort!.postMessage(reply)
  })
})

/** The seal thread: packs rows and writes them, so that the main thread goes on ingesting. */
import { parentPort, workerData } from 'node:worker_threads'
import pg from 'pg'
import type { SealedParts, SealJob } from './sealJob'
import { sealRows } from './sealRows'

export interface SealRequest {
  id: number
  job: SealJob
}

export interface SealReply {
  id: number
  parts?: SealedParts
  error?: string
}

const connection = workerData as pg.ClientConfig
let client: pg.Client | undefined

async function connected(): Promise<pg.Client> {
  if (client) return client
  const fresh = new pg.Client({ ...connection, application_name: 'runroom-seal' })
  const forget = () => {
    if (client === fresh) client = undefined
  }
  fresh.on('error', forget)
  fresh.on('end', forget)
  await fresh.connect()
  client = fresh
  return fresh
}

// Jobs are sealed one after another: two of one run must never overlap.
let queue = Promise.resolve()

parentPort!.on('message', (request: SealRequest) => {
  queue = queue.then(async () => {
    const reply: SealReply = { id: request.id }
    try {
      reply.parts = await sealRows(await connected(), request.job)
    } catch (error) {
      reply.error = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    parentPort!.postMessage(reply)
  })
})

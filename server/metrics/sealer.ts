import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import type { SealedParts, SealJob } from './sealJob'
import type { SealReply } from './sealWorker'

export type { SealColumn, SealJob } from './sealJob'

interface Waiter {
  resolve: (parts: SealedParts) => void
  reject: (error: Error) => void
}

/** Hands seal jobs to the seal thread and waits for their commit. */
export class Sealer {
  private worker: Worker | undefined
  private nextId = 1
  private readonly waiting = new Map<number, Waiter>()
  private readonly running = new Set<Promise<SealedParts>>()
  private closed = false

  constructor(
    private readonly workerFile: URL,
    private readonly connection: pg.ClientConfig,
  ) {}

  /**
   * Resolves once the job is committed, and detaches the job's arrays. After an error the commit's
   * fate may be unknown; asking for the same rows again is harmless.
   */
  seal(job: SealJob): Promise<SealedParts> {
    if (this.closed) return Promise.reject(new Error('the server is stopping'))
    const worker = (this.worker ??= this.start())
    const id = this.nextId++
    const sealed = new Promise<SealedParts>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      const buffers = job.columns.flatMap((column) => [
        column.values.buffer as ArrayBuffer,
        ...(column.rows ? [column.rows.buffer as ArrayBuffer] : []),
      ])
      worker.postMessage({ id, job }, buffers)
    })
    this.running.add(sealed)
    const done = () => this.running.delete(sealed)
    sealed.then(done, done)
    return sealed
  }

  async close(): Promise<void> {
    this.closed = true
    await Promise.allSettled(this.running)
    await this.worker?.terminate()
  }

  private start(): Worker {
    const worker = new Worker(this.workerFile, { workerData: this.connection })
    worker.on('message', (reply: SealReply) => {
      const waiter = this.waiting.get(reply.id)
      this.waiting.delete(reply.id)
      if (reply.parts) waiter?.resolve(reply.parts)
      else waiter?.reject(new Error(reply.error ?? 'sealing failed'))
    })
    const gone = (error: Error) => {
      if (this.worker !== worker) return
      this.worker = undefined
      const waiters = [...this.waiting.values()]
      this.waiting.clear()
      for (const waiter of waiters) waiter.reject(error)
    }
    worker.on('error', gone)
    worker.on('exit', () => gone(new Error('the seal thread ended')))
    worker.unref()
    return worker
  }
}

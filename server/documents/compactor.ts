import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import type { Compacted, CompactJob } from './compactDocument'
import type { CompactReply } from './compactWorker'

interface Waiter {
  resolve: (compacted: Compacted) => void
  reject: (error: Error) => void
}

/** Hands compactions to their thread, which starts with the first one. */
export class Compactor {
  private worker: Worker | undefined
  private nextId = 1
  private readonly waiting = new Map<number, Waiter>()
  private closed = false

  constructor(
    private readonly workerFile: URL,
    private readonly connection: pg.ClientConfig,
  ) {}

  /** Safe at any time, whatever else is appended meanwhile. */
  compact(job: CompactJob): Promise<Compacted> {
    if (this.closed) return Promise.reject(new Error('the server is stopping'))
    const worker = (this.worker ??= this.start())
    const id = this.nextId++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      worker.postMessage({ id, job })
    })
  }

  /** A compaction that is under way is rolled back. */
  async close(): Promise<void> {
    this.closed = true
    await this.worker?.terminate()
  }

  private start(): Worker {
    const worker = new Worker(this.workerFile, { workerData: this.connection })
    worker.on('message', (reply: CompactReply) => {
      const waiter = this.waiting.get(reply.id)
      this.waiting.delete(reply.id)
      if (reply.compacted) waiter?.resolve(reply.compacted)
      else waiter?.reject(new Error(reply.error ?? 'compacting failed'))
    })
    const gone = (error: Error) => {
      if (this.worker !== worker) return
      this.worker = undefined
      const waiters = [...this.waiting.values()]
      this.waiting.clear()
      for (const waiter of waiters) waiter.reject(error)
    }
    worker.on('error', gone)
    worker.on('exit', () => gone(new Error('the compaction thread ended')))
    worker.unref()
    return worker
  }
}

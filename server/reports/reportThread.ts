import { Worker } from 'node:worker_threads'
import { badRequest, unavailable } from '../http/errors'
import type { ReportDiff } from '@/lib/reports/diff/types'
import type { ReportState } from '@/lib/reports/read'
import type {
  CompareJob,
  ImportedSpec,
  ImportJob,
  PrintJob,
  ReportAnswer,
  ReportJob,
  Seeded,
  SeedJob,
  SpecJob,
} from './jobs'
import type { ReportReply } from './reportWorker'

/** A megabyte of prose takes a few seconds. */
const JOB_MS = 20_000
const MAX_WAITING = 100
const MEMORY_MB = 1024

/** The job used up its time or its memory, and the thread with it. */
class TooMuchError extends Error {}

/** Hands jobs to their thread one after the other; it starts with the first one. */
export class ReportThread {
  private worker: Worker | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private waiting = 0
  private closed = false

  constructor(private readonly workerFile: URL) {}

  /** @throws HttpError 400 for Markdown that is no report's, 503 when too many wait */
  async seed(job: SeedJob): Promise<Seeded> {
    const answer = await this.run({ seed: job }).catch((error: unknown) => {
      if (!(error instanceof TooMuchError)) throw error
      throw badRequest('markdown takes too long to read; send less of it', 'markdown')
    })
    if ('refused' in answer) throw badRequest(answer.refused, 'markdown')
    if ('seeded' in answer) return answer.seeded
    throw new Error('another answer than to the question')
  }

  /** @throws HttpError 503 when it takes too long, or too many wait */
  print(job: PrintJob): Promise<string> {
    return this.printed({ print: job })
  }

  /** @throws HttpError 503 when it takes too long, or too many wait */
  exportSpec(job: SpecJob): Promise<string> {
    return this.printed({ exportSpec: job })
  }

  /** @throws HttpError 400 for what is no report's spec, 503 when too many wait */
  async importSpec(job: ImportJob): Promise<ImportedSpec> {
    const answer = await this.run({ importSpec: job }).catch((error: unknown) => {
      if (!(error instanceof TooMuchError)) throw error
      throw badRequest('spec takes too long to read; send less of it', 'spec')
    })
    if ('refused' in answer) throw badRequest(answer.refused, 'spec')
    if ('imported' in answer) return answer.imported
    throw new Error('another answer than to the question')
  }

  private async printed(job: ReportJob): Promise<string> {
    const answer = await this.run(job).catch((error: unknown) => {
      if (!(error instanceof TooMuchError)) throw error
      throw unavailable('The report takes too long to print.')
    })
    if ('printed' in answer) return answer.printed
    throw new Error('another answer than to the question')
  }

  /** @param state Yjs update in format V2; throws HttpError 503 as above */
  async read(state: Uint8Array): Promise<ReportState> {
    const answer = await this.whole({ read: state })
    if ('state' in answer) return answer.state
    throw new Error('another answer than to the question')
  }

  async compare(states: CompareJob): Promise<ReportDiff> {
    const answer = await this.whole({ compare: states })
    if ('diff' in answer) return answer.diff
    throw new Error('another answer than to the question')
  }

  private whole(job: ReportJob): Promise<ReportAnswer> {
    return this.run(job).catch((error: unknown) => {
      if (!(error instanceof TooMuchError)) throw error
      throw unavailable('The report takes too long to read.')
    })
  }

  async close(): Promise<void> {
    this.closed = true
    await this.worker?.terminate()
  }

  private run(job: ReportJob): Promise<ReportAnswer> {
    if (this.waiting >= MAX_WAITING) {
      return Promise.reject(unavailable('Too many reports are read and printed at the moment.'))
    }
    this.waiting++
    const result = this.turn.then(() => this.runNow(job)).finally(() => this.waiting--)
    this.turn = result.catch(() => {})
    return result
  }

  private runNow(job: ReportJob): Promise<ReportAnswer> {
    if (this.closed) throw unavailable('The server stops.')
    const worker = (this.worker ??= this.start())
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        worker.off('message', answered).off('exit', gone)
      }
      const answered = (reply: ReportReply) => {
        end()
        if ('answer' in reply) resolve(reply.answer)
        else reject(new Error(reply.error))
      }
      const gone = () => {
        end()
        reject(this.closed ? unavailable('The server stops.') : new TooMuchError())
      }
      const timer = setTimeout(() => void worker.terminate(), JOB_MS)
      worker.on('message', answered).on('exit', gone)
      worker.postMessage(job)
    })
  }

  private start(): Worker {
    const worker = new Worker(this.workerFile, {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
    // Running out of memory is told as an error; what matters is the exit after it.
    worker.on('error', () => {})
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined
    })
    worker.unref()
    return worker
  }
}

/** The thread that reads and prints Markdown: a text can be written so that it takes very long. */
import { parentPort } from 'node:worker_threads'
import { doJob, type ReportAnswer, type ReportJob } from './jobs'

export type ReportReply = { answer: ReportAnswer } | { error: string }

parentPort!.on('message', (job: ReportJob) => {
  let reply: ReportReply
  try {
    reply = { answer: doJob(job) }
  } catch (error) {
    reply = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  parentPort!.postMessage(reply)
})

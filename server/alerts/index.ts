/** Watches runs by rules, and tells those concerned: people in the app, and webhooks. */
import type { RunRow } from '@/lib/api/runs'
import type { PrismaClient } from '../db'
import type { Absorbed } from '../ingest'
import type { Log } from '../log'
import { HISTORY_STREAM, type MetricStore } from '../metrics'
import type { RunQueries } from '../runQuery'
import { isActive, type Runs } from '../runs'
import type { FirstRows } from './arrivals'
import { AlertBook, type AlertListener } from './book'
import { Deliveries } from './deliveries'
import { Inbox } from './inbox'
import { matcher } from './matches'
import { RowWatch } from './rowWatch'
import { AlertRules } from './rules'
import { RunWatch } from './runWatch'
import { Webhooks } from './webhooks'

export type { AlertListener } from './book'

export interface AlertParts {
  prisma: PrismaClient
  metrics: MetricStore
  directory: Runs['directory']
  runQueries: RunQueries
  log: Log
}

export interface AlertOptions {
  publicUrl: string | undefined
  /** Whether webhooks may lead to this machine and its networks. */
  privateWebhooks: boolean
  /** A running run that is silent for longer is called crashed. */
  heartbeatTimeoutMs: number
}

/** A run behind which rules may be, if it was heard of so shortly before the start. */
const BEHIND_MS = 3_600_000

export class Alerts {
  readonly rules: AlertRules
  readonly book: AlertBook
  readonly inbox: Inbox
  readonly webhooks: Webhooks
  private readonly deliveries: Deliveries
  private readonly rows: RowWatch
  private readonly ends: RunWatch
  private readonly prisma: PrismaClient

  constructor(parts: AlertParts, options: AlertOptions, listener: AlertListener) {
    const { prisma, metrics, directory, log } = parts
    this.prisma = prisma
    this.deliveries = new Deliveries(prisma, options.privateWebhooks, log)
    const wake = () => this.deliveries.wake()
    this.rules = new AlertRules(prisma, (projectId) => {
      this.lookAtActive([projectId]).catch((error: unknown) => log.error('alert rules', error))
    })
    this.book = new AlertBook(prisma, listener, options.publicUrl, wake)
    this.inbox = new Inbox(prisma, listener)
    this.webhooks = new Webhooks(prisma, options.privateWebhooks, wake)
    const { heartbeatTimeoutMs } = options
    const matches = matcher(parts.runQueries)
    const watching = [prisma, metrics, directory, this.rules, this.book] as const
    this.rows = new RowWatch(...watching, matches, log)
    this.ends = new RunWatch(...watching, matches, heartbeatTimeoutMs, log)
  }

  /** To be awaited before rows are read back from the log. */
  load(): Promise<void> {
    return this.rules.load()
  }

  async start(): Promise<void> {
    this.rows.start()
    this.deliveries.start()
    await this.ends.start()
    await this.lookAtActive([...this.rules.projects()])
    await this.lookAtBehind()
  }

  async close(): Promise<void> {
    await this.ends.close()
    await this.rows.close()
    await this.deliveries.close()
  }

  /** Rows were absorbed: beside the look-up of the project's rules this only says so. */
  absorbed(
    { runId, projectId }: { runId: number; projectId: number },
    { appended }: Absorbed,
  ): void {
    const rules = this.rules.of(projectId)
    if (appended.length === 0 || rules.length === 0) return
    const came: FirstRows = {}
    for (const { stream, firstRow } of appended) {
      if (stream === HISTORY_STREAM) {
        came.history ??= firstRow
        this.ends.rowsCame(runId)
      } else came.events ??= firstRow
    }
    this.rows.rowsCame(runId, rules, came)
  }

  runChanged(projectId: number, run: RunRow): void {
    this.ends.runChanged(projectId, run)
  }

  /** A run was taken back, or begins with the rows of another. */
  historyReplaced(runId: number): void {
    this.rows.historyReplaced(runId)
  }

  /** New rules begin with what is there, so that the next row already counts. */
  private async lookAtActive(projectIds: number[]): Promise<void> {
    const runs = await this.prisma.run.findMany({
      where: { projectId: { in: projectIds }, state: { in: ['running', 'preempting'] } },
      select: { id: true, state: true },
    })
    for (const { id, state } of runs) if (isActive(state)) this.rows.look(id)
  }

  /** Runs that ended just before the server did may have rows that no rule has seen. */
  private async lookAtBehind(): Promise<void> {
    const heartbeatAt = { gt: new Date(Date.now() - BEHIND_MS) }
    const states = await this.prisma.alertState.findMany({
      where: { run: { heartbeatAt } },
      select: { runId: true },
      distinct: ['runId'],
    })
    for (const { runId } of states) this.rows.look(runId)
  }
}

import type pg from 'pg'
import type { RunRow, UpdateRun } from '@/lib/api/runs'
import { parseLenient, stringifyLenient } from '@/lib/json/lenient'
import { fromStorable, toStorable, toStorableText } from '@/lib/json/storable'
import type { UserPrincipal } from '../auth'
import type { PrismaClient } from '../db'
import type { RunHead } from '../ingest'
import type { Log } from '../log'
import { RunDirectory, type RunEntry } from './directory'
import { presentRun, runRowSelect } from './present'
import { isActive, stateAfter } from './state'
import { upsertRun, type Upserted, type UpsertRun } from './upsert'

export { RunBin } from './bin'
export { Branches } from './branches'
export { type FrozenRun, RunFreezer } from './freezer'
export type { RunEntry } from './directory'
export { RunMover } from './move'
export { presentRun, runRowSelect } from './present'
export { isActive } from './state'
export type { UpsertRun } from './upsert'

const SWEEP_MS = 5_000
const SAVE_HEARTBEATS_MS = 10_000

/** Told of every change of a run that its watchers should see. */
export interface RunListener {
  runChanged(projectId: number, run: RunRow): void
  /** Config or metadata changed. */
  runEdited(runId: number): void
}

/** The life of runs: created, heard from, finished, crashed, revived, edited. */
export class Runs {
  readonly directory: RunDirectory
  private timer: NodeJS.Timeout | undefined
  private readonly startedAt = Date.now()
  private lastSave = 0
  private sweeping: Promise<void> | undefined

  constructor(
    private readonly prisma: PrismaClient,
    private readonly pool: pg.Pool,
    private readonly listener: RunListener,
    private readonly heartbeatTimeoutMs: number,
    private readonly log: Log,
  ) {
    this.directory = new RunDirectory(prisma)
  }

  start(): void {
    this.timer = setInterval(() => {
      this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))
    }, SWEEP_MS)
  }

  async close(): Promise<void> {
    clearInterval(this.timer)
    await this.sweeping
    await this.saveHeartbeats().catch(() => {})
  }

  async upsert(principal: UserPrincipal, input: UpsertRun): Promise<Upserted> {
    const result = await upsertRun(this.prisma, principal, input)
    if (input.starting) {
      const entry = await this.directory.byRunId(result.id)
      if (entry) {
        entry.state = 'running'
        entry.stopRequested = false
        entry.heartbeatAt = Date.now()
      }
    }
    await this.announce(result.id)
    if (!result.inserted) this.listener.runEdited(result.id)
    return result
  }

  /** A client spoke. A run that was taken for crashed lives again. */
  async heard(entry: RunEntry, sentRows: boolean): Promise<void> {
    const now = Date.now()
    if (sentRows) {
      const seconds = (now - entry.heartbeatAt) / 1000
      const smoothed = entry.sendIntervalS ?? seconds
      entry.sendIntervalS =
        seconds > 120 ? entry.sendIntervalS : smoothed + 0.3 * (seconds - smoothed)
    }
    entry.heartbeatAt = now
    if (entry.state !== 'crashed') return
    entry.state = 'running'
    const data = { state: 'running', finishedAt: null, heartbeatAt: new Date(now) } as const
    await this.prisma.run.update({ where: { id: entry.id }, data })
    await this.announce(entry.id)
  }

  /** Part of the ingest flush: summaries and states, in its transaction. */
  async saveHeads(client: pg.ClientBase, heads: RunHead[]): Promise<void> {
    for (const head of heads) {
      const entry = await this.directory.byRunId(head.runId)
      if (!entry) continue
      if (head.summary !== undefined) await saveSummary(client, head.runId, head.summary)
      let { state } = entry
      let exitCode: number | undefined
      for (const status of head.statuses) {
        state = stateAfter(state, status, entry.stopRequested)
        if (status.complete) exitCode = status.exitCode
      }
      if (head.statuses.length === 0) continue
      await client.query({
        name: 'save-run-state',
        text: `UPDATE run SET state = $2::run_state, exit_code = coalesce($3, exit_code),
          finished_at = CASE WHEN $4 THEN now() ELSE finished_at END, heartbeat_at = $5
          WHERE id = $1`,
        values: [head.runId, state, exitCode, !isActive(state), new Date(entry.heartbeatAt)],
      })
      entry.state = state
    }
  }

  async requestStop(entry: RunEntry): Promise<void> {
    entry.stopRequested = true
    await this.prisma.run.update({ where: { id: entry.id }, data: { stopRequested: true } })
    await this.announce(entry.id)
  }

  /** Puts a run into a state that no client reported. */
  async setState(entry: RunEntry, state: 'pending' | 'failed'): Promise<void> {
    entry.state = state
    const finishedAt = state === 'failed' ? new Date() : null
    await this.prisma.run.update({ where: { id: entry.id }, data: { state, finishedAt } })
    await this.announce(entry.id)
  }

  async edit(entry: RunEntry, patch: UpdateRun): Promise<void> {
    const data: Partial<UpdateRun> = {}
    if (patch.displayName !== undefined) data.displayName = toStorableText(patch.displayName)
    if (patch.notes !== undefined) data.notes = toStorableText(patch.notes)
    if (patch.tags !== undefined) data.tags = [...new Set(patch.tags.map(toStorableText))]
    await this.prisma.run.update({ where: { id: entry.id }, data })
    await this.announce(entry.id)
  }

  /** The summary as it is in the run's row, as JSON text. */
  async storedSummary(runId: number): Promise<string> {
    const run = await this.prisma.run.findUnique({
      where: { id: runId },
      select: { summary: true },
    })
    return stringifyLenient(fromStorable(run?.summary ?? {}))
  }

  /** The content of wandb-metadata.json. */
  async saveMetadata(runId: number, text: string): Promise<void> {
    let metadata: unknown
    try {
      metadata = parseLenient(text)
    } catch {
      return // kept as a file all the same
    }
    if (metadata === null || typeof metadata !== 'object' || Array.isArray(metadata)) return
    await this.prisma.run.update({
      where: { id: runId },
      data: { metadata: toStorable(metadata) as object },
    })
    this.listener.runEdited(runId)
  }

  async row(runId: number): Promise<RunRow | undefined> {
    const run = await this.prisma.run.findUnique({ where: { id: runId }, select: runRowSelect })
    return run ? presentRun(run, this.directory.get(runId)?.heartbeatAt) : undefined
  }

  /** Sends the run's row to everyone who watches it. */
  async announce(runId: number): Promise<void> {
    const entry = await this.directory.byRunId(runId)
    const row = await this.row(runId)
    if (entry && !entry.deleted && row) this.listener.runChanged(entry.projectId, row)
  }

  // ---- silence

  private async sweep(): Promise<void> {
    try {
      const now = Date.now()
      if (now - this.lastSave >= SAVE_HEARTBEATS_MS) {
        this.lastSave = now
        await this.saveHeartbeats()
      }
      // While the server was down nobody could be heard: silence counts from its start.
      if (now - this.startedAt < this.heartbeatTimeoutMs) return
      await this.findCrashed(now)
    } catch (error) {
      this.log.debug(`run sweep failed: ${String(error)}`)
    }
  }

  private async findCrashed(now: number): Promise<void> {
    const silentSince = new Date(now - this.heartbeatTimeoutMs)
    const quiet = await this.prisma.run.findMany({
      // A preempted machine may take long to come back: it is not called crashed.
      where: { state: 'running', heartbeatAt: { lt: silentSince }, frozenFromId: null },
      select: { id: true },
    })
    for (const { id } of quiet) {
      const entry = await this.directory.byRunId(id)
      if (!entry || entry.heartbeatAt >= silentSince.getTime()) continue
      entry.state = 'crashed'
      const data = { state: 'crashed', finishedAt: new Date(entry.heartbeatAt) } as const
      await this.prisma.run.update({ where: { id }, data })
      await this.announce(id)
    }
  }

  private async saveHeartbeats(): Promise<void> {
    const changed = [...this.directory.loaded()].filter((e) => e.heartbeatAt > e.savedHeartbeatAt)
    if (changed.length === 0) return
    const times = changed.map((entry) => entry.heartbeatAt)
    await this.pool.query({
      name: 'save-heartbeats',
      text: `UPDATE run SET heartbeat_at = to_timestamp(n.at / 1000.0)
        FROM unnest($1::int[], $2::float8[]) AS n(id, at) WHERE run.id = n.id`,
      values: [changed.map((entry) => entry.id), times],
    })
    changed.forEach((entry, i) => (entry.savedHeartbeatAt = times[i]!))
  }
}

async function saveSummary(client: pg.ClientBase, runId: number, text: string): Promise<void> {
  const summary = parseSummary(text)
  if (!summary) return
  await client.query({
    name: 'save-summary',
    text: 'UPDATE run SET summary = $2::jsonb WHERE id = $1',
    values: [runId, JSON.stringify(toStorable(summary))],
  })
}

export function parseSummary(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseLenient(text)
    const isObject = value !== null && typeof value === 'object' && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/**
 * Deleting runs: into the bin, out of it, and for ever. A run in the bin is seen by nobody but the
 * bin, yet goes on taking what its client sends, so that restoring it brings back everything.
 */
import type pg from 'pg'
import { BIN_DAYS } from '@/lib/api/bin'
import type { PrismaClient } from '../db'
import type { RunFiles } from '../files'
import type { Ingest } from '../ingest'
import type { Log } from '../log'
import type { MetricStore } from '../metrics'
import type { RunDirectory } from './directory'
import { changeSettled } from './changeSettled'
import { addProjectKeys, tidyProjectKeys } from './projectKeys'
import { deleteRows } from './purge'

const BIN_MS = BIN_DAYS * 86_400_000
const SWEEP_MS = 3_600_000
/** Most runs deleted for ever in one go of the sweep. */
const SWEEP_RUNS = 100

/** Whether a run deleted then can still be brought back. */
export function isInBin(deletedAt: Date): boolean {
  return deletedAt.getTime() > Date.now() - BIN_MS
}

export interface BinListener {
  /** A run is gone from its project, for now or for ever. */
  runDeleted(projectId: number, runId: number): void
  /** It is back. */
  runRestored(runId: number): void
}

export class RunBin {
  private timer: NodeJS.Timeout | undefined
  private sweeping: Promise<void> | undefined
  private closing = false
  private readonly purging = new Map<number, Promise<void>>()

  constructor(
    private readonly prisma: PrismaClient,
    private readonly pool: pg.Pool,
    private readonly parts: { ingest: Ingest; metrics: MetricStore; files: RunFiles },
    private readonly directory: RunDirectory,
    private readonly listener: BinListener,
    private readonly log: Log,
  ) {}

  start(): void {
    const sweep = () => {
      this.sweeping ??= this.sweep().finally(() => (this.sweeping = undefined))
    }
    this.timer = setInterval(sweep, SWEEP_MS)
    sweep()
  }

  async close(): Promise<void> {
    this.closing = true
    clearInterval(this.timer)
    await this.sweeping
  }

  /** Puts runs into the bin; those that are there already stay as they are. */
  async bin(runIds: readonly number[]): Promise<void> {
    const projects = new Map<number, number[]>()
    for (const runId of runIds) {
      const entry = await this.directory.byRunId(runId)
      if (!entry || entry.deleted) continue
      await this.setDeletedAt(runId, new Date())
      entry.deleted = true
      projects.set(entry.projectId, [...(projects.get(entry.projectId) ?? []), runId])
    }
    for (const [projectId, gone] of projects) {
      await tidyProjectKeys(this.pool, projectId)
      for (const runId of gone) this.listener.runDeleted(projectId, runId)
    }
  }

  /** Takes runs out of the bin; those whose time is over, or that are in no bin, stay out of sight. */
  async restore(runIds: readonly number[]): Promise<void> {
    for (const { id, projectId } of await this.inBin({ id: { in: [...runIds] } })) {
      const entry = await this.directory.byRunId(id)
      await this.setDeletedAt(id, null)
      if (entry) entry.deleted = false
      await addProjectKeys(this.pool, projectId, id)
      this.listener.runRestored(id)
    }
  }

  /** Deletes runs in the bin for ever, with everything they logged. */
  async purge(runIds: readonly number[]): Promise<void> {
    const runs = await this.inBin({ id: { in: [...runIds] } })
    const ids = runs.map(({ id }) => id)
    // Out of the bin first: what is half deleted must not be restored.
    await this.prisma.run.updateMany({
      where: { id: { in: ids } },
      data: { deletedAt: new Date(0) },
    })
    for (const { id } of await this.purgeable({ id: { in: ids } })) await this.purgeRun(id)
  }

  /** The runs in the bin of a project, last deleted first. */
  list(projectId: number) {
    return this.inBin({ projectId })
  }

  private inBin(where: { id: { in: number[] } } | { projectId: number }) {
    return this.prisma.run.findMany({
      where: { ...where, deletedAt: { gt: new Date(Date.now() - BIN_MS) } },
      select: { id: true, projectId: true, deletedAt: true },
      orderBy: { deletedAt: 'desc' },
    })
  }

  private purgeable(where: { id?: { in: number[] } }) {
    return this.prisma.run.findMany({
      where: {
        ...where,
        deletedAt: { lt: new Date(Date.now() - BIN_MS) },
        // Its forks still show its rows.
        forks: { none: {} },
      },
      select: { id: true },
      take: SWEEP_RUNS,
    })
  }

  /** Where a run belongs is known to those who have it open: they are to look again. */
  private setDeletedAt(runId: number, deletedAt: Date | null): Promise<void> {
    return changeSettled(this.parts.ingest, runId, async (client) => {
      await client.query('UPDATE run SET deleted_at = $2 WHERE id = $1', [runId, deletedAt])
    })
  }

  /** The sweep and a person may want the same. */
  private purgeRun(runId: number): Promise<void> {
    let purging = this.purging.get(runId)
    if (!purging) {
      purging = this.purgeNow(runId).finally(() => this.purging.delete(runId))
      this.purging.set(runId, purging)
    }
    return purging
  }

  private async purgeNow(runId: number): Promise<void> {
    const { ingest, metrics, files } = this.parts
    const histories = await deleteRows(this.pool, ingest, runId, () => files.deleteAll(runId))
    this.directory.forget(runId)
    for (const history of histories) metrics.forget(history)
  }

  private async sweep(): Promise<void> {
    try {
      for (;;) {
        const runs = await this.purgeable({})
        for (const { id } of runs) {
          if (this.closing) return
          await this.purgeRun(id)
        }
        if (runs.length < SWEEP_RUNS) return
      }
    } catch (error) {
      this.log.error('emptying the bin', error)
    }
  }
}

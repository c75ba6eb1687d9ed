/** What reports froze: hidden projects that hold runs as they were, so that figures stay as they are. */
import { randomBytes } from 'node:crypto'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import { FROZEN_PROJECT_PREFIX } from '@/lib/reports/freeze'
import type { FrozenRuns, ReportRunSet } from '@/lib/reports/runSets'
import { queryOf } from '@/lib/reports/runSetQuery'
import { canReadProject, type Principal } from '../auth'
import type { PrismaClient } from '../db'
import { badRequest, notFound } from '../http/errors'
import type { RunQueries } from '../runQuery'
import type { FrozenRun, RunFreezer } from '../runs'
import type { ReportFacts } from './present'

/** Runs that are frozen at a time: each keeps its client waiting for a moment. */
const AT_ONCE = 4
/** One that is not finished by then was cut off by a crash. */
const UNFINISHED_MS = 3_600_000

export interface Taken {
  frozen: FrozenRuns
  /** Numbers of the frozen runs by those of the originals. */
  ids: ReadonlyMap<number, number>
}

export class Snapshots {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly freezer: RunFreezer,
    private readonly runQueries: RunQueries,
  ) {}

  /** @throws HttpError 400 for more runs than a chart may draw, 404 without the run set's project */
  async take(principal: Principal, report: ReportFacts, runSet: ReportRunSet): Promise<Taken> {
    const from = await this.source(principal, report, runSet)
    const matching = await this.runQueries.ids(from.id, queryOf(runSet))
    if (matching.length > MAX_SERIES) {
      throw badRequest(
        `${matching.length} runs match, and at most ${MAX_SERIES} can be frozen. Narrow the filter.`,
        'runSet',
      )
    }
    const at = new Date()
    const name = `${FROZEN_PROJECT_PREFIX}${randomBytes(8).toString('hex')}`
    const { id } = await this.prisma.project.create({
      data: {
        ...{ entityId: from.entityId, name, visibility: from.visibility },
        ...{ creatorId: from.creatorId, frozen: true, frozenFromId: from.id },
      },
    })
    const runs = await this.freezeAll(matching, id)
    // Until then it is litter, which is swept up.
    await this.prisma.project.update({ where: { id }, data: { frozenForId: report.id } })
    const ids = new Map([...runs].map(([original, frozen]) => [original, frozen.id]))
    const steps = [...runs.values()].flatMap(({ lastStep }) => lastStep ?? [])
    const step = steps.length > 0 ? Math.max(...steps) : null
    return { frozen: { at: at.toISOString(), data: name, runs: runs.size, step }, ids }
  }

  /** Numbers of the originals by those of the frozen runs, of what a run set names. */
  async originals(report: ReportFacts, runSet: ReportRunSet): Promise<Map<number, number>> {
    const runs = await this.prisma.run.findMany({
      where: {
        project: {
          frozen: true,
          name: runSet.frozen?.data ?? '',
          entity: { name: runSet.project?.entity ?? report.project.entity.name },
        },
      },
      select: { id: true, frozenFromId: true },
    })
    return new Map(
      runs.flatMap(({ id, frozenFromId }) => (frozenFromId === null ? [] : [[id, frozenFromId]])),
    )
  }

  /** How many runs match by now that did not when the run set was frozen. */
  async newSince(principal: Principal, report: ReportFacts, runSet: ReportRunSet): Promise<number> {
    const from = await this.source(principal, report, runSet)
    const [matching, known] = await Promise.all([
      this.runQueries.ids(from.id, queryOf(runSet)),
      this.originals(report, runSet),
    ])
    const were = new Set(known.values())
    return matching.filter((id) => !were.has(id)).length
  }

  /** Puts away what no report is left to show. Its runs go with the next emptying of the bin. */
  async sweep(): Promise<void> {
    const litter = {
      frozen: true,
      frozenForId: null,
      createdAt: { lt: new Date(Date.now() - UNFINISHED_MS) },
    }
    await this.prisma.run.updateMany({
      where: { project: litter, deletedAt: null },
      data: { deletedAt: new Date(0) },
    })
    await this.prisma.project.deleteMany({ where: { ...litter, runs: { none: {} } } })
  }

  private async source(principal: Principal, report: ReportFacts, runSet: ReportRunSet) {
    const { entity, name } = runSet.project ?? {
      entity: report.project.entity.name,
      name: report.project.name,
    }
    const project = await this.prisma.project.findFirst({
      where: { name, entity: { name: entity }, frozen: false },
    })
    if (!project || !canReadProject(principal, project)) {
      throw notFound(`The project ${entity}/${name}`)
    }
    return project
  }

  private async freezeAll(
    runIds: readonly number[],
    projectId: number,
  ): Promise<Map<number, FrozenRun>> {
    const runs = new Map<number, FrozenRun>()
    const waiting = [...runIds]
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const frozen = await this.freezer.freeze(next, projectId)
        if (frozen) runs.set(next, frozen)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    return runs
  }
}

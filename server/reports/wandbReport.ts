/** What is looked up for reports of W&B's tools: which runs their names mean. */
import { z } from 'zod'
import { isUnstorable } from '@/lib/json/storable'
import type { FoundRun, NamedRuns } from '@/lib/reports/wandb/runNames'
import { canReadProject, type Principal } from '../auth'
import type { Prisma, PrismaClient } from '../db'
import { badRequest } from '../http/errors'

/** A report as the tools save it. */
export interface WandbReport {
  /** JSON. */
  spec: string
  name: string
  /** `runs`, or `runs/draft`. */
  type: string
  title: string
  description: string
}

export function parsedSpec(spec: string): unknown {
  try {
    return JSON.parse(spec)
  } catch {
    throw badRequest('spec: is no JSON', 'spec')
  }
}

const foundSchema = z.array(z.tuple([z.string(), z.string(), z.string(), z.number()]))

export const storedRuns = (stored: unknown): FoundRun[] => foundSchema.catch([]).parse(stored ?? [])

export const storableRuns = (runs: readonly FoundRun[]) => runs.map((run) => [...run])

const select = {
  id: true,
  name: true,
  project: {
    select: {
      name: true,
      entityId: true,
      visibility: true,
      creatorId: true,
      frozen: true,
      entity: { select: { name: true } },
    },
  },
} satisfies Prisma.RunSelect
type Selected = Prisma.RunGetPayload<{ select: typeof select }>

/** Nobody learns of runs in projects that they may not read. */
export class NamedRunReader {
  constructor(private readonly prisma: PrismaClient) {}

  async named(principal: Principal, wanted: readonly NamedRuns[]): Promise<FoundRun[]> {
    const found: FoundRun[] = []
    for (const { project, names } of wanted) {
      const storable = names.filter((name) => !isUnstorable(name))
      if (isUnstorable(project.name) || isUnstorable(project.entity)) continue
      const runs = await this.prisma.run.findMany({
        where: {
          name: { in: storable },
          project: { name: project.name, entity: { name: project.entity } },
        },
        select,
      })
      found.push(...readable(principal, runs))
    }
    return found
  }

  async byId(principal: Principal, ids: readonly number[]): Promise<FoundRun[]> {
    const runs = await this.prisma.run.findMany({ where: { id: { in: [...ids] } }, select })
    return readable(principal, runs)
  }
}

const readable = (principal: Principal, runs: readonly Selected[]) =>
  runs
    .filter(({ project }) => canReadProject(principal, project))
    .map(({ id, name, project }): FoundRun => [project.entity.name, project.name, name, id])

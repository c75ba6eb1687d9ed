/** What is looked up for reports of W&B's tools: which runs their names mean. */
import { isUnstorable } from '@/lib/json/storable'
import type { FoundRun, NamedRuns } from '@/lib/reports/wandb/runNames'
import { canReadProject, type Principal } from '../auth'
import type { PrismaClient } from '../db'
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

const select = {
  id: true,
  name: true,
  project: { select: { name: true, entity: { select: { name: true } } } },
} as const

export class NamedRunReader {
  constructor(private readonly prisma: PrismaClient) {}

  /** In projects that the person may read. */
  async named(principal: Principal, wanted: readonly NamedRuns[]): Promise<FoundRun[]> {
    return this.find(wanted, (project) => canReadProject(principal, project))
  }

  /** For a report that is read: its names say nothing that it does not show. */
  async all(wanted: readonly NamedRuns[], ids: readonly number[]): Promise<FoundRun[]> {
    const named = await this.find(wanted, () => true)
    const more = await this.prisma.run.findMany({ where: { id: { in: [...ids] } }, select })
    return [...named, ...more.map(present)]
  }

  private async find(
    wanted: readonly NamedRuns[],
    may: (project: Parameters<typeof canReadProject>[1]) => boolean,
  ): Promise<FoundRun[]> {
    const found: FoundRun[] = []
    for (const { project: named, names } of wanted) {
      const storable = names.filter((name) => !isUnstorable(name))
      if (storable.length === 0 || isUnstorable(named.name) || isUnstorable(named.entity)) continue
      const project = await this.prisma.project.findFirst({
        where: { name: named.name, entity: { name: named.entity } },
      })
      if (!project || !may(project)) continue
      const where = { projectId: project.id, name: { in: storable } }
      const runs = await this.prisma.run.findMany({ where, select })
      found.push(...runs.map(present))
    }
    return found
  }
}

function present({
  id,
  name,
  project,
}: {
  id: number
  name: string
  project: { name: string; entity: { name: string } }
}): FoundRun {
  return [project.entity.name, project.name, name, id]
}

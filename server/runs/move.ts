/** Moves runs between projects. Rows, console and files hang on the run itself and stay where they are. */
import type pg from 'pg'
import type { Prisma } from '../db'
import { type PrismaClient } from '../db'
import { conflict } from '../http/errors'
import type { Ingest } from '../ingest'
import type { BinListener } from './bin'
import type { RunDirectory, RunEntry, RunPlace } from './directory'
import { changeSettled } from './changeSettled'
import { addProjectKeys, tidyProjectKeys } from './projectKeys'
import { isActive } from './state'

export class RunMover {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly pool: pg.Pool,
    private readonly ingest: Ingest,
    private readonly directory: RunDirectory,
    private readonly listener: BinListener,
  ) {}

  /** All of them, or none when one cannot be moved. Their old addresses lead to the new ones. */
  async move(runs: readonly RunEntry[], to: RunPlace): Promise<void> {
    const moving = runs.filter((run) => run.projectId !== to.projectId)
    await this.check(moving, to)
    const left = new Set<number>()
    for (const run of moving) {
      const from = run.projectId
      await this.moveOne(run, to)
      left.add(from)
      await tidyProjectKeys(this.pool, from)
      this.listener.runDeleted(from, run.id)
      this.listener.runRestored(run.id)
    }
  }

  private async check(runs: readonly RunEntry[], to: RunPlace): Promise<void> {
    const active = runs.find((run) => isActive(run.state))
    if (active) {
      throw conflict(`The run ${active.name} is still running. Move it when it has ended.`)
    }
    const names = runs.map((run) => run.name)
    const twice = names.find((name, i) => names.indexOf(name) !== i)
    if (twice !== undefined) throw conflict(`Two of the runs have the id ${twice}.`)
    const taken = await this.prisma.run.findFirst({
      where: { projectId: to.projectId, name: { in: names } },
      select: { name: true, deletedAt: true },
    })
    if (taken) throw conflict(takenMessage(taken.name, to, taken.deletedAt !== null))
  }

  private async moveOne(run: RunEntry, to: RunPlace): Promise<void> {
    const { runCounter: number } = await this.prisma.project.update({
      where: { id: to.projectId },
      data: { runCounter: { increment: 1 }, updatedAt: new Date() },
      select: { runCounter: true },
    })
    try {
      await changeSettled(this.ingest, run.id, async (client) => {
        await client.query('UPDATE run SET project_id = $2, number = $3 WHERE id = $1', [
          run.id,
          to.projectId,
          number,
        ])
        await client.query(
          `INSERT INTO run_redirect (project_id, name, run_id) VALUES ($1, $2, $3)
           ON CONFLICT (project_id, name) DO UPDATE SET run_id = EXCLUDED.run_id`,
          [run.projectId, run.name, run.id],
        )
        await addProjectKeys(client, to.projectId, run.id)
      })
    } catch (error) {
      // Another run took the name meanwhile.
      if ((error as { code?: string }).code === '23505') {
        throw conflict(takenMessage(run.name, to, false))
      }
      throw error
    }
    this.directory.moved(run.id, to)
  }
}

function takenMessage(name: string, to: RunPlace, inBin: boolean): string {
  return `${to.entity}/${to.project} has a run with the id ${name} already${inBin ? ', in its bin' : ''}.`
}

/** The run that once stood at this place. */
export async function redirectedRun(
  prisma: PrismaClient | Prisma.TransactionClient,
  projectId: number,
  name: string,
): Promise<number | undefined> {
  const where = { projectId_name: { projectId, name } }
  return (await prisma.runRedirect.findUnique({ where }))?.runId
}

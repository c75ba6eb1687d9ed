import type { z } from 'zod'
import { moveRunsSchema, runIdsSchema } from '@/lib/api/bin'
import { canReadProject, canWriteProject, type Principal } from '../auth'
import { readJson } from '../http/body'
import { forbidden, notFound } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { presentRun, type RunEntry, runRowSelect } from '../runs'
import { readableProject } from './access'
import type { ApiServices } from './services'

/** Deleting, restoring and moving runs, several at once. */
export function addBinRoutes(router: Router, services: ApiServices): void {
  const { prisma, runs, bin, mover } = services

  /** The runs a request names, in a bin or not, each of which the principal must be able to change. */
  const writableRuns = async (principal: Principal, ids: readonly number[]) => {
    const found = await Promise.all([...new Set(ids)].map((id) => runs.directory.byRunId(id)))
    return found.map((run): RunEntry => {
      if (!run || !canReadProject(principal, run)) throw notFound('One of the runs')
      if (!canWriteProject(principal, run)) {
        throw forbidden(`You may read but not change runs of ${run.entity}.`)
      }
      return run
    })
  }
  const chosen = async <T extends typeof runIdsSchema>(context: RequestContext, schema: T) => {
    const body: z.output<T> = await readJson(context.req, schema)
    return { body, runs: await writableRuns(context.principal, body.runIds) }
  }
  const ids = (list: readonly RunEntry[]) => list.map((run) => run.id)

  router.on('GET', '/api/projects/:entity/:project/bin', async (context) => {
    const project = await readableProject(context, services)
    const binned = await bin.list(project.id)
    const rows = await prisma.run.findMany({
      where: { id: { in: binned.map(({ id }) => id) } },
      select: runRowSelect,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    const list = binned.flatMap(({ id, deletedAt }) => {
      const row = byId.get(id)
      return row && deletedAt
        ? [
            {
              run: presentRun(row, runs.directory.get(id)?.heartbeatAt),
              deletedAt: deletedAt.toISOString(),
            },
          ]
        : []
    })
    const canWrite = canWriteProject(context.principal, project)
    sendJson(context.res, { runs: list, canWrite })
  })

  router.on('POST', '/api/runs/bin', async (context) => {
    await bin.bin(ids((await chosen(context, runIdsSchema)).runs))
    sendJson(context.res, {})
  })

  router.on('POST', '/api/runs/restore', async (context) => {
    await bin.restore(ids((await chosen(context, runIdsSchema)).runs))
    sendJson(context.res, {})
  })

  router.on('POST', '/api/runs/purge', async (context) => {
    await bin.purge(ids((await chosen(context, runIdsSchema)).runs))
    sendJson(context.res, {})
  })

  router.on('POST', '/api/runs/move', async (context) => {
    const { body, runs: list } = await chosen(context, moveRunsSchema)
    const to = await prisma.project.findFirst({
      where: { name: body.project, entity: { name: body.entity } },
      include: { entity: true },
    })
    const where = `${body.entity}/${body.project}`
    if (!to || !canReadProject(context.principal, to)) throw notFound(`The project ${where}`)
    if (!canWriteProject(context.principal, to)) {
      throw forbidden(`You may read but not write in ${where}.`)
    }
    if (list.some((run) => run.deleted)) throw notFound('One of the runs')
    await mover.move(list, {
      projectId: to.id,
      project: to.name,
      entityId: to.entityId,
      entity: to.entity.name,
      visibility: to.visibility,
      creatorId: to.creatorId,
      frozen: to.frozen,
    })
    sendJson(context.res, {})
  })
}

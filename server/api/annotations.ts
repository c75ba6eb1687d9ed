import {
  annotationQuerySchema,
  changeAnnotationSchema,
  createAnnotationSchema,
} from '@/lib/api/annotations'
import { canManageEntity, canReadProject, canWriteProject } from '../auth'
import { readJson } from '../http/body'
import { forbidden, fromZod, notFound } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { idParam, readableProject, userOf, writableRun } from './access'
import type { ApiServices } from './services'

/** Marks on data: readers see them, writers make and resolve them. */
export function addAnnotationRoutes(router: Router, services: ApiServices): void {
  const { annotations, runs } = services

  /** One that somebody may change, with the run that it is on. */
  const writable = async (context: RequestContext) => {
    const id = idParam(context)
    const found = await annotations.find(id)
    const run = found && (await runs.directory.byRunId(found.runId))
    if (!found || !run || run.deleted || !canReadProject(context.principal, run)) {
      throw notFound('The annotation')
    }
    if (!canWriteProject(context.principal, run)) {
      throw forbidden(`You may read but not change annotations of ${run.entity}.`)
    }
    const { userId } = userOf(context.principal)
    return { id, run, userId, own: found.authorId === userId }
  }

  router.on('GET', '/api/projects/:entity/:project/annotations', async (context) => {
    const project = await readableProject(context, services)
    const query = annotationQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    sendJson(context.res, await annotations.list(project.id, query.data))
  })

  router.on('POST', '/api/runs/:id/annotations', async (context) => {
    const run = await writableRun(context, services)
    const wanted = await readJson(context.req, createAnnotationSchema)
    const { userId } = userOf(context.principal)
    sendJson(context.res, await annotations.create(run, userId, wanted), 201)
  })

  router.on('PATCH', '/api/annotations/:id', async (context) => {
    const { id, run, userId, own } = await writable(context)
    const wanted = await readJson(context.req, changeAnnotationSchema)
    if (wanted.text !== undefined && !own) {
      throw forbidden('Only whoever wrote an annotation may rewrite it.')
    }
    sendJson(context.res, await annotations.change(run, id, userId, wanted))
  })

  router.on('DELETE', '/api/annotations/:id', async (context) => {
    const { id, run, own } = await writable(context)
    if (!own && !canManageEntity(context.principal, run.entityId)) {
      throw forbidden(
        `Only whoever wrote an annotation, or admins of ${run.entity}, may delete it.`,
      )
    }
    await annotations.remove(run, id)
    sendJson(context.res, {})
  })
}

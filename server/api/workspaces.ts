import { renameViewSchema, saveViewSchema } from '@/lib/api/views'
import { readJson } from '../http/body'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { readableProject, userOf } from './access'
import type { ApiServices } from './services'

const PATH = '/api/projects/:entity/:project/views'

/** Saved views of workspaces; what they show is edited over the collaboration socket. */
export function addWorkspaceRoutes(router: Router, services: ApiServices): void {
  const { views } = services
  const slugOf = ({ params }: RequestContext) => params.slug ?? ''
  const found = async (context: RequestContext) => {
    const { id } = await readableProject(context, services)
    return views.find(context.principal, id, slugOf(context))
  }

  router.on('GET', PATH, async (context) => {
    const { principal } = context
    const { id } = await readableProject(context, services)
    const list = await views.list(principal, id)
    sendJson(context.res, { views: list.map((view) => views.present(principal, view)) })
  })

  router.on('POST', `${PATH}/personal`, async (context) => {
    const { id } = await readableProject(context, services)
    const user = userOf(context.principal)
    sendJson(context.res, views.present(user, await views.personal(user, id)))
  })

  router.on('POST', PATH, async (context) => {
    const user = userOf(context.principal)
    const project = await readableProject(context, services)
    const { name, from } = await readJson(context.req, saveViewSchema)
    const view = await views.saveAs(user, project.id, project, name, from)
    sendJson(context.res, views.present(user, view), 201)
  })

  router.on('GET', `${PATH}/:slug`, async (context) => {
    sendJson(context.res, views.present(context.principal, await found(context)))
  })

  router.on('PATCH', `${PATH}/:slug`, async (context) => {
    const { principal } = context
    const view = await found(context)
    const { name } = await readJson(context.req, renameViewSchema)
    sendJson(context.res, views.present(principal, await views.rename(principal, view, name)))
  })

  router.on('DELETE', `${PATH}/:slug`, async (context) => {
    await views.remove(context.principal, await found(context))
    sendJson(context.res, {})
  })

  router.on('POST', `${PATH}/:slug/restore`, async (context) => {
    const { principal } = context
    const { id } = await readableProject(context, services)
    const view = await views.restore(principal, id, slugOf(context))
    sendJson(context.res, views.present(principal, view))
  })
}

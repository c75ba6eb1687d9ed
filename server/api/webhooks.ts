import { changeWebhookSchema, createWebhookSchema } from '@/lib/api/alerts'
import { readJson } from '../http/body'
import { notFound } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { idParam, readableProject, userOf } from './access'
import { requireWriter } from './alerts'
import type { ApiServices } from './services'

/** Where alerts are sent. Addresses are often secrets themselves, so readers do not see them. */
export function addWebhookRoutes(router: Router, services: ApiServices): void {
  const { webhooks } = services.alerts

  const writableProject = async (context: RequestContext) => {
    const project = await readableProject(context, services)
    requireWriter(context.principal, project, 'The project')
    return project
  }
  const writableWebhook = async (context: RequestContext) => {
    const webhook = await webhooks.find(idParam(context))
    if (!webhook) throw notFound('The webhook')
    requireWriter(context.principal, webhook.project, 'The webhook')
    return webhook
  }

  router.on('GET', '/api/projects/:entity/:project/webhooks', async (context) => {
    const { id } = await writableProject(context)
    sendJson(context.res, { webhooks: await webhooks.list(id) })
  })

  router.on('POST', '/api/projects/:entity/:project/webhooks', async (context) => {
    const { id } = await writableProject(context)
    const wanted = await readJson(context.req, createWebhookSchema)
    const { username } = userOf(context.principal)
    sendJson(context.res, await webhooks.create(id, username, wanted), 201)
  })

  router.on('PATCH', '/api/webhooks/:id', async (context) => {
    const { id } = await writableWebhook(context)
    await webhooks.change(id, await readJson(context.req, changeWebhookSchema))
    sendJson(context.res, {})
  })

  router.on('DELETE', '/api/webhooks/:id', async (context) => {
    await webhooks.remove((await writableWebhook(context)).id)
    sendJson(context.res, {})
  })

  router.on('POST', '/api/webhooks/:id/test', async (context) => {
    const { project, ...webhook } = await writableWebhook(context)
    await webhooks.test(webhook, `${project.entity.name}/${project.name}`)
    sendJson(context.res, {})
  })

  router.on('GET', '/api/webhooks/:id/deliveries', async (context) => {
    const { id } = await writableWebhook(context)
    sendJson(context.res, { deliveries: await webhooks.deliveries(id) })
  })
}

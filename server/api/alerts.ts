import { alertQuerySchema, changeRuleSchema, createRuleSchema, muteSchema } from '@/lib/api/alerts'
import { canReadProject, canWriteProject, type Principal } from '../auth'
import { readJson } from '../http/body'
import { badRequest, forbidden, fromZod, notFound } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { idParam, readableProject, userOf } from './access'
import type { ApiServices } from './services'

type Place = Parameters<typeof canReadProject>[1] & { entity: { name: string } }

/** Watching runs belongs to those who may log them. */
export function requireWriter(principal: Principal, project: Place, what: string): void {
  if (!canReadProject(principal, project)) throw notFound(what)
  if (!canWriteProject(principal, project)) {
    throw forbidden(`You may read but not change projects of ${project.entity.name}.`)
  }
}

/** What happened in a project's runs, and the rules that watch them. */
export function addAlertRoutes(router: Router, services: ApiServices): void {
  const { alerts } = services
  const { rules, book } = alerts

  const writableRule = async (context: RequestContext) => {
    const rule = await rules.find(idParam(context))
    if (!rule) throw notFound('The rule')
    requireWriter(context.principal, rule.project, 'The rule')
    return rule
  }

  router.on('GET', '/api/projects/:entity/:project/alerts', async (context) => {
    const project = await readableProject(context, services)
    const query = alertQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    sendJson(context.res, await book.page(project.id, query.data.before, query.data.run))
  })

  router.on('GET', '/api/projects/:entity/:project/alert-rules', async (context) => {
    const project = await readableProject(context, services)
    const { userId } = userOf(context.principal)
    const canWrite = canWriteProject(context.principal, project)
    sendJson(context.res, { ...(await rules.list(project.id, userId)), canWrite })
  })

  router.on('POST', '/api/projects/:entity/:project/alert-rules', async (context) => {
    const project = await readableProject(context, services)
    requireWriter(context.principal, project, 'The project')
    const wanted = await readJson(context.req, createRuleSchema)
    const { username } = userOf(context.principal)
    sendJson(context.res, { id: await rules.create(project.id, username, wanted) }, 201)
  })

  router.on('PATCH', '/api/alert-rules/:id', async (context) => {
    const rule = await writableRule(context)
    await rules.change(rule, await readJson(context.req, changeRuleSchema))
    sendJson(context.res, {})
  })

  router.on('DELETE', '/api/alert-rules/:id', async (context) => {
    await rules.remove(await writableRule(context))
    sendJson(context.res, {})
  })

  // For oneself only: it changes what one is told, and nothing of the project.
  router.on('PUT', '/api/projects/:entity/:project/alert-mutes', async (context) => {
    const project = await readableProject(context, services)
    const { ruleId, muted } = await readJson(context.req, muteSchema)
    if (ruleId !== null && (await rules.find(ruleId))?.projectId !== project.id) {
      throw badRequest('ruleId: the project has no such rule', 'ruleId')
    }
    await rules.mute(project.id, userOf(context.principal).userId, ruleId, muted)
    sendJson(context.res, {})
  })
}

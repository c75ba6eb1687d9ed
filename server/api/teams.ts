import {
  auditQuerySchema,
  changeMemberSchema,
  changeProjectSchema,
  createTeamSchema,
  type Team,
} from '@/lib/api/teams'
import {
  AuditLog,
  canManageEntity,
  canManageServer,
  managedTeam,
  readableProjects,
  Teams,
  visibleTeam,
} from '../auth'
import { readJson } from '../http/body'
import { forbidden, fromZod } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { readableProject, userOf } from './access'
import type { ApiServices } from './services'

/** Teams, their members, who sees their projects, and what was done with rights. */
export function addTeamRoutes(router: Router, services: ApiServices): void {
  const { auth, prisma, runs } = services
  const teams = new Teams(prisma, auth)
  const audit = new AuditLog(prisma)
  const teamName = ({ params }: RequestContext) => params.team ?? ''
  const username = ({ params }: RequestContext) => params.username ?? ''

  const present = async (context: RequestContext): Promise<Team> => {
    const { principal } = context
    const team = await visibleTeam(prisma, principal, teamName(context))
    const [members, projects] = await Promise.all([
      teams.members(team.id),
      teams.projects({ entityId: team.id, ...readableProjects(principal) }),
    ])
    const role = userOf(principal).roles.get(team.id) ?? 'VIEWER'
    const canManage = canManageEntity(principal, team.id)
    return { name: team.name, role, canManage, members, projects }
  }

  router.on('GET', '/api/teams', async ({ res, principal }) => {
    sendJson(res, { teams: await teams.list(userOf(principal)) })
  })

  router.on('POST', '/api/teams', async ({ req, res, principal }) => {
    const { name } = await readJson(req, createTeamSchema)
    await teams.create(principal, name)
    sendJson(res, {}, 201)
  })

  router.on('GET', '/api/teams/:team', async (context) => {
    sendJson(context.res, await present(context))
  })

  router.on('DELETE', '/api/teams/:team', async (context) => {
    await teams.delete(userOf(context.principal), teamName(context))
    sendJson(context.res, {})
  })

  router.on('PATCH', '/api/teams/:team/members/:username', async (context) => {
    const actor = userOf(context.principal)
    const { role } = await readJson(context.req, changeMemberSchema)
    await teams.changeRole(actor, teamName(context), username(context), role)
    sendJson(context.res, {})
  })

  router.on('DELETE', '/api/teams/:team/members/:username', async (context) => {
    await teams.removeMember(userOf(context.principal), teamName(context), username(context))
    sendJson(context.res, {})
  })

  router.on('GET', '/api/teams/:team/audit', async (context) => {
    const team = await managedTeam(prisma, context.principal, teamName(context))
    sendJson(context.res, await audit.page(team.name, beforeOf(context)))
  })

  router.on('GET', '/api/audit', async (context) => {
    if (!canManageServer(context.principal)) {
      throw forbidden('Only admins of the server may see that.')
    }
    sendJson(context.res, await audit.page(undefined, beforeOf(context)))
  })

  // The person's own projects; a team's come with the team.
  router.on('GET', '/api/own-projects', async ({ res, principal }) => {
    const entityId = userOf(principal).defaultEntity.id
    const own = await teams.projects({ entityId, ...readableProjects(principal) })
    sendJson(res, { projects: own })
  })

  router.on('PATCH', '/api/projects/:entity/:project', async (context) => {
    const actor = userOf(context.principal)
    const project = await readableProject(context, services)
    const { visibility } = await readJson(context.req, changeProjectSchema)
    await teams.changeVisibility(actor, project, visibility, (ids, now) => {
      for (const id of ids) runs.directory.visibilityChanged(id, now)
    })
    sendJson(context.res, {})
  })
}

function beforeOf({ query }: RequestContext): number | undefined {
  const parsed = auditQuerySchema.safeParse(Object.fromEntries(query))
  if (!parsed.success) throw fromZod(parsed.error)
  return parsed.data.before
}

import type { Home, Project } from '@/lib/api/projects'
import { canManageEntity, canWriteProject, type Principal, readableProjects } from '../auth'
import type { Prisma } from '../db'
import { sendJson } from '../http/respond'
import type { Router } from '../http/router'
import { EVENTS_STREAM, HISTORY_STREAM } from '../metrics'
import { presentRun, runRowSelect } from '../runs'
import { readableProject, readableRun, userOf } from './access'
import type { ApiServices } from './services'

const RECENT_RUNS = 12

type ProjectWithEntity = Prisma.ProjectGetPayload<{ include: { entity: true } }>

export function addProjectRoutes(router: Router, services: ApiServices): void {
  const { prisma, runs, metrics, livePosition } = services

  const present = async (
    principal: Principal,
    projects: ProjectWithEntity[],
  ): Promise<Project[]> => {
    const counts = await prisma.run.groupBy({
      by: ['projectId', 'state'],
      where: { projectId: { in: projects.map((p) => p.id) }, deletedAt: null },
      _count: true,
    })
    return projects.map((project) => {
      const own = counts.filter((count) => count.projectId === project.id)
      return {
        id: project.id,
        entity: project.entity.name,
        name: project.name,
        description: project.description,
        createdAt: project.createdAt.toISOString(),
        updatedAt: project.updatedAt.toISOString(),
        runs: own.reduce((sum, count) => sum + count._count, 0),
        running: own.find((count) => count.state === 'running')?._count ?? 0,
        visibility: project.visibility,
        canWrite: canWriteProject(principal, project),
        canManage: canManageEntity(principal, project.entityId),
      }
    })
  }

  router.on('GET', '/api/home', async ({ res, principal }) => {
    // One's own and one's teams': open projects of others are found by their links.
    const where = {
      entityId: { in: [...userOf(principal).roles.keys()] },
      ...readableProjects(principal),
    }
    const [projects, recent] = await Promise.all([
      prisma.project.findMany({
        where,
        include: { entity: true },
        orderBy: { updatedAt: 'desc' },
      }),
      prisma.run.findMany({
        where: { project: where, deletedAt: null },
        select: { ...runRowSelect, project: { include: { entity: true } } },
        orderBy: { id: 'desc' },
        take: RECENT_RUNS,
      }),
    ])
    const home: Home = {
      projects: await present(principal, projects),
      recentRuns: recent.map(({ project, ...run }) => ({
        entity: project.entity.name,
        project: project.name,
        run: presentRun(run, runs.directory.get(run.id)?.heartbeatAt),
      })),
    }
    sendJson(res, home)
  })

  router.on('GET', '/api/projects/:entity/:project', async (context) => {
    const project = await readableProject(context, services)
    const [presented] = await present(context.principal, [project])
    sendJson(context.res, presented)
  })

  router.on('GET', '/api/projects/:entity/:project/runs', async (context) => {
    const project = await readableProject(context, services)
    // Taken before the rows are read: an event in between is then told again, not lost.
    const position = livePosition(project.id)
    const rows = await prisma.run.findMany({
      where: { projectId: project.id, deletedAt: null },
      select: runRowSelect,
      orderBy: { number: 'desc' },
    })
    const list = rows.map((row) => presentRun(row, runs.directory.get(row.id)?.heartbeatAt))
    sendJson(context.res, { ...position, runs: list })
  })

  router.on('GET', '/api/projects/:entity/:project/keys', async (context) => {
    const { id } = await readableProject(context, services)
    const [history, events] = await Promise.all([
      metrics.projectKeys(id, HISTORY_STREAM),
      metrics.projectKeys(id, EVENTS_STREAM),
    ])
    sendJson(context.res, { history, events })
  })

  router.on('GET', '/api/runs/:id/keys', async (context) => {
    const { id: runId } = await readableRun(context, services)
    const [history, events] = await Promise.all([
      metrics.runKeys(runId, HISTORY_STREAM),
      metrics.runKeys(runId, EVENTS_STREAM),
    ])
    sendJson(context.res, { history, events })
  })
}

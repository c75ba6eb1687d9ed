import { isUnstorable } from '@/lib/json/storable'
import { canReadProject, canWriteProject } from '../../auth'
import { encodeId } from '../ids'
import { type GraphQLContext, requireUser } from '../services'
import {
  type Args,
  connection,
  includeForRun,
  pageOf,
  type ProjectModel,
  type Resolvers,
  type RunModel,
  textArg,
} from './types'

/** Null for a project that does not exist and for one the principal may not see. */
export async function findProject(
  args: Args,
  context: GraphQLContext,
): Promise<ProjectModel | null> {
  const name = textArg(args, 'name')
  const entity = textArg(args, 'entityName') ?? requireUser(context).defaultEntity.name
  if (name === undefined || isUnstorable(name) || isUnstorable(entity)) return null
  const project = await context.prisma.project.findFirst({
    where: { name, entity: { name: entity } },
    include: { entity: true },
  })
  return project && canReadProject(context.principal, project) ? project : null
}

async function findRun(
  project: ProjectModel,
  args: Args,
  context: GraphQLContext,
): Promise<RunModel | null> {
  const name = textArg(args, 'name') ?? ''
  if (isUnstorable(name)) return null
  const { directory } = context.runs
  // A run that was moved is found at its old place too: clients resume it there.
  const run = await directory.find(project.entity.name, project.name, name)
  if (!run || run.deleted || !canReadProject(context.principal, run)) return null
  return context.prisma.run.findUnique({ where: { id: run.id }, include: includeForRun })
}

const ORDERS: Record<string, 'createdAt' | 'heartbeatAt'> = {
  created_at: 'createdAt',
  heartbeat_at: 'heartbeatAt',
}

function orderOf(order: string | undefined) {
  const direction = order?.startsWith('-') ? 'desc' : 'asc'
  const field = ORDERS[order?.replace(/^[+-]/, '') ?? ''] ?? 'createdAt'
  return [{ [field]: direction }, { id: direction }] as const
}

/** W&B's words for who may read. */
const ACCESS = { OPEN: 'USER_READ', TEAM: 'PRIVATE', PRIVATE: 'RESTRICTED' } as const

export const projectFields: Resolvers<ProjectModel> = {
  id: (project) => encodeId('Project', project.id),
  internalId: (project) => encodeId('Project', project.id),
  entityName: (project) => project.entity.name,
  createdAt: (project) => project.createdAt.toISOString(),
  readOnly: (project, _args, { principal }) => !canWriteProject(principal, project),
  access: (project) => ACCESS[project.visibility],
  views: () => '{}',
  isBenchmark: () => false,
  user: (project, _args, { prisma }) =>
    project.creatorId === null
      ? null
      : prisma.user.findUnique({ where: { id: project.creatorId } }),
  repo: () => null,
  dockerImage: () => null,
  runCount: (project, _args, { prisma }) =>
    prisma.run.count({ where: { projectId: project.id, deletedAt: null } }),
  run: findRun,
  bucket: findRun,
  runs: runsOf,
  buckets: runsOf,
}

async function runsOf(project: ProjectModel, args: Args, { prisma }: GraphQLContext) {
  const where = { projectId: project.id, deletedAt: null }
  const page = pageOf(args)
  const [runs, total] = await Promise.all([
    prisma.run.findMany({
      where,
      include: includeForRun,
      orderBy: [...orderOf(textArg(args, 'order'))],
      ...page,
    }),
    prisma.run.count({ where }),
  ])
  return connection(runs, args, (run) => run, total, page.skip)
}

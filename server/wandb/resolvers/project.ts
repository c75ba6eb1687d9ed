import { fromMongo, MongoFilterError, sortOfMongo } from '@/lib/filters/mongo'
import { parseLenient } from '@/lib/json/lenient'
import { isUnstorable } from '@/lib/json/storable'
import { canReadProject, canWriteProject } from '../../auth'
import { badRequest } from '../../http/errors'
import type { ParsedRunSet } from '../../runQuery'
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
import { viewsOf } from './viewList'

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

/** Which runs, and in which order, in W&B's words; without an order the oldest first. */
function runSetOf(args: Args): ParsedRunSet {
  try {
    const text = textArg(args, 'filters')
    const filter = text === undefined ? undefined : fromMongo(parseLenient(text) ?? {})
    const sort = [sortOfMongo(textArg(args, 'order') || '+created_at')]
    return { filter, search: undefined, sort }
  } catch (error) {
    if (error instanceof MongoFilterError) throw badRequest(`filters: ${error.message}`, 'filters')
    if (error instanceof SyntaxError) throw badRequest('filters: is no JSON', 'filters')
    throw error
  }
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
  runCount: async (project, args, { runQueries }) =>
    (await runQueries.ids(project.id, runSetOf(args))).length,
  run: findRun,
  bucket: findRun,
  runs: runsOf,
  buckets: runsOf,
  allViews: viewsOf,
}

async function runsOf(project: ProjectModel, args: Args, context: GraphQLContext) {
  const page = pageOf(args)
  const ids = await context.runQueries.ids(project.id, runSetOf(args))
  const wanted = ids.slice(page.skip, page.skip + page.take)
  const found = await context.prisma.run.findMany({
    where: { id: { in: wanted } },
    include: includeForRun,
  })
  const byId = new Map(found.map((run) => [run.id, run]))
  const runs = wanted.flatMap((id) => byId.get(id) ?? [])
  return connection(runs, args, (run) => run, ids.length, page.skip)
}

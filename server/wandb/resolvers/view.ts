/** Reports as W&B's tools save, load and list them. */
import { MAX_TITLE } from '@/lib/reports/limits'
import { reportOfView, viewIdOf } from '@/lib/reports/wandb/address'
import { badRequest, HttpError } from '../../http/errors'
import type { ReportFacts } from '../../reports'
import { type GraphQLContext, requireUser } from '../services'
import { findProject } from './project'
import { type Args, type Resolvers, textArg } from './types'

/** What the tools call reports, and drafts of them. */
const TYPES = ['runs', 'runs/draft']

async function find(id: string, context: GraphQLContext): Promise<ReportFacts | null> {
  const slug = reportOfView(id)
  if (slug === undefined) return null
  return context.reports.find(context.principal, slug).catch((error: unknown) => {
    if (error instanceof HttpError && error.status === 404) return null
    throw error
  })
}

export const viewQueries: Resolvers<undefined> = {
  view: (_root, args, context) => find(textArg(args, 'id') ?? '', context),
}

export const viewMutations: Resolvers<undefined> = {
  async upsertView(_root, args, context) {
    const input = args.input as Args
    const principal = requireUser(context)
    const id = textArg(input, 'id')
    const before = id ? await find(id, context) : null
    if (id && !before) throw badRequest('id is not the id of a report', 'id')
    const type = textArg(input, 'type') ?? 'runs'
    if (!TYPES.includes(type)) throw badRequest('type: only reports are kept (runs)', 'type')
    const spec = textArg(input, 'spec')
    if (spec === undefined) throw badRequest('spec is missing', 'spec')
    const project = before
      ? await context.prisma.project.findUnique({
          where: { id: before.projectId },
          include: { entity: true },
        })
      : await findProject(
          { name: input.projectName, entityName: input.entityName || undefined },
          context,
        )
    if (!project) throw badRequest('projectName: there is no such project', 'projectName')
    const title = (textArg(input, 'displayName') ?? before?.title ?? '').slice(0, MAX_TITLE)
    const view = await context.reports.saveSpec(principal, project, before, {
      ...{ spec, type, title },
      name: textArg(input, 'name') ?? '',
      description: textArg(input, 'description') ?? before?.description ?? '',
    })
    return { view, inserted: !before, clientMutationId: textArg(input, 'clientMutationId') }
  },

  async deleteView(_root, args, context) {
    const input = args.input as Args
    const report = await find(textArg(input, 'id') ?? '', context)
    if (!report) throw badRequest('id is not the id of a report', 'id')
    await context.reports.remove(context.principal, report)
    const clientMutationId = textArg(input, 'clientMutationId')
    return { success: true, pendingDrafts: false, clientMutationId }
  },
}

export const viewFields: Resolvers<ReportFacts> = {
  id: ({ slug }) => viewIdOf(slug),
  type: async (report, _args, context) => (await context.reports.wandbName(report)).type,
  name: async (report, _args, context) => (await context.reports.wandbName(report)).name,
  displayName: ({ title }) => title,
  project: (report, _args, { prisma }) =>
    prisma.project.findUnique({ where: { id: report.projectId }, include: { entity: true } }),
  entityName: ({ project }) => project.entity.name,
  user: ({ owner }, _args, { prisma }) =>
    owner && prisma.user.findUnique({ where: { username: owner.username } }),
  spec: (report, _args, context) => context.reports.spec(report),
  previewUrl: () => null,
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  updatedAt: ({ updatedAt }) => updatedAt.toISOString(),
}

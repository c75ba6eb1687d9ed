/** Reports as W&B's tools save, load and list them. */
import { MAX_VIEW_NAME } from '@/lib/api/views'
import { MAX_TITLE } from '@/lib/reports/limits'
import { reportOfView, viewIdOf } from '@/lib/reports/wandb/address'
import { createLinkSchema } from '@/lib/api/sharing'
import { canWriteProject } from '../../auth'
import { badRequest, forbidden, HttpError } from '../../http/errors'
import type { ReportFacts } from '../../reports'
import type { ViewFacts } from '../../workspaces'
import { type GraphQLContext, requireUser } from '../services'
import { findProject } from './project'
import { type Args, type ProjectModel, type Resolvers, textArg } from './types'
import {
  nameOf,
  slugOfId,
  slugOfName,
  WORKSPACE_TYPE,
  workspaceId,
  type WorkspaceModel,
  workspacesOf,
} from './workspaceView'

/** What the tools call reports, and drafts of them. */
const TYPES = ['runs', 'runs/draft']

async function find(id: string, context: GraphQLContext): Promise<ReportFacts | null> {
  const slug = reportOfView(id)
  return slug === undefined ? null : findSlug(slug, context)
}

const publicToken = (token: string) => ({ token, type: 'PUBLIC', revokedAt: null })

function needSharing({ project }: ReportFacts, { principal }: GraphQLContext): void {
  if (!canWriteProject(principal, project)) {
    throw forbidden('You may read this report, but not share it.')
  }
}

async function findSlug(slug: string, context: GraphQLContext): Promise<ReportFacts | null> {
  return context.reports.find(context.principal, slug).catch((error: unknown) => {
    if (error instanceof HttpError && error.status === 404) return null
    throw error
  })
}

export const viewQueries: Resolvers<undefined> = {
  view: (_root, args, context) => find(textArg(args, 'id') ?? '', context),
}

/** Null of a view of a workspace that is not there, or not to be seen. */
async function findWorkspace(
  id: string,
  project: ProjectModel,
  context: GraphQLContext,
): Promise<ViewFacts | null> {
  const slug = slugOfId(id)
  const found = slug === undefined ? [] : await workspacesOf(project, slug, context)
  return found[0]?.workspace ?? null
}

async function projectIn(input: Args, context: GraphQLContext): Promise<ProjectModel> {
  const named = { name: input.projectName, entityName: input.entityName || undefined }
  const project = await findProject(named, context)
  if (!project) throw badRequest('projectName: there is no such project', 'projectName')
  return project
}

const NAME = /^[\w-]{1,64}$/

async function saveWorkspace(input: Args, context: GraphQLContext) {
  const project = await projectIn(input, context)
  const id = textArg(input, 'id')
  const before = id ? await findWorkspace(id, project, context) : null
  if (id && !before) throw badRequest('id is not the id of a view', 'id')
  const slug = slugOfName(textArg(input, 'name') ?? '')
  if (!before && !NAME.test(slug)) throw badRequest('name must be nw-<id>-v', 'name')
  const title = (textArg(input, 'displayName') ?? '').trim().slice(0, MAX_VIEW_NAME)
  const workspace = await context.views.saveSpec(requireUser(context), project, before, {
    ...{ slug, name: title || 'Untitled' },
    spec: textArg(input, 'spec') ?? '',
  })
  return { view: { workspace, project }, inserted: !before }
}

async function saveReport(input: Args, context: GraphQLContext) {
  const id = textArg(input, 'id')
  const before = id ? await find(id, context) : null
  if (id && !before) throw badRequest('id is not the id of a report', 'id')
  const type = textArg(input, 'type') ?? 'runs'
  if (!TYPES.includes(type)) {
    throw badRequest(`type: must be one of ${[...TYPES, WORKSPACE_TYPE].join(', ')}`, 'type')
  }
  const spec = textArg(input, 'spec')
  if (spec === undefined) throw badRequest('spec is missing', 'spec')
  const project = before
    ? await context.prisma.project.findUniqueOrThrow({
        where: { id: before.projectId },
        include: { entity: true },
      })
    : await projectIn(input, context)
  const title = (textArg(input, 'displayName') ?? before?.title ?? '').slice(0, MAX_TITLE)
  const view = await context.reports.saveSpec(requireUser(context), project, before, {
    ...{ spec, type, title },
    name: textArg(input, 'name') ?? '',
    description: textArg(input, 'description') ?? before?.description ?? '',
  })
  return { view, inserted: !before }
}

export const viewMutations: Resolvers<undefined> = {
  async upsertView(_root, args, context) {
    const input = args.input as Args
    const isWorkspace = textArg(input, 'type') === WORKSPACE_TYPE
    const saved = await (isWorkspace ? saveWorkspace : saveReport)(input, context)
    return { ...saved, clientMutationId: textArg(input, 'clientMutationId') }
  },

  async createAccessToken(_root, args, context) {
    const input = args.input as Args
    const report = await find(textArg(input, 'viewId') ?? '', context)
    if (!report) throw badRequest('viewId is not the id of a report', 'viewId')
    needSharing(report, context)
    const wanted = createLinkSchema.parse({ role: 'VIEW', label: 'Made with wandb_workspaces' })
    const { links } = context.sharing
    const { token } = await links.create(report, requireUser(context), wanted, true)
    const clientMutationId = textArg(input, 'clientMutationId')
    return { accessToken: publicToken(token), clientMutationId }
  },

  async revokeAccessToken(_root, args, context) {
    const input = args.input as Args
    const { links } = context.sharing
    const link = await links.byToken(textArg(input, 'token') ?? '')
    // Whose token it is nobody is told who may not take it back.
    const report = link && (await findSlug(link.report.slug, context))
    if (!link || !report || link.revokedAt) throw badRequest('token is of no link', 'token')
    needSharing(report, context)
    await links.revoke(link, report, requireUser(context))
    return { success: true, clientMutationId: textArg(input, 'clientMutationId') }
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

type ViewModel = ReportFacts | WorkspaceModel
const isWorkspace = (view: ViewModel): view is WorkspaceModel => 'workspace' in view

export const viewFields: Resolvers<ViewModel> = {
  id: (view) => (isWorkspace(view) ? workspaceId(view.workspace) : viewIdOf(view.slug)),
  type: async (view, _args, context) =>
    isWorkspace(view) ? WORKSPACE_TYPE : (await context.reports.wandbName(view)).type,
  name: async (view, _args, context) =>
    isWorkspace(view) ? nameOf(view.workspace) : (await context.reports.wandbName(view)).name,
  displayName: (view) => (isWorkspace(view) ? view.workspace.name : view.title),
  description: (view) => (isWorkspace(view) ? '' : view.description),
  project: (view, _args, { prisma }) =>
    isWorkspace(view)
      ? view.project
      : prisma.project.findUnique({ where: { id: view.projectId }, include: { entity: true } }),
  entityName: ({ project }) => project.entity.name,
  user: (view, _args, { prisma }) => {
    const { owner } = isWorkspace(view) ? view.workspace : view
    return owner && prisma.user.findUnique({ where: { username: owner.username } })
  },
  spec: (view, _args, context) =>
    isWorkspace(view)
      ? context.views.spec(view.workspace)
      : context.reports.spec(context.principal, view),
  accessTokens: async (view, _args, { principal, sharing }) => {
    if (isWorkspace(view) || !canWriteProject(principal, view.project)) return []
    return (await sharing.links.recoverableTokens(view)).map(publicToken)
  },
  previewUrl: () => null,
  createdAt: (view) => (isWorkspace(view) ? view.workspace : view).createdAt.toISOString(),
  updatedAt: (view) => (isWorkspace(view) ? view.workspace : view).updatedAt.toISOString(),
}

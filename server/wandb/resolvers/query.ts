import { usernameSchema } from '@/lib/api/names'
import { isUnstorable } from '@/lib/json/storable'
import { VERSION } from '../../version'
import { canSeeEntity, readableProjects } from '../../auth'
import { requireUser } from '../services'
import { findProject } from './project'
import { findUsers, freeEntity } from './user'
import { connection, pageOf, type Resolvers, textArg } from './types'

/** SDKs up to this version are known to work; it only makes newer ones print a hint. */
const NEWEST_SDK = '0.99.0'

/** Names of the SDK's optional behaviours that the server supports; unknown ones are off. */
const FEATURES: readonly string[] = [
  'EXPAND_DEFINED_METRIC_GLOBS',
  'FILESTREAM_GZIP',
  'MARK_RUN_FILES_UPLOADED',
  'STRUCTURED_CONSOLE_LOGS',
  'UPDATE_RUN_STATE',
]

export const queries: Resolvers<undefined> = {
  viewer: (_root, _args, context) =>
    context.prisma.user.findUnique({ where: { id: requireUser(context).userId } }),

  serverInfo: () => ({
    cliVersionInfo: { min_cli_version: '0.0.1', max_cli_version: NEWEST_SDK },
    latestLocalVersionInfo: {
      outOfDate: false,
      latestVersionString: VERSION,
      versionOnThisInstanceString: VERSION,
    },
    features: FEATURES.map((name) => ({ name, isEnabled: true })),
  }),

  async entity(_root, args, context) {
    const name = textArg(args, 'name') ?? ''
    if (isUnstorable(name)) return null
    const entity = await context.prisma.entity.findUnique({ where: { name } })
    // Clients ask in this way, too, whether a new team may have the name.
    if (!entity) return usernameSchema.safeParse(name).success ? freeEntity(name) : null
    return canSeeEntity(context.principal, entity.id) ? entity : null
  },

  project: (_root, args, context) => findProject(args, context),
  model: (_root, args, context) => findProject(args, context),

  async models(_root, args, context) {
    const name = textArg(args, 'entityName') ?? requireUser(context).defaultEntity.name
    const entity = await context.prisma.entity.findUnique({ where: { name } })
    if (!entity) return null
    const where = { entityId: entity.id, ...readableProjects(context.principal) }
    const page = pageOf(args)
    const projects = await context.prisma.project.findMany({
      where,
      include: { entity: true },
      orderBy: { id: 'asc' },
      ...page,
    })
    const total = await context.prisma.project.count({ where })
    // Strangers hear of open projects only; with none, the entity might as well not exist.
    if (total === 0 && !canSeeEntity(context.principal, entity.id)) return null
    return connection(projects, args, (project) => project, total, page.skip)
  },

  organization: () => null,

  users: (_root, args, context) => findUsers(textArg(args, 'query') ?? '', context),
}

import type { Role } from '@/lib/api/roles'
import { canCreateProject, canManageServer, canSeeEntity } from '../../auth'
import { isUnstorable } from '@/lib/json/storable'
import { encodeId } from '../ids'
import type { GraphQLContext } from '../services'
import { apiKeysOf } from './apiKeys'
import type { EntityModel, Resolvers, UserModel } from './types'

export const userFields: Resolvers<UserModel> = {
  id: (user) => encodeId('User', user.id),
  admin: (user) => user.isAdmin,
  async entity(user, _args, { prisma }) {
    if (user.serviceOfId === null) return user.username
    const team = await prisma.entity.findUnique({ where: { id: user.serviceOfId } })
    return team?.name
  },
  email(user, _args, { principal }) {
    return principal.kind === 'user' && principal.userId === user.id ? user.email : null
  },
  flags: () => '{}',
  organizations: () => [],
  deletedAt: (user) => user.disabledAt?.toISOString() ?? null,
  apiKeys: (user, _args, context) => apiKeysOf(user, context),
  async teams(user, _args, { prisma, principal }) {
    const memberships = await prisma.membership.findMany({
      where: { userId: user.id },
      include: { entity: true },
      orderBy: { entityId: 'asc' },
    })
    const seen = memberships.filter((m) => canSeeEntity(principal, m.entityId))
    return { edges: seen.map((m) => ({ node: m.entity })) }
  },
}

/** The id of an entity that nobody has made. */
const NOBODY = 0

export function freeEntity(name: string): EntityModel {
  return { id: NOBODY, name, kind: 'TEAM', createdAt: new Date(0) }
}

export const entityFields: Resolvers<EntityModel> = {
  id: (entity) => encodeId('Entity', entity.id),
  isTeam: (entity) => entity.kind === 'TEAM',
  entityType: (entity) => entity.kind.toLowerCase(),
  available: (entity) => entity.id === NOBODY,
  photoUrl: () => null,
  readOnly: (entity, _args, { principal }) => !canCreateProject(principal, entity.id),
  readOnlyAdmin: () => false,
  privateOnly: () => false,
  codeSavingEnabled: () => true,
  defaultAccess: () => 'PRIVATE',
  isPaid: () => false,
  xxhashDigestsEnabled: () => false,
  limits: () => null,
  async storageBytes(entity, _args, { prisma }) {
    const where = { run: { project: { entityId: entity.id } } }
    const { _sum } = await prisma.runFile.aggregate({ where, _sum: { sizeBytes: true } })
    return Number(_sum.sizeBytes ?? 0)
  },
  async members(entity, _args, { prisma }) {
    const memberships = await prisma.membership.findMany({
      where: { entityId: entity.id },
      include: { user: true },
      orderBy: { userId: 'asc' },
    })
    return memberships.map(({ user, role }) => ({
      id: encodeId('User', user.id),
      username: user.username,
      name: user.name,
      email: null,
      admin: role === 'ADMIN',
      pending: false,
      photoUrl: null,
      accountType: accountType(entity, user, role),
      apiKey: null,
    }))
  },
  user: (entity, _args, { prisma }) =>
    entity.kind === 'USER' ? prisma.user.findUnique({ where: { username: entity.name } }) : null,
  organization: () => null,
}

function accountType(entity: EntityModel, user: UserModel, role: Role): string {
  if (user.serviceOfId !== null) return 'SERVICE'
  if (entity.kind === 'USER') return 'USER'
  return role === 'VIEWER' ? 'VIEWER' : 'MEMBER'
}

/** By exact name or address; people see themselves and those they share a team with. */
export async function findUsers(query: string, { prisma, principal }: GraphQLContext) {
  if (principal.kind !== 'user' || isUnstorable(query)) return { edges: [] }
  const teams = [...principal.roles.keys()]
  const users = await prisma.user.findMany({
    where: {
      OR: [{ username: query }, { email: query }],
      ...(canManageServer(principal) ? {} : { memberships: { some: { entityId: { in: teams } } } }),
    },
  })
  return { edges: users.map((node) => ({ node })) }
}

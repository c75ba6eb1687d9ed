import { canSeeEntity } from '../../auth'
import { encodeId } from '../ids'
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

export const entityFields: Resolvers<EntityModel> = {
  id: (entity) => encodeId('Entity', entity.id),
  isTeam: (entity) => entity.kind === 'TEAM',
  organization: () => null,
}

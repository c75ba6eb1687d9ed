import { encodeId } from '../ids'
import type { EntityModel, Resolvers, UserModel } from './types'

export const userFields: Resolvers<UserModel> = {
  id: (user) => encodeId('User', user.id),
  admin: (user) => user.isAdmin,
  async entity(user, _args, { prisma }) {
    const own = await prisma.membership.findFirst({
      where: { userId: user.id, entity: { kind: 'USER' } },
      include: { entity: true },
    })
    return own?.entity.name
  },
  flags: () => '{}',
  async teams(user, _args, { prisma }) {
    const memberships = await prisma.membership.findMany({
      where: { userId: user.id },
      include: { entity: true },
      orderBy: { entityId: 'asc' },
    })
    return { edges: memberships.map((m) => ({ node: m.entity })) }
  },
}

export const entityFields: Resolvers<EntityModel> = {
  id: (entity) => encodeId('Entity', entity.id),
  isTeam: (entity) => entity.kind === 'TEAM',
  organization: () => null,
}

/** Users, and the entity each owns. */
import os from 'node:os'
import { usernameSchema } from '@/lib/api/names'
import type { KeyScope, Role } from '@/lib/api/roles'
import type { PrismaClient } from '../db'
import type { UserPrincipal } from './principal'

const includeRoles = { memberships: { include: { entity: true } }, serviceOf: true } as const

export type UserWithRoles = NonNullable<Awaited<ReturnType<typeof findUser>>>

export function findUser(prisma: PrismaClient, where: { id: number } | { username: string }) {
  return prisma.user.findUnique({ where, include: includeRoles })
}

export function toPrincipal(
  user: UserWithRoles,
  credential: UserPrincipal['credential'],
  scope: KeyScope = 'WRITE',
): UserPrincipal {
  const own =
    user.serviceOf ?? user.memberships.find((m) => m.entity.name === user.username)?.entity
  if (!own) throw new Error(`user ${user.username} has no entity of their own`)
  return {
    kind: 'user',
    userId: user.id,
    username: user.username,
    name: user.name,
    email: user.email,
    isAdmin: user.isAdmin,
    roles: new Map<number, Role>(user.memberships.map((m) => [m.entityId, m.role])),
    defaultEntity: { id: own.id, name: own.name },
    serviceOf: user.serviceOfId,
    authorId: user.id,
    credential,
    scope,
  }
}

export async function createUser(
  prisma: PrismaClient,
  input: { username: string; name?: string; passwordHash?: string; isAdmin?: boolean },
): Promise<UserWithRoles> {
  const username = usernameSchema.parse(input.username)
  return prisma.$transaction(async (tx) => {
    const entity = await tx.entity.create({ data: { name: username, kind: 'USER' } })
    return tx.user.create({
      data: {
        username,
        name: input.name ?? username,
        passwordHash: input.passwordHash ?? null,
        isAdmin: input.isAdmin ?? false,
        memberships: { create: { entityId: entity.id, role: 'ADMIN' } },
      },
      include: includeRoles,
    })
  })
}

/** The first admin is called like the person at the terminal, where that makes a good name. */
export function firstAdminName(wanted: string | undefined): string {
  if (wanted) return usernameSchema.parse(wanted)
  const name = usernameSchema.safeParse(os.userInfo().username)
  return name.success && name.data !== 'root' ? name.data : 'admin'
}

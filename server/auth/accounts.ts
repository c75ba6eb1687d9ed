/** Users, and the entity each owns. */
import os from 'node:os'
import { usernameSchema } from '@/lib/api/names'
import type { KeyScope, Role } from '@/lib/api/roles'
import type { Prisma, PrismaClient } from '../db'
import { conflict } from '../http/errors'
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

export interface NewUser {
  username: string
  name?: string
  email?: string | null
  passwordHash?: string
  isAdmin?: boolean
}

/** Makes somebody and the entity of the same name that is theirs. Run it in a transaction. */
export async function createUser(
  tx: Prisma.TransactionClient,
  input: NewUser,
): Promise<UserWithRoles> {
  const username = usernameSchema.parse(input.username)
  await requireFreeName(tx, username, 'username')
  const entity = await tx.entity.create({ data: { name: username, kind: 'USER' } })
  return tx.user.create({
    data: {
      username,
      name: input.name || username,
      email: input.email ?? null,
      passwordHash: input.passwordHash ?? null,
      isAdmin: input.isAdmin ?? false,
      memberships: { create: { entityId: entity.id, role: 'ADMIN' } },
    },
    include: includeRoles,
  })
}

/**
 * People, teams and service accounts share one set of names, in which "Ada" and "ada" are the same:
 * nobody should pass for somebody else.
 */
export async function requireFreeName(
  tx: Prisma.TransactionClient,
  name: string,
  field: string,
): Promise<void> {
  // Two who ask for the same name at once take turns.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${NAMES_LOCK}::bigint)`
  const same = { equals: name, mode: 'insensitive' } as const
  const [user, entity] = await Promise.all([
    tx.user.findFirst({ where: { username: same }, select: { id: true } }),
    tx.entity.findFirst({ where: { name: same }, select: { id: true } }),
  ])
  if (user || entity) throw conflict(`The name "${name}" is taken.`, field)
}

/** Any number that nothing else locks by. */
const NAMES_LOCK = 0x6e616d65

/** The first admin is called like the person at the terminal, where that makes a good name. */
export function firstAdminName(wanted: string | undefined): string {
  if (wanted) return usernameSchema.parse(wanted)
  const name = usernameSchema.safeParse(os.userInfo().username)
  return name.success && name.data !== 'root' ? name.data : 'admin'
}

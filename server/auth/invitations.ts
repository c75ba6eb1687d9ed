/** Links that make their holder a member of a team. */
import type { Role } from '@/lib/api/roles'
import type { Prisma, PrismaClient } from '../db'
import { forbidden, HttpError, notFound } from '../http/errors'
import { record } from './audit'
import type { Auth } from './index'
import { canManageSelf } from './policy'
import type { Principal, UserPrincipal } from './principal'
import { managedTeam } from './teams'
import { hashToken, newToken } from './tokens'

const DAY_MS = 86_400_000

export class Invitations {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly auth: Auth,
  ) {}

  /** Those that can still be used. */
  async list(actor: UserPrincipal, teamName: string) {
    const team = await managedTeam(this.prisma, actor, teamName)
    const found = await this.prisma.invitation.findMany({
      where: { entityId: team.id, revokedAt: null, expiresAt: { gt: new Date() } },
      include: { creator: true },
      orderBy: { id: 'desc' },
    })
    return found
      .filter(({ uses, maxUses }) => maxUses === null || uses < maxUses)
      .map(({ id, role, creator, createdAt, expiresAt, maxUses, uses }) => ({
        id,
        role,
        createdBy: creator.username,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        maxUses,
        uses,
      }))
  }

  /** The token is returned once and never stored. */
  async create(
    actor: UserPrincipal,
    teamName: string,
    { role, days, maxUses }: { role: Role; days: number; maxUses: number | null },
  ): Promise<{ id: number; token: string }> {
    const team = await managedTeam(this.prisma, actor, teamName)
    const token = newToken()
    const id = await this.prisma.$transaction(async (tx) => {
      const made = await tx.invitation.create({
        data: {
          tokenHash: hashToken(token),
          entityId: team.id,
          role,
          createdBy: actor.userId,
          expiresAt: new Date(Date.now() + days * DAY_MS),
          maxUses,
        },
      })
      const detail = `${role}, ${maxUses ?? 'any number of'} uses, ${days} days`
      const target = `#${made.id}`
      await record(tx, actor, { action: 'invitation.created', entity: teamName, target, detail })
      return made.id
    })
    return { id, token }
  }

  async revoke(actor: UserPrincipal, teamName: string, id: number): Promise<void> {
    const team = await managedTeam(this.prisma, actor, teamName)
    await this.prisma.$transaction(async (tx) => {
      const { count } = await tx.invitation.updateMany({
        where: { id, entityId: team.id, revokedAt: null },
        data: { revokedAt: new Date() },
      })
      if (count === 0) throw notFound('The invitation')
      const target = `#${id}`
      await record(tx, actor, { action: 'invitation.revoked', entity: teamName, target })
    })
  }

  /** What the holder of the link is shown before they join. */
  async preview(principal: Principal, token: string) {
    const invitation = await findValid(this.prisma, token)
    const { entity, role, creator, expiresAt } = invitation
    const user = principal.kind === 'user' ? principal : undefined
    return {
      team: entity.name,
      role,
      invitedBy: creator.name,
      expiresAt: expiresAt.toISOString(),
      username: user?.username ?? null,
      member: user?.roles.has(entity.id) ?? false,
    }
  }

  /** Who is in the team already stays what they are, and the link stays unused. */
  async accept(actor: Principal, token: string): Promise<string> {
    if (!canManageSelf(actor)) throw forbidden('This key may not join teams.')
    const team = await this.prisma.$transaction((tx) => joinByToken(tx, actor, token))
    this.auth.accessChanged([actor.userId])
    return team
  }
}

/** Uses the invitation up in the transaction that makes the membership; returns the team's name. */
export async function joinByToken(
  tx: Prisma.TransactionClient,
  who: { userId: number; username: string },
  token: string,
): Promise<string> {
  const { id, entity, role } = await findValid(tx, token)
  const key = { userId: who.userId, entityId: entity.id }
  if (await tx.membership.findUnique({ where: { userId_entityId: key } })) return entity.name
  const used = await tx.$executeRaw`
    UPDATE invitation SET uses = uses + 1
    WHERE id = ${id} AND revoked_at IS NULL AND expires_at > now()
      AND (max_uses IS NULL OR uses < max_uses)`
  if (used !== 1) throw invalid()
  await tx.membership.create({ data: { ...key, role } })
  const detail = `${role}, by invitation #${id}`
  await record(tx, who, {
    action: 'member.joined',
    entity: entity.name,
    target: who.username,
    detail,
  })
  return entity.name
}

async function findValid(prisma: Prisma.TransactionClient, token: string) {
  const found = await prisma.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    include: { entity: true, creator: true },
  })
  if (!found || found.revokedAt || found.expiresAt.getTime() < Date.now()) throw invalid()
  if (found.maxUses !== null && found.uses >= found.maxUses) throw invalid()
  return found
}

function invalid(): HttpError {
  const message = 'This invitation was used, taken back or is too old. Ask for a new one.'
  return new HttpError(404, 'invitation_invalid', message, { field: 'invitation' })
}

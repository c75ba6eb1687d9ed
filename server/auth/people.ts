/** Who has an account: signing up, and what admins of the server may do about it. */
import type { PrismaClient } from '../db'
import { conflict, forbidden, HttpError, notFound } from '../http/errors'
import { createUser } from './accounts'
import { record } from './audit'
import type { Auth } from './index'
import { joinByToken } from './invitations'
import { hashPassword } from './passwords'
import { canManageServer } from './policy'
import type { Principal, UserPrincipal } from './principal'

interface SignUp {
  username: string
  name: string
  password: string
  invitation?: string | undefined
}

export class People {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly auth: Auth,
    private readonly signUpIsOpen: boolean,
  ) {}

  /** Makes an account, and joins the team that the invitation is for. @returns a session token */
  async signUp(input: SignUp, userAgent: string): Promise<string> {
    const { username, name, password, invitation } = input
    if (invitation === undefined && !this.signUpIsOpen) {
      const message = 'Accounts are made by invitation here. Ask an admin of your team for a link.'
      throw new HttpError(403, 'invitation_needed', message, { field: 'invitation' })
    }
    const passwordHash = await hashPassword(password)
    const userId = await this.prisma.$transaction(async (tx) => {
      const user = await createUser(tx, { username, name, passwordHash })
      await record(tx, user, { action: 'person.signed_up', entity: null, target: username })
      if (invitation !== undefined) await joinByToken(tx, { userId: user.id, username }, invitation)
      return user.id
    })
    return this.auth.createSession(userId, userAgent)
  }

  async list(actor: Principal) {
    this.requireAdmin(actor)
    const users = await this.prisma.user.findMany({
      where: { serviceOfId: null },
      include: {
        memberships: { where: { entity: { kind: 'TEAM' } }, include: { entity: true } },
        sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1 },
      },
      orderBy: { username: 'asc' },
    })
    return users.map((user) => ({
      username: user.username,
      name: user.name,
      email: user.email,
      isAdmin: user.isAdmin,
      disabled: user.disabledAt !== null,
      createdAt: user.createdAt.toISOString(),
      lastSeenAt: user.sessions[0]?.lastSeenAt.toISOString() ?? null,
      teams: user.memberships.map(({ entity }) => entity.name),
    }))
  }

  /** A disabled person is signed out at once, and none of their keys works. */
  async setDisabled(actor: Principal, username: string, disabled: boolean): Promise<void> {
    const admin = this.requireAdmin(actor)
    const user = await this.find(username)
    if (user.id === admin.userId) throw conflict('You cannot disable yourself.', 'disabled')
    await this.prisma.$transaction(async (tx) => {
      const disabledAt = disabled ? new Date() : null
      await tx.user.update({ where: { id: user.id }, data: { disabledAt } })
      const action = disabled ? 'person.disabled' : 'person.enabled'
      await record(tx, admin, { action, entity: null, target: username })
    })
    if (disabled) await this.auth.signOutEverywhere(user.id)
    this.auth.accessChanged([user.id])
  }

  /** For somebody who cannot sign in any more. @returns the token of a link that works once */
  async signInLink(actor: Principal, username: string): Promise<string> {
    const admin = this.requireAdmin(actor)
    const user = await this.find(username)
    if (user.disabledAt) throw conflict(`${username} is disabled. Enable them first.`)
    return this.prisma.$transaction(async (tx) => {
      const action = 'person.link_issued'
      await record(tx, admin, { action, entity: null, target: username })
      return this.auth.issueSignInLink(user.id, tx)
    })
  }

  private requireAdmin(actor: Principal): UserPrincipal {
    if (actor.kind === 'user' && canManageServer(actor)) return actor
    throw forbidden('Only admins of the server may do that.')
  }

  private async find(username: string) {
    const user = await this.prisma.user.findUnique({ where: { username } })
    if (!user || user.serviceOfId !== null) throw notFound(`The person ${username}`)
    return user
  }
}

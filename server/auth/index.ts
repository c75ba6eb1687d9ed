import type { IncomingMessage } from 'node:http'
import type { KeyScope } from '@/lib/api/roles'
import { isUnstorable } from '@/lib/json/storable'
import type { Prisma, PrismaClient } from '../db'
import { createUser, findUser, firstAdminName, toPrincipal } from './accounts'
import { PrincipalCache } from './cache'
import { readCookie, SESSION_COOKIE } from './cookies'
import { checkPassword, hashPassword } from './passwords'
import { ANONYMOUS, type Principal, type UserPrincipal } from './principal'
import { hashToken, newApiKey, newToken } from './tokens'

export { ANONYMOUS, type Principal, type UserPrincipal } from './principal'
export {
  canCreateProject,
  canManageEntity,
  canManageSelf,
  canManageServer,
  canReadProject,
  canReadView,
  canSeeEntity,
  canWriteProject,
  canWriteView,
  mayChange,
  projectMembers,
  type ProjectRights,
  projectWriters,
  readableProjects,
  type ViewRights,
} from './policy'
export { type AuditEntry, AuditLog, record as recordAudit } from './audit'
export { checkPassword, hashPassword } from './passwords'
export { Invitations } from './invitations'
export { Oidc, type OidcSettings, type OidcTrip } from './oidc'
export { People } from './people'
export { Services } from './services'
export { managedTeam, Teams, visibleTeam } from './teams'
export { clearSessionCookie, isSameOrigin, readCookie, sessionCookie } from './cookies'

const SESSION_DAYS = 30
const LINK_HOURS = 24
const TOUCH_EVERY_MS = 60_000
const DAY_MS = 86_400_000

/** Told when a credential stops being valid, so that open sockets can be closed. */
export type RevocationListener = (credential: UserPrincipal['credential']) => void

/** Told when people's rights became other ones, so that what they watch can be looked at again. */
export type AccessListener = (who: readonly number[] | 'everyone') => void

export class Auth {
  private readonly cache = new PrincipalCache()
  private readonly listeners: RevocationListener[] = []
  private readonly accessListeners: AccessListener[] = []

  constructor(private readonly prisma: PrismaClient) {}

  onRevoked(listener: RevocationListener): void {
    this.listeners.push(listener)
  }

  onAccessChanged(listener: AccessListener): void {
    this.accessListeners.push(listener)
  }

  /** To be called after roles, memberships or visibilities have changed in the database. */
  accessChanged(who: readonly number[] | 'everyone'): void {
    this.cache.clear()
    for (const listener of this.accessListeners) listener(who)
  }

  /** Who sent the request: by API key (Basic or Bearer), else by session cookie, else nobody. */
  async authenticate(req: Pick<IncomingMessage, 'headers'>): Promise<Principal> {
    const key = apiKeyOf(req.headers.authorization)
    if (key !== undefined) {
      const author = authorOf(req.headers)
      const credential = `key:${hashToken(key)}:${author ?? ''}`
      return this.cache.get(credential, () => this.byApiKey(key, author))
    }
    const session = readCookie(req.headers.cookie, SESSION_COOKIE)
    if (session === undefined) return ANONYMOUS
    return this.cache.get(`session:${hashToken(session)}`, () => this.bySession(session))
  }

  /** What somebody may read when they are not here to ask: nobody's, once they may not sign in. */
  onBehalfOf(userId: number): Promise<Principal> {
    return this.cache.get(`user:${userId}`, async () => {
      const user = await findUser(this.prisma, { id: userId })
      if (!user || user.disabledAt) return ANONYMOUS
      return toPrincipal(user, { kind: 'session', id: 0 }, 'READ')
    })
  }

  private async byApiKey(key: string, author: string | undefined): Promise<Principal> {
    const row = await this.prisma.apiKey.findUnique({ where: { tokenHash: hashToken(key) } })
    if (!row || row.revokedAt) return ANONYMOUS
    const user = await findUser(this.prisma, { id: row.userId })
    if (!user || user.disabledAt) return ANONYMOUS
    if (!row.lastUsedAt || Date.now() - row.lastUsedAt.getTime() > TOUCH_EVERY_MS) {
      await this.prisma.apiKey.update({ where: { id: row.id }, data: { lastUsedAt: new Date() } })
    }
    const principal = toPrincipal(user, { kind: 'apiKey', id: row.id }, row.scope)
    if (author === undefined || user.serviceOfId === null) return principal
    return { ...principal, authorId: await this.author(user.serviceOfId, author, user.id) }
  }

  /** Only whom the team knows: a machine cannot log in the name of strangers. */
  private async author(teamId: number, name: string, fallback: number): Promise<number> {
    if (isUnstorable(name)) return fallback
    const found = await this.prisma.user.findFirst({
      where: {
        OR: [{ username: name }, { email: name }],
        serviceOfId: null,
        disabledAt: null,
        memberships: { some: { entityId: teamId } },
      },
      select: { id: true },
    })
    return found?.id ?? fallback
  }

  private async bySession(token: string): Promise<Principal> {
    const row = await this.prisma.session.findUnique({ where: { tokenHash: hashToken(token) } })
    const now = Date.now()
    if (!row || row.expiresAt.getTime() < now) return ANONYMOUS
    const user = await findUser(this.prisma, { id: row.userId })
    if (!user || user.disabledAt) return ANONYMOUS
    if (now - row.lastSeenAt.getTime() > TOUCH_EVERY_MS) {
      await this.prisma.session.updateMany({
        where: { id: row.id },
        data: { lastSeenAt: new Date(now), expiresAt: new Date(now + SESSION_DAYS * DAY_MS) },
      })
    }
    return toPrincipal(user, { kind: 'session', id: row.id })
  }

  // ---- sessions

  /** A session token for the cookie, or undefined for a wrong name or password. */
  async signIn(username: string, password: string, userAgent: string): Promise<string | undefined> {
    const user = await this.prisma.user.findUnique({ where: { username } })
    const ok = await checkPassword(user?.passwordHash ?? null, password)
    return ok && user && !user.disabledAt ? this.createSession(user.id, userAgent) : undefined
  }

  /** A session for a one-time link, or undefined when it was used, is too old or never existed. */
  async redeemLink(token: string, userAgent: string): Promise<string | undefined> {
    const tokenHash = hashToken(token)
    const now = new Date()
    const used = await this.prisma.signInLink.updateMany({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now } },
      data: { usedAt: now },
    })
    if (used.count !== 1) return undefined
    const link = await this.prisma.signInLink.findUniqueOrThrow({
      where: { tokenHash },
      include: { user: true },
    })
    if (link.user.disabledAt) return undefined
    return this.createSession(link.userId, userAgent)
  }

  async createSession(userId: number, userAgent: string): Promise<string> {
    const token = newToken()
    await this.prisma.session.create({
      data: {
        tokenHash: hashToken(token),
        userId,
        userAgent: userAgent.slice(0, 300),
        expiresAt: new Date(Date.now() + SESSION_DAYS * DAY_MS),
      },
    })
    return token
  }

  async signOut(sessionId: number): Promise<void> {
    await this.prisma.session.deleteMany({ where: { id: sessionId } })
    this.revoked({ kind: 'session', id: sessionId })
  }

  async issueSignInLink(
    userId: number,
    db: Prisma.TransactionClient = this.prisma,
  ): Promise<string> {
    const token = newToken()
    await db.signInLink.deleteMany({ where: { expiresAt: { lt: new Date() } } })
    await db.signInLink.create({
      data: {
        tokenHash: hashToken(token),
        userId,
        expiresAt: new Date(Date.now() + LINK_HOURS * 3_600_000),
      },
    })
    return token
  }

  /** Changes what others see the person called. */
  async rename(userId: number, name: string): Promise<void> {
    await this.prisma.user.update({ where: { id: userId }, data: { name } })
    this.cache.clear()
  }

  /** Signs every other browser of the person out. */
  async setPassword(userId: number, password: string, keepSession: number | null): Promise<void> {
    const passwordHash = await hashPassword(password)
    await this.prisma.user.update({ where: { id: userId }, data: { passwordHash } })
    await this.signOutEverywhere(userId, keepSession)
  }

  /** Ends every session of the person but one. */
  async signOutEverywhere(userId: number, keepSession: number | null = null): Promise<void> {
    const others = await this.prisma.session.findMany({
      where: { userId, ...(keepSession === null ? {} : { id: { not: keepSession } }) },
    })
    for (const session of others) await this.signOut(session.id)
  }

  /** Whether the current password matches; true when none is set yet. */
  async confirmPassword(userId: number, password: string): Promise<boolean> {
    const user = await this.prisma.user.findUniqueOrThrow({ where: { id: userId } })
    return user.passwordHash === null || checkPassword(user.passwordHash, password)
  }

  async hasPassword(userId: number): Promise<boolean> {
    const user = await this.prisma.user.findUniqueOrThrow({ where: { id: userId } })
    return user.passwordHash !== null
  }

  // ---- API keys

  /** The key itself is returned once and never stored. */
  async createApiKey(
    userId: number,
    name: string,
    scope: KeyScope = 'WRITE',
    db: Prisma.TransactionClient = this.prisma,
  ): Promise<{ id: number; key: string }> {
    const key = newApiKey()
    const row = await db.apiKey.create({
      data: { userId, name, scope, tokenHash: hashToken(key), hint: key.slice(-4) },
    })
    return { id: row.id, key }
  }

  listApiKeys(userId: number) {
    return this.prisma.apiKey.findMany({
      where: { userId, revokedAt: null },
      orderBy: { createdAt: 'desc' },
      select: {
        id: true,
        name: true,
        hint: true,
        scope: true,
        createdAt: true,
        lastUsedAt: true,
      },
    })
  }

  /** False when the person has no such key. `also` is done in the same transaction. */
  async revokeApiKey(
    userId: number,
    id: number,
    also?: (tx: Prisma.TransactionClient) => Promise<void>,
  ): Promise<boolean> {
    const found = await this.prisma.$transaction(async (tx) => {
      const { count } = await tx.apiKey.updateMany({
        where: { id, userId, revokedAt: null },
        data: { revokedAt: new Date() },
      })
      if (count === 1) await also?.(tx)
      return count === 1
    })
    if (found) this.revoked({ kind: 'apiKey', id })
    return found
  }

  private revoked(credential: UserPrincipal['credential']): void {
    this.cache.clear()
    for (const listener of this.listeners) listener(credential)
  }

  // ---- first start

  /**
   * Makes the first admin, with an API key for the lines printed at start. On later starts the key
   * is made anew only if the one printed before was never used; a used one cannot be shown again.
   */
  async bootstrap(
    wantedName: string | undefined,
  ): Promise<{ username: string; link: string; apiKey?: string }> {
    const existing = await this.prisma.user.findFirst({
      where: { isAdmin: true },
      orderBy: { id: 'asc' },
      include: { apiKeys: { where: { revokedAt: null } } },
    })
    const user =
      existing ??
      (await this.prisma.$transaction((tx) =>
        createUser(tx, { username: firstAdminName(wantedName), isAdmin: true }),
      ))
    const link = await this.issueSignInLink(user.id)
    const keys = existing?.apiKeys ?? []
    if (keys.some((key) => key.name !== STARTUP_KEY || key.lastUsedAt)) {
      return { username: user.username, link }
    }
    for (const key of keys) await this.revokeApiKey(user.id, key.id)
    const { key } = await this.createApiKey(user.id, STARTUP_KEY)
    return { username: user.username, link, apiKey: key }
  }
}

const STARTUP_KEY = 'first start'

/** Whom a machine says it logs for, as the SDK passes WANDB_USERNAME and WANDB_USER_EMAIL on. */
function authorOf(headers: IncomingMessage['headers']): string | undefined {
  const name = headers['x-wandb-username'] ?? headers['x-wandb-user-email']
  return typeof name === 'string' && name !== '' ? name.slice(0, 320) : undefined
}

function apiKeyOf(header: string | undefined): string | undefined {
  if (!header) return undefined
  const space = header.indexOf(' ')
  const scheme = header.slice(0, space).toLowerCase()
  const value = header.slice(space + 1).trim()
  if (scheme === 'bearer') return value
  if (scheme !== 'basic') return undefined
  const text = Buffer.from(value, 'base64').toString('utf8')
  return text.slice(text.indexOf(':') + 1)
}

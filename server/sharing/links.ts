/** Secret addresses of reports: made, changed and taken back by those who may write the report. */
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { changeLinkSchema, createLinkSchema, ShareLinkItem } from '@/lib/api/sharing'
import { hashPassword, recordAudit, type UserPrincipal } from '../auth'
import type { Prisma, PrismaClient } from '../db'
import { badRequest, notFound } from '../http/errors'
import type { ReportFacts } from '../reports'
import { hashLinkToken, newLinkToken, recoverableToken, TOKEN } from './passes'

const include = {
  creator: { select: { username: true, name: true } },
  report: { select: { slug: true } },
} satisfies Prisma.ShareLinkInclude
export type LinkRow = Prisma.ShareLinkGetPayload<{ include: typeof include }>

export type LinkState = 'live' | 'paused' | 'gone'

export function stateOf(
  { revokedAt, expiresAt, pausedAt }: Pick<LinkRow, 'revokedAt' | 'expiresAt' | 'pausedAt'>,
  now: number,
): LinkState {
  if (revokedAt || (expiresAt && expiresAt.getTime() <= now)) return 'gone'
  return pausedAt ? 'paused' : 'live'
}

const MAX_LINKS = 100

export class Links {
  constructor(
    private readonly prisma: PrismaClient,
    /** Something about the link is different: whoever came by it is looked at again. */
    private readonly onChange: (linkId: number) => void,
  ) {}

  /** Those that were not revoked, newest first. */
  list(report: ReportFacts): Promise<LinkRow[]> {
    return this.prisma.shareLink.findMany({
      where: { reportId: report.id, revokedAt: null },
      include,
      orderBy: { id: 'desc' },
    })
  }

  /** @throws HttpError 404 unless the report has one that was not revoked */
  async one(report: ReportFacts, id: number): Promise<LinkRow> {
    const row = await this.prisma.shareLink.findFirst({
      where: { id, reportId: report.id, revokedAt: null },
      include,
    })
    if (!row) throw notFound('The link')
    return row
  }

  /** Undefined for what was never made. Found by its hash, so comparing tells nothing of it. */
  async byToken(token: string): Promise<LinkRow | undefined> {
    if (!TOKEN.test(token)) return undefined
    const tokenHash = hashLinkToken(token)
    return (await this.prisma.shareLink.findUnique({ where: { tokenHash }, include })) ?? undefined
  }

  async byId(id: number): Promise<LinkRow | undefined> {
    return (await this.prisma.shareLink.findUnique({ where: { id }, include })) ?? undefined
  }

  /**
   * The token is returned once and never stored.
   * @param recoverable for tools that ask for it again: it then follows from what is stored
   */
  async create(
    report: ReportFacts,
    creator: UserPrincipal,
    wanted: z.output<typeof createLinkSchema>,
    recoverable = false,
  ): Promise<{ row: LinkRow; token: string }> {
    const count = await this.prisma.shareLink.count({
      where: { reportId: report.id, revokedAt: null },
    })
    if (count >= MAX_LINKS) throw badRequest(`A report has at most ${MAX_LINKS} links.`)
    const secret = randomBytes(32).toString('base64url')
    const token = recoverable ? recoverableToken(secret) : newLinkToken()
    const columns = await columnsOf(wanted)
    const row = await this.prisma.$transaction(async (tx) => {
      const detail = `${wanted.role.toLowerCase()}${wanted.password ? ', with a password' : ''}`
      await recordAudit(tx, creator, { action: 'link.created', ...about(report), detail })
      return tx.shareLink.create({
        data: {
          ...columns,
          reportId: report.id,
          creatorId: creator.userId,
          tokenHash: hashLinkToken(token),
          secret,
          recoverable,
          role: wanted.role,
        },
        include,
      })
    })
    return { row, token }
  }

  async change(row: LinkRow, wanted: z.output<typeof changeLinkSchema>): Promise<LinkRow> {
    const { paused } = wanted
    const changed = await this.prisma.shareLink.update({
      where: { id: row.id },
      data: {
        ...(await columnsOf(wanted)),
        ...(paused === undefined ? {} : { pausedAt: paused ? (row.pausedAt ?? new Date()) : null }),
      },
      include,
    })
    this.onChange(row.id)
    return changed
  }

  /** For good. Who had opened it sees so at once; the row stays, so that no token is made twice. */
  async revoke({ id }: LinkRow, report: ReportFacts, by: UserPrincipal): Promise<void> {
    await this.prisma.$transaction(async (tx) => {
      await recordAudit(tx, by, { action: 'link.revoked', ...about(report) })
      const data = { revokedAt: new Date(), passwordHash: null }
      await tx.shareLink.update({ where: { id }, data })
      await tx.shareKept.deleteMany({ where: { linkId: id } })
    })
    this.onChange(id)
  }

  /** Tokens of the links that tools ask for again, as long as they let anybody in. */
  async recoverableTokens(report: ReportFacts): Promise<string[]> {
    const now = Date.now()
    const rows = await this.list(report)
    return rows
      .filter((row) => row.recoverable && stateOf(row, now) === 'live')
      .map(({ secret }) => recoverableToken(secret))
  }

  /** After a change that somebody else made. */
  async changed(id: number): Promise<LinkRow> {
    this.onChange(id)
    return this.prisma.shareLink.findUniqueOrThrow({ where: { id }, include })
  }

  /** Those whose time was over between two moments. */
  async expiredBetween(after: Date, until: Date): Promise<number[]> {
    const rows = await this.prisma.shareLink.findMany({
      where: { expiresAt: { gt: after, lte: until } },
      select: { id: true },
    })
    return rows.map(({ id }) => id)
  }

  /** People who were let in by it. */
  async grantees(linkId: number): Promise<number[]> {
    const rows = await this.prisma.shareGrant.findMany({ where: { linkId } })
    return rows.map(({ userId }) => userId)
  }

  /** Somebody came who had not been here before; or, if they had, is here again. */
  async used({ id }: LinkRow, isNew: boolean): Promise<void> {
    await this.prisma.shareLink.updateMany({
      where: { id },
      data: { lastUsedAt: new Date(), ...(isNew ? { views: { increment: 1 } } : {}) },
    })
  }

  /** A signed-in person came by a link that lets them comment or edit. */
  async grant(linkId: number, userId: number): Promise<void> {
    await this.prisma.shareGrant.upsert({
      where: { linkId_userId: { linkId, userId } },
      create: { linkId, userId },
      update: {},
    })
  }
}

const about = ({ slug, project }: ReportFacts) => ({
  target: `report ${slug}`,
  entity: project.entity.name,
})

async function columnsOf(wanted: z.output<typeof changeLinkSchema>) {
  const { label, password, expiresAt, frameAncestors } = wanted
  const { showProjects, showPeople, mayHideRuns, maySmooth, mayLogScale, mayIndex } = wanted
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) {
    throw badRequest('expiresAt: lies in the past', 'expiresAt')
  }
  const plain = { label, showProjects, showPeople, mayHideRuns, maySmooth, mayLogScale, mayIndex }
  return {
    ...plain,
    ...(password === undefined
      ? {}
      : { passwordHash: password === null ? null : await hashPassword(password) }),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt && new Date(expiresAt) }),
    ...(frameAncestors === undefined ? {} : { frameAncestors: [...new Set(frameAncestors)] }),
  }
}

export function presentLink(row: LinkRow): ShareLinkItem {
  const { id, role, label, views, showProjects, showPeople } = row
  const { mayHideRuns, maySmooth, mayLogScale, mayIndex, frameAncestors, creator } = row
  const iso = (date: Date | null) => date?.toISOString() ?? null
  return {
    ...{ id, role, label, views, showProjects, showPeople },
    ...{ mayHideRuns, maySmooth, mayLogScale, mayIndex, frameAncestors, creator },
    hasPassword: row.passwordHash !== null,
    expiresAt: iso(row.expiresAt),
    pausedAt: iso(row.pausedAt),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: iso(row.lastUsedAt),
    frozenAt: iso(row.frozenAt),
  }
}

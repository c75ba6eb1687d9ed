/** Threads of comments in reports: who says what, who may change it, and who is told. */
import {
  type CommentPerson,
  type createThreadSchema,
  MAX_COMMENTS,
  MAX_THREADS,
  type Reaction,
  type Thread,
} from '@/lib/api/comments'
import { isDataAnchor } from '@/lib/comments/anchor'
import type { NotificationItem } from '@/lib/api/notifications'
import { toStorableText } from '@/lib/json/storable'
import type { z } from 'zod'
import {
  canManageEntity,
  canSeeEntity,
  mayChange,
  type Principal,
  projectMembers,
  type UserPrincipal,
} from '../auth'
import type { Prisma, PrismaClient } from '../db'
import { conflict, forbidden, notFound } from '../http/errors'
import { type ReportFacts, reportRoleOf } from '../reports'
import { mentionedPeople, readersOf } from './mentions'
import { type Notice, type ToldNotice, writeNotices } from './notices'
import { presentThread, threadInclude } from './present'

/** How long one that was deleted can be brought back. */
const UNDO_MS = 3_600_000
/** A namespace of advisory locks: new threads of one report take turns, so that its limit holds. */
const LOCK = 7_130_026

/** Told of what is committed. */
export interface CommentListener {
  commentsChanged(documentId: number, threadId: number, thread: Thread | null): void
  notified(userId: number, notification: NotificationItem): void
}

/** Where a place in data is on the axes that every run has; empty where that cannot be known. */
export type PositionsOf = (
  principal: Principal,
  place: {
    run: number
    stream: 'history' | 'events'
    axis: string
    from: number
    to: number | null
  },
) => Promise<Thread['positions']>

const reportSelect = {
  select: {
    id: true,
    documentId: true,
    deletedAt: true,
    project: { select: { entityId: true, visibility: true, creatorId: true, frozen: true } },
  },
} satisfies { select: Prisma.ReportSelect }
type ReportRights = Prisma.ReportGetPayload<typeof reportSelect>

export class Comments {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly positionsOf: PositionsOf,
    private readonly listener: CommentListener,
  ) {}

  /** All of a report that the caller may read. */
  async list(report: ReportFacts): Promise<Thread[]> {
    const rows = await this.prisma.commentThread.findMany({
      where: { reportId: report.id },
      include: threadInclude,
      orderBy: { id: 'asc' },
    })
    return rows.flatMap((row) => presentThread(row) ?? [])
  }

  /** Who can be named here, as far as the person may see who there is. */
  async people(principal: Principal, report: ReportFacts): Promise<CommentPerson[]> {
    const ofEntity = canSeeEntity(principal, report.project.entityId)
    const spoke: Prisma.UserWhereInput = {
      disabledAt: null,
      serviceOfId: null,
      comments: { some: { deletedAt: null, thread: { reportId: report.id } } },
    }
    return this.prisma.user.findMany({
      where: ofEntity ? { OR: [projectMembers(report.project), spoke] } : spoke,
      select: { username: true, name: true },
      orderBy: { username: 'asc' },
    })
  }

  rights(principal: Principal, report: ReportFacts): { canComment: boolean; canManage: boolean } {
    return {
      canComment: mayChange(principal),
      canManage: canManageEntity(principal, report.project.entityId),
    }
  }

  async create(
    principal: Principal,
    report: ReportFacts,
    { anchor, text }: z.output<typeof createThreadSchema>,
  ): Promise<Thread> {
    const user = needComment(principal)
    const positions = await this.placesOf(user, anchor)
    return this.change(report, async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK}::int, ${report.id}::int)`
      const where = { reportId: report.id, comments: { some: { deletedAt: null } } }
      if ((await tx.commentThread.count({ where })) >= MAX_THREADS) {
        throw conflict(`A report holds at most ${MAX_THREADS} threads of comments.`)
      }
      const thread = await tx.commentThread.create({
        data: { reportId: report.id, anchor, positions },
      })
      const told = await this.say(tx, user, report, thread.id, text)
      return { threadId: thread.id, told }
    })
  }

  /** Answers in a thread that is resolved open it again. */
  async reply(principal: Principal, threadId: number, text: string): Promise<Thread> {
    const { report } = await this.thread(principal, threadId)
    const user = needComment(principal)
    return this.change(report, async (tx) => {
      // Two who reply at once take turns, and a thread that goes meanwhile is not brought back.
      await tx.$queryRaw`SELECT 1 FROM comment_thread WHERE id = ${threadId}::int FOR UPDATE`
      const count = await tx.comment.count({ where: { threadId } })
      const left = await tx.comment.count({ where: { threadId, deletedAt: null } })
      if (left === 0) throw notFound('The thread')
      if (count >= MAX_COMMENTS) {
        throw conflict(`A thread holds at most ${MAX_COMMENTS} comments; begin a new one.`)
      }
      await tx.commentThread.update({
        where: { id: threadId },
        data: { resolvedAt: null, resolverId: null },
      })
      return { threadId, told: await this.say(tx, user, report, threadId, text) }
    })
  }

  async resolve(principal: Principal, threadId: number, resolved: boolean): Promise<Thread> {
    const { report, comments, resolvedAt, role } = await this.thread(principal, threadId)
    const user = needComment(principal)
    const opener = comments[0]?.authorId
    if (opener !== user.userId && role !== 'write') {
      throw forbidden('Whoever began a thread, or may write the report, may resolve it.')
    }
    return this.change(report, async (tx) => {
      if ((resolvedAt !== null) === resolved) return { threadId, told: [] }
      const by = resolved ? { resolvedAt: new Date(), resolverId: user.userId } : null
      await tx.commentThread.update({
        where: { id: threadId },
        data: by ?? { resolvedAt: null, resolverId: null },
      })
      const first = comments.find(({ deletedAt }) => deletedAt === null)
      if (!resolved || !first) return { threadId, told: [] }
      const others = await stillReading(tx, report, participants(comments, user.userId))
      const notices = others.map((userId): Notice => ({ userId, reason: 'RESOLVED' }))
      return { threadId, told: await writeNotices(tx, notices, first.id, user.userId) }
    })
  }

  /** Those who are named only now are told. */
  async rewrite(principal: Principal, id: number, wanted: string): Promise<Thread> {
    const { report, threadId, authorId } = await this.comment(principal, id)
    const user = needComment(principal)
    if (authorId !== user.userId) throw forbidden('Only whoever wrote a comment may rewrite it.')
    const text = toStorableText(wanted)
    return this.change(report, async (tx) => {
      await tx.comment.update({ where: { id }, data: { text, editedAt: new Date() } })
      const known = await tx.commentMention.findMany({ where: { commentId: id } })
      const named = await mentionedPeople(tx, report, text)
      await tx.commentMention.deleteMany({ where: { commentId: id } })
      await tx.commentMention.createMany({
        data: named.map((userId) => ({ commentId: id, userId })),
      })
      const before = new Set([user.userId, ...known.map(({ userId }) => userId)])
      const notices = named
        .filter((userId) => !before.has(userId))
        .map((userId): Notice => ({ userId, reason: 'MENTIONED' }))
      return { threadId, told: await writeNotices(tx, notices, id, user.userId) }
    })
  }

  /** Can be brought back for a while; a thread of which nothing is left is gone with it. */
  async remove(principal: Principal, id: number): Promise<void> {
    const { report, threadId, authorId } = await this.comment(principal, id)
    needOwn(principal, report, authorId, 'delete')
    await this.prisma.comment.update({ where: { id }, data: { deletedAt: new Date() } })
    await this.tell(report, threadId, [])
    await this.purge()
  }

  async restore(principal: Principal, id: number): Promise<Thread> {
    const found = await this.comment(principal, id, true)
    const { report, threadId, authorId, deletedAt } = found
    needOwn(principal, report, authorId, 'bring back')
    if (deletedAt && deletedAt.getTime() < Date.now() - UNDO_MS) throw notFound('The comment')
    return this.change(report, async (tx) => {
      await tx.comment.update({ where: { id }, data: { deletedAt: null } })
      return { threadId, told: [] }
    })
  }

  async react(principal: Principal, id: number, reaction: Reaction, on: boolean): Promise<Thread> {
    const { report, threadId } = await this.comment(principal, id)
    const { userId } = needComment(principal)
    return this.change(report, async (tx) => {
      const key = { commentId: id, userId, reaction }
      if (on) await tx.commentReaction.createMany({ data: [key], skipDuplicates: true })
      else await tx.commentReaction.deleteMany({ where: key })
      return { threadId, told: [] }
    })
  }

  // ---- parts

  private async placesOf(
    principal: Principal,
    anchor: z.output<typeof createThreadSchema>['anchor'],
  ): Promise<Thread['positions']> {
    if (!isDataAnchor(anchor)) return {}
    const [from, to] = anchor.kind === 'point' ? [anchor.x, null] : [anchor.from, anchor.to]
    const { run, stream, axis } = anchor
    const known: Thread['positions'] = { [axis]: [from, to] }
    if (run === undefined) return known
    return { ...(await this.positionsOf(principal, { run, stream, axis, from, to })), ...known }
  }

  /** Writes a comment down, with whom it names and whom it is to reach. */
  private async say(
    tx: Prisma.TransactionClient,
    user: UserPrincipal,
    report: ReportRights,
    threadId: number,
    wanted: string,
  ): Promise<ToldNotice[]> {
    const text = toStorableText(wanted)
    const before = await tx.comment.findMany({
      where: { threadId, deletedAt: null },
      include: { mentions: true },
    })
    const named = await mentionedPeople(tx, report, text)
    const { id } = await tx.comment.create({
      data: {
        threadId,
        authorId: user.userId,
        text,
        mentions: { create: named.map((userId) => ({ userId })) },
      },
    })
    const mentioned = named.filter((userId) => userId !== user.userId)
    const others = await stillReading(tx, report, participants(before, user.userId))
    const notices: Notice[] = [
      ...mentioned.map((userId): Notice => ({ userId, reason: 'MENTIONED' })),
      ...others
        .filter((userId) => !mentioned.includes(userId))
        .map((userId): Notice => ({ userId, reason: 'REPLIED' })),
    ]
    return writeNotices(tx, notices, id, user.userId)
  }

  private async change(
    report: ReportRights,
    work: (tx: Prisma.TransactionClient) => Promise<{ threadId: number; told: ToldNotice[] }>,
  ): Promise<Thread> {
    const { threadId, told } = await this.prisma.$transaction(work)
    const thread = await this.tell(report, threadId, told)
    if (!thread) throw notFound('The thread')
    return thread
  }

  private async tell(
    { documentId }: ReportRights,
    threadId: number,
    told: readonly ToldNotice[],
  ): Promise<Thread | null> {
    const row = await this.prisma.commentThread.findUnique({
      where: { id: threadId },
      include: threadInclude,
    })
    const thread = row && presentThread(row)
    this.listener.commentsChanged(documentId, threadId, thread)
    for (const { userId, item } of told) this.listener.notified(userId, item)
    return thread
  }

  private async thread(principal: Principal, id: number) {
    const found = await this.prisma.commentThread.findUnique({
      where: { id },
      include: {
        report: reportSelect,
        comments: { orderBy: { id: 'asc' }, include: { mentions: true } },
      },
    })
    const alive = found?.comments.some(({ deletedAt }) => deletedAt === null)
    const role = found && alive ? await this.roleIn(principal, found.report) : null
    if (!found || !role) throw notFound('The thread')
    return { ...found, role }
  }

  private async comment(principal: Principal, id: number, deleted = false) {
    const found = await this.prisma.comment.findUnique({
      where: { id },
      include: { thread: { select: { report: reportSelect } } },
    })
    const report = found?.thread.report
    const isThere = found && report && (!found.deletedAt || deleted)
    if (!isThere || !(await this.roleIn(principal, report))) throw notFound('The comment')
    return { ...found, report }
  }

  private async roleIn(principal: Principal, report: ReportRights) {
    return report.deletedAt ? null : reportRoleOf(this.prisma, principal, report)
  }

  /** What nobody brought back: the words go, and threads of which nothing else is left. */
  private async purge(): Promise<void> {
    const before = new Date(Date.now() - UNDO_MS)
    await this.prisma.commentThread.deleteMany({
      where: {
        comments: { some: {}, every: { deletedAt: { lt: before } } },
      },
    })
    await this.prisma.comment.updateMany({
      where: { deletedAt: { lt: before }, text: { not: '' } },
      data: { text: '' },
    })
  }
}

function needComment(principal: Principal): UserPrincipal {
  if (mayChange(principal)) return principal
  throw forbidden('This key only reads: it may not comment.')
}

function needOwn(
  principal: Principal,
  report: ReportRights,
  authorId: number | null,
  what: string,
): void {
  const { userId } = needComment(principal)
  if (authorId === userId || canManageEntity(principal, report.project.entityId)) return
  throw forbidden(`Only whoever wrote a comment, or an admin, may ${what} it.`)
}

interface Spoken {
  authorId: number | null
  deletedAt: Date | null
  mentions: { userId: number }[]
}

/** Who said something in a thread or was called into it, but for one. */
function participants(comments: readonly Spoken[], except: number): number[] {
  const there = comments.filter(({ deletedAt }) => deletedAt === null)
  const ids = there.flatMap(({ authorId, mentions }) => [
    ...(authorId === null ? [] : [authorId]),
    ...mentions.map(({ userId }) => userId),
  ])
  return [...new Set(ids)].filter((id) => id !== except)
}

/** Those of them who still may read it. */
async function stillReading(
  tx: Prisma.TransactionClient,
  report: ReportRights,
  ids: readonly number[],
): Promise<number[]> {
  const people = await tx.user.findMany({
    where: { AND: [{ id: { in: [...ids] } }, readersOf(report)] },
    select: { id: true },
  })
  return people.map(({ id }) => id)
}

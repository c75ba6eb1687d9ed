/** Whom a comment concerns, and how they are told of it. */
import type { CommentNotice, NotificationItem } from '@/lib/api/notifications'
import type { NoticeReason, Prisma } from '../db'

const person = { select: { username: true, name: true } }

export const includeForNotice = {
  actor: person,
  comment: {
    select: {
      id: true,
      threadId: true,
      text: true,
      thread: {
        select: {
          report: {
            select: {
              slug: true,
              title: true,
              project: { select: { name: true, entity: { select: { name: true } } } },
            },
          },
        },
      },
    },
  },
} satisfies Prisma.NotificationInclude
type Stored = Prisma.NotificationGetPayload<{ include: typeof includeForNotice }>

const REASONS = { MENTIONED: 'mentioned', REPLIED: 'replied', RESOLVED: 'resolved' } as const
const MAX_TEXT = 300

/** Null for one that is about no comment. */
export function presentNotice({ comment, reason, actor, createdAt }: Stored): CommentNotice | null {
  if (!comment || reason === null) return null
  const { slug, title, project } = comment.thread.report
  const { text } = comment
  return {
    reason: REASONS[reason],
    commentId: comment.id,
    threadId: comment.threadId,
    text: text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1).toWellFormed()}…`,
    by: actor,
    report: { slug, title },
    entity: project.entity.name,
    project: project.name,
    createdAt: createdAt.toISOString(),
  }
}

export interface Notice {
  userId: number
  reason: NoticeReason
}

export interface ToldNotice {
  userId: number
  item: NotificationItem
}

/** Writes them down in the caller's transaction; to be told once that is committed. */
export async function writeNotices(
  tx: Prisma.TransactionClient,
  notices: readonly Notice[],
  commentId: number,
  actorId: number,
): Promise<ToldNotice[]> {
  const told: ToldNotice[] = []
  for (const { userId, reason } of notices) {
    const row = await tx.notification.create({
      data: { userId, reason, commentId, actorId },
      include: includeForNotice,
    })
    const comment = presentNotice(row)
    if (comment) told.push({ userId, item: { kind: 'comment', id: row.id, read: false, comment } })
  }
  return told
}

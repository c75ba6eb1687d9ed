/** What somebody was told: alerts of projects they may write in, unless muted, and what was said to them. */
import { z } from 'zod'
import { alertSchema } from './alerts'
import { change, get } from './request'

const notificationId = z.number().int().positive().max(2_147_483_647)

const itemShape = { id: notificationId, read: z.boolean() }

/** Somebody was named in a comment, was answered, or a thread they took part in was resolved. */
export const commentNoticeSchema = z.object({
  reason: z.enum(['mentioned', 'replied', 'resolved']),
  commentId: z.number(),
  threadId: z.number(),
  /** How the comment begins. */
  text: z.string(),
  /** Who did it; null when they have left. */
  by: z.object({ username: z.string(), name: z.string() }).nullable(),
  report: z.object({ slug: z.string(), title: z.string() }),
  entity: z.string(),
  project: z.string(),
  createdAt: z.string(),
})
export type CommentNotice = z.infer<typeof commentNoticeSchema>

export const notificationSchema = z.discriminatedUnion('kind', [
  z.object({ ...itemShape, kind: z.literal('alert'), alert: alertSchema }),
  z.object({ ...itemShape, kind: z.literal('comment'), comment: commentNoticeSchema }),
])
export type NotificationItem = z.infer<typeof notificationSchema>

export const notificationPageSchema = z.object({
  notifications: z.array(notificationSchema),
  unread: z.number(),
  /** What to ask for as `before`; null at the end. */
  next: z.number().nullable(),
})
export type NotificationPage = z.infer<typeof notificationPageSchema>

export const notificationQuerySchema = z.object({
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
})

/** Ids of notifications, or up to which one everything is read. */
export const markReadSchema = z
  .object({
    ids: z.array(notificationId).min(1).max(1000).optional(),
    through: notificationId.optional(),
  })
  .refine(({ ids, through }) => (ids === undefined) !== (through === undefined), {
    error: 'say either which, or through which one',
    path: ['ids'],
  })
export type MarkRead = z.infer<typeof markReadSchema>
export const unreadSchema = z.object({ unread: z.number() })

export const notificationsApi = {
  page: (before: number | null, signal?: AbortSignal) =>
    get(
      `/api/notifications${before === null ? '' : `?before=${before}`}`,
      notificationPageSchema,
      signal,
    ),
  markRead: (wanted: MarkRead) => change('/api/notifications/read', 'POST', wanted, unreadSchema),
}

/** What somebody was told: alerts of projects they may write in, unless muted. */
import { z } from 'zod'
import { alertSchema } from './alerts'
import { change, get } from './request'

const alertId = z.number().int().positive().max(2_147_483_647)

export const notificationSchema = z.object({ alert: alertSchema, read: z.boolean() })
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

/** Ids of alerts, or up to which one everything is read. */
export const markReadSchema = z
  .object({
    alertIds: z.array(alertId).min(1).max(1000).optional(),
    through: alertId.optional(),
  })
  .refine(({ alertIds, through }) => (alertIds === undefined) !== (through === undefined), {
    error: 'say either which alerts, or through which one',
    path: ['alertIds'],
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

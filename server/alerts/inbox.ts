/** What somebody was told, as long as they may see it. */
import { ALERT_PAGE } from '@/lib/api/alerts'
import type { MarkRead, NotificationItem, NotificationPage } from '@/lib/api/notifications'
import { readableProjects, type UserPrincipal } from '../auth'
import { includeForNotice, presentNotice } from '../comments'
import type { Prisma, PrismaClient } from '../db'
import { holdingLinks } from '../reports'
import { type AlertListener, includeForAlert, presentAlert } from './book'

export class Inbox {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly listener: Pick<AlertListener, 'notificationsRead'>,
  ) {}

  async page(user: UserPrincipal, before: number | undefined): Promise<NotificationPage> {
    const where = visible(user)
    const [rows, unread] = await Promise.all([
      this.prisma.notification.findMany({
        where: { ...where, ...(before === undefined ? {} : { id: { lt: before } }) },
        include: { alert: { include: includeForAlert }, ...includeForNotice },
        orderBy: { id: 'desc' },
        take: ALERT_PAGE + 1,
      }),
      this.unread(user),
    ])
    const shown = rows.slice(0, ALERT_PAGE)
    return {
      notifications: shown.flatMap((row): NotificationItem[] => {
        const { id, alert, readAt } = row
        const read = readAt !== null
        if (alert) return [{ kind: 'alert', id, read, alert: presentAlert(alert) }]
        const comment = presentNotice(row)
        return comment ? [{ kind: 'comment', id, read, comment }] : []
      }),
      unread,
      next: rows.length > ALERT_PAGE ? shown.at(-1)!.id : null,
    }
  }

  async markRead(user: UserPrincipal, { ids, through }: MarkRead): Promise<number> {
    const id = ids === undefined ? { lte: through ?? 0 } : { in: ids }
    await this.prisma.notification.updateMany({
      where: { userId: user.userId, readAt: null, id },
      data: { readAt: new Date() },
    })
    const unread = await this.unread(user)
    this.listener.notificationsRead(user.userId, unread)
    return unread
  }

  private unread(user: UserPrincipal): Promise<number> {
    return this.prisma.notification.count({ where: { ...visible(user), readAt: null } })
  }
}

function visible(user: UserPrincipal): Prisma.NotificationWhereInput {
  const project = readableProjects(user)
  const byLink = { some: { ...holdingLinks(), grants: { some: { userId: user.userId } } } }
  const readable = { OR: [{ project }, { links: byLink }] }
  return {
    userId: user.userId,
    OR: [
      { alert: { run: { deletedAt: null, project } } },
      { comment: { deletedAt: null, thread: { report: { deletedAt: null, ...readable } } } },
    ],
  }
}

/** What somebody was told, as long as they may see it. */
import { ALERT_PAGE } from '@/lib/api/alerts'
import type { MarkRead, NotificationPage } from '@/lib/api/notifications'
import { readableProjects, type UserPrincipal } from '../auth'
import type { Prisma, PrismaClient } from '../db'
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
        where: { ...where, ...(before === undefined ? {} : { alertId: { lt: before } }) },
        include: { alert: { include: includeForAlert } },
        orderBy: { alertId: 'desc' },
        take: ALERT_PAGE + 1,
      }),
      this.unread(user),
    ])
    const shown = rows.slice(0, ALERT_PAGE)
    return {
      notifications: shown.map(({ alert, readAt }) => {
        return { alert: presentAlert(alert), read: readAt !== null }
      }),
      unread,
      next: rows.length > ALERT_PAGE ? shown.at(-1)!.alertId : null,
    }
  }

  async markRead(user: UserPrincipal, { alertIds, through }: MarkRead): Promise<number> {
    const alertId = alertIds === undefined ? { lte: through ?? 0 } : { in: alertIds }
    await this.prisma.notification.updateMany({
      where: { userId: user.userId, readAt: null, alertId },
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
  return {
    userId: user.userId,
    alert: { run: { deletedAt: null, project: readableProjects(user) } },
  }
}

import { markReadSchema, notificationQuerySchema } from '@/lib/api/notifications'
import { readJson } from '../http/body'
import { fromZod } from '../http/errors'
import { sendJson } from '../http/respond'
import type { Router } from '../http/router'
import { userOf } from './access'
import type { ApiServices } from './services'

/** What oneself was told. */
export function addNotificationRoutes(router: Router, { alerts }: ApiServices): void {
  const { inbox } = alerts

  router.on('GET', '/api/notifications', async ({ res, principal, query }) => {
    const parsed = notificationQuerySchema.safeParse(Object.fromEntries(query))
    if (!parsed.success) throw fromZod(parsed.error)
    sendJson(res, await inbox.page(userOf(principal), parsed.data.before))
  })

  router.on('POST', '/api/notifications/read', async ({ req, res, principal }) => {
    const wanted = await readJson(req, markReadSchema)
    sendJson(res, { unread: await inbox.markRead(userOf(principal), wanted) })
  })
}

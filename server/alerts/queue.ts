/** Messages wait in a table, so that they outlive the process that wrote them. */
import { randomUUID } from 'node:crypto'
import type { AlertItem } from '@/lib/api/alerts'
import type { Prisma, Webhook } from '../db'
import { messageFor, testMessage } from './messages'

/** More than this wait for no webhook: whoever takes none for so long is told that some are gone. */
export const MAX_WAITING = 1_000

/** Within the transaction that writes the alert down. */
export async function queueDeliveries(
  tx: Prisma.TransactionClient,
  webhooks: readonly Webhook[],
  alert: AlertItem,
  publicUrl: string | undefined,
): Promise<void> {
  for (const { id: webhookId, format } of webhooks) {
    const messageId = randomUUID()
    const body = messageFor(format, messageId, alert, publicUrl)
    const waiting = await tx.webhookDelivery.count({ where: { webhookId, status: 'PENDING' } })
    const full = waiting >= MAX_WAITING
    const failed = {
      status: 'FAILED',
      error: `not sent: ${MAX_WAITING} messages wait already`,
      endedAt: new Date(),
    } as const
    await tx.webhookDelivery.create({
      data: { webhookId, alertId: alert.id, messageId, body, ...(full ? failed : {}) },
    })
  }
}

export async function queueTest(
  tx: Prisma.TransactionClient,
  webhook: Webhook,
  project: string,
): Promise<void> {
  const messageId = randomUUID()
  const body = testMessage(webhook.format, messageId, project)
  await tx.webhookDelivery.create({ data: { webhookId: webhook.id, messageId, body } })
}

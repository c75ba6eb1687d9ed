/** Addresses that hear of a project's alerts. */
import { randomBytes } from 'node:crypto'
import {
  type ChangeWebhook,
  type createWebhookSchema,
  type Delivery,
  MAX_WEBHOOKS,
} from '@/lib/api/alerts'
import type { z } from 'zod'
import type { PrismaClient, Webhook } from '../db'
import { badRequest, conflict } from '../http/errors'
import { isPrivateAddress, literalAddress, PrivateAddressError } from './addresses'
import { queueTest } from './queue'

const SHOWN_DELIVERIES = 50

export class Webhooks {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly mayBePrivate: boolean,
    private readonly wakeDeliveries: () => void,
  ) {}

  async list(projectId: number) {
    const rows = await this.prisma.webhook.findMany({
      where: { projectId },
      include: { deliveries: { orderBy: { id: 'desc' }, take: 1, select: { status: true } } },
      orderBy: { id: 'asc' },
    })
    return rows.map(({ id, name, url, format, minSeverity, enabled, createdBy, ...row }) => ({
      ...{ id, name, url, format, minSeverity, enabled, createdBy },
      createdAt: row.createdAt.toISOString(),
      lastStatus: row.deliveries[0]?.status ?? null,
    }))
  }

  find(id: number) {
    return this.prisma.webhook.findUnique({
      where: { id },
      include: { project: { include: { entity: true } } },
    })
  }

  /** The secret is returned once and shown nowhere else. */
  async create(projectId: number, createdBy: string, wanted: z.output<typeof createWebhookSchema>) {
    this.checkAddress(wanted.url)
    const count = await this.prisma.webhook.count({ where: { projectId } })
    if (count >= MAX_WEBHOOKS)
      throw conflict(`A project may have at most ${MAX_WEBHOOKS} webhooks.`)
    const secret = `whsec_${randomBytes(24).toString('base64url')}`
    const { id } = await this.prisma.webhook.create({
      data: { ...wanted, projectId, createdBy, secret },
    })
    return { id, secret }
  }

  async change(id: number, wanted: ChangeWebhook): Promise<void> {
    if (wanted.url !== undefined) this.checkAddress(wanted.url)
    await this.prisma.webhook.update({ where: { id }, data: wanted as Partial<Webhook> })
  }

  async remove(id: number): Promise<void> {
    await this.prisma.webhook.deleteMany({ where: { id } })
  }

  async test(webhook: Webhook, project: string): Promise<void> {
    await queueTest(this.prisma, webhook, project)
    this.wakeDeliveries()
  }

  async deliveries(webhookId: number): Promise<Delivery[]> {
    const rows = await this.prisma.webhookDelivery.findMany({
      where: { webhookId },
      include: { alert: { select: { title: true } } },
      orderBy: { id: 'desc' },
      take: SHOWN_DELIVERIES,
    })
    return rows.map(({ id, messageId, status, attempts, responseStatus, error, ...row }) => ({
      ...{ id, messageId, status, attempts, responseStatus, error },
      alertTitle: row.alert?.title ?? null,
      createdAt: row.createdAt.toISOString(),
      endedAt: row.endedAt?.toISOString() ?? null,
      dueAt: status === 'PENDING' ? row.dueAt.toISOString() : null,
    }))
  }

  /** Names are looked up when something is sent; addresses can be refused at once. */
  private checkAddress(url: string): void {
    const literal = literalAddress(new URL(url))
    if (this.mayBePrivate || literal === undefined || !isPrivateAddress(literal)) return
    throw badRequest(`url: ${new PrivateAddressError(literal).message}`, 'url')
  }
}

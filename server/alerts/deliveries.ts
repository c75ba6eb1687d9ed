/**
 * Works through the queue of messages. Each is taken for a while, sent, and its outcome written
 * down; one whose sender died is taken again, so receivers may get a message twice, under one id.
 */
import type { PrismaClient } from '../db'
import type { Log } from '../log'
import { type Outcome, post, TIMEOUT_MS } from './post'

const AT_ONCE = 8
/** A sender has that long; then it counts as dead. */
const LEASE_S = TIMEOUT_MS / 1000 + 5
const MAX_ATTEMPTS = 12
const FIRST_WAIT_MS = 1_000
const MAX_WAIT_MS = 3_600_000
/** Somebody else may have queued something. */
const LOOK_EVERY_MS = 30_000
const PRUNE_EVERY_MS = 3_600_000
const KEPT_DAYS = 30

interface Taken {
  id: number
  attempts: number
  messageId: string
  body: string
  url: string
  secret: string
  enabled: boolean
  isTest: boolean
}

/** Doubles from a second to an hour, less up to half, so that many do not come back at once. */
export function waitBefore(attempts: number, random: number): number {
  const longest = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempts - 1))
  return Math.round(longest * (1 - random / 2))
}

export class Deliveries {
  private readonly sending = new Set<Promise<void>>()
  private timer: NodeJS.Timeout | undefined
  private looking: Promise<void> | undefined
  private again = false
  private started = false
  private closing = false
  private prunedAt = 0

  constructor(
    private readonly prisma: PrismaClient,
    private readonly mayBePrivate: boolean,
    private readonly log: Log,
  ) {}

  start(): void {
    this.started = true
    this.wake()
  }

  async close(): Promise<void> {
    this.closing = true
    clearTimeout(this.timer)
    await this.looking
    await Promise.all(this.sending)
  }

  /** Something may be due. */
  wake(): void {
    if (!this.started || this.closing) return
    if (this.looking) {
      this.again = true
      return
    }
    this.looking = this.look()
      .catch((error: unknown) => {
        this.log.debug(`webhooks: ${String(error)}`)
        this.wakeIn(LOOK_EVERY_MS)
      })
      .finally(() => {
        this.looking = undefined
        if (!this.again) return
        this.again = false
        this.wake()
      })
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer)
    if (!this.closing) this.timer = setTimeout(() => this.wake(), ms)
  }

  private async look(): Promise<void> {
    await this.prune()
    for (const taken of await this.take(AT_ONCE - this.sending.size)) {
      const sending: Promise<void> = this.deliver(taken)
        // Nobody knows how it went: it is sent again when its lease has ended.
        .catch((error: unknown) => this.log.debug(`webhook delivery: ${String(error)}`))
        .finally(() => {
          this.sending.delete(sending)
          this.wake()
        })
      this.sending.add(sending)
    }
    const next = await this.prisma.webhookDelivery.findFirst({
      where: { status: 'PENDING' },
      orderBy: { dueAt: 'asc' },
      select: { dueAt: true },
    })
    const wait = next ? next.dueAt.getTime() - Date.now() : LOOK_EVERY_MS
    // With all hands full the next to become free looks.
    if (this.sending.size < AT_ONCE) this.wakeIn(Math.min(Math.max(wait, 50), LOOK_EVERY_MS))
  }

  private async take(count: number): Promise<Taken[]> {
    if (count <= 0) return []
    return this.prisma.$queryRaw<Taken[]>`
      UPDATE webhook_delivery d
      SET due_at = now() + make_interval(secs => ${LEASE_S}), attempts = d.attempts + 1
      FROM webhook w
      WHERE w.id = d.webhook_id AND d.id IN (
        SELECT id FROM webhook_delivery WHERE status = 'PENDING' AND due_at <= now()
        ORDER BY due_at LIMIT ${count} FOR UPDATE SKIP LOCKED)
      RETURNING d.id, d.attempts, d.message_id AS "messageId", d.body, w.url, w.secret, w.enabled,
        d.alert_id IS NULL AS "isTest"`
  }

  private async deliver(taken: Taken): Promise<void> {
    if (!taken.enabled && !taken.isTest) {
      return this.end(taken, { status: null, error: 'the webhook was switched off' }, 'FAILED')
    }
    const outcome = await post(taken, this.mayBePrivate)
    if (outcome.error === null) return this.end(taken, outcome, 'DELIVERED')
    // A test is for somebody who waits for its outcome; 410 asks never to come again.
    if (taken.isTest || outcome.status === 410 || taken.attempts >= MAX_ATTEMPTS) {
      return this.end(taken, outcome, 'FAILED')
    }
    const wait = Math.max(waitBefore(taken.attempts, Math.random()), outcome.retryAfterMs ?? 0)
    const dueAt = new Date(Date.now() + Math.min(wait, MAX_WAIT_MS))
    await this.prisma.webhookDelivery.updateMany({
      where: { id: taken.id },
      data: { dueAt, responseStatus: outcome.status, error: outcome.error },
    })
  }

  private async end(
    { id }: Taken,
    { status: responseStatus, error }: Outcome,
    status: 'DELIVERED' | 'FAILED',
  ): Promise<void> {
    await this.prisma.webhookDelivery.updateMany({
      where: { id },
      data: { status, responseStatus, error, endedAt: new Date() },
    })
  }

  private async prune(): Promise<void> {
    const now = Date.now()
    if (now - this.prunedAt < PRUNE_EVERY_MS) return
    this.prunedAt = now
    const before = new Date(now - KEPT_DAYS * 86_400_000)
    await this.prisma.webhookDelivery.deleteMany({ where: { endedAt: { lt: before } } })
  }
}

/** Alerts: written down, with whom and what they are to reach, before anybody hears of them. */
import { type AlertItem, ALERT_PAGE } from '@/lib/api/alerts'
import type { NotificationItem } from '@/lib/api/notifications'
import { atLeast, type Severity } from '@/lib/alerts/rule'
import { isUnstorable, toStorableText } from '@/lib/json/storable'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { projectWriters } from '../auth'
import type { Prisma, PrismaClient } from '../db'
import type { RunEntry } from '../runs'
import { queueDeliveries } from './queue'

export interface NewAlert {
  ruleId: number | null
  severity: Severity
  title: string
  text: string
  episode: string | null
  stream: Stream | null
  key: string | null
  step: number | null
}

/** Told of what is committed. */
export interface AlertListener {
  alertFired(projectId: number, alert: AlertItem): void
  notified(userId: number, notification: NotificationItem): void
  notificationsRead(userId: number, unread: number): void
}

export const includeForAlert = {
  rule: { select: { id: true, name: true } },
  run: {
    select: {
      id: true,
      name: true,
      displayName: true,
      number: true,
      project: { select: { name: true, entity: { select: { name: true } } } },
    },
  },
} satisfies Prisma.AlertInclude

type Stored = Prisma.AlertGetPayload<{ include: typeof includeForAlert }>

const MAX_TITLE = 500
const MAX_TEXT = 10_000
/** A namespace of advisory locks: scripts' alerts of one run take turns. */
const SCRIPT_LOCK = 7_130_021

export class AlertBook {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly listener: AlertListener,
    private readonly publicUrl: string | undefined,
    /** Something may be waiting to be sent. */
    private readonly wakeDeliveries: () => void,
  ) {}

  async page(projectId: number, before: number | undefined, run: string | undefined) {
    if (run !== undefined && isUnstorable(run)) return { alerts: [], next: null }
    const rows = await this.prisma.alert.findMany({
      where: {
        run: { projectId, deletedAt: null, ...(run === undefined ? {} : { name: run }) },
        ...(before === undefined ? {} : { id: { lt: before } }),
      },
      include: includeForAlert,
      orderBy: { id: 'desc' },
      take: ALERT_PAGE + 1,
    })
    const shown = rows.slice(0, ALERT_PAGE)
    const next = rows.length > ALERT_PAGE ? shown.at(-1)!.id : null
    return { alerts: shown.map(presentAlert), next }
  }

  /**
   * Writes alerts down; those a rule has fired for already are passed over. `along` is committed
   * with them: what the rules remember must not be ahead of what they fired.
   */
  async fire(
    run: RunEntry,
    wanted: readonly NewAlert[],
    along?: (tx: Prisma.TransactionClient) => Promise<void>,
  ): Promise<void> {
    const told = await this.prisma.$transaction(async (tx) => {
      const fired = await this.write(tx, run, wanted)
      await along?.(tx)
      return fired
    })
    this.tell(run, told)
  }

  /**
   * What a script says (wandb.alert). False when it has said the same less than `waitMs` ago, and
   * wants that to be enough.
   */
  async said(
    run: RunEntry,
    { title, text, severity }: { title: string; text: string; severity: Severity },
    waitMs: number,
  ): Promise<boolean> {
    const alert: NewAlert = {
      ...{ ruleId: null, severity, episode: null, stream: null, key: null, step: null },
      title: clip(title, MAX_TITLE),
      text: clip(text, MAX_TEXT),
    }
    const told = await this.prisma.$transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SCRIPT_LOCK}::int, ${run.id}::int)`
      const since = new Date(Date.now() - waitMs)
      const where = { runId: run.id, ruleId: null, episode: null, title: alert.title }
      const before = await tx.alert.findFirst({ where: { ...where, createdAt: { gt: since } } })
      return before ? undefined : this.write(tx, run, [alert])
    })
    if (told) this.tell(run, told)
    return told !== undefined
  }

  private async write(
    tx: Prisma.TransactionClient,
    run: RunEntry,
    wanted: readonly NewAlert[],
  ): Promise<Told[]> {
    if (wanted.length === 0) return []
    const made = await tx.alert.createManyAndReturn({
      data: wanted.map((alert) => ({ ...alert, runId: run.id })),
      skipDuplicates: true,
      select: { id: true },
    })
    const rows = await tx.alert.findMany({
      where: { id: { in: made.map(({ id }) => id) } },
      include: includeForAlert,
      orderBy: { id: 'asc' },
    })
    const webhooks = await tx.webhook.findMany({
      where: { projectId: run.projectId, enabled: true },
    })
    const told: Told[] = []
    for (const row of rows) {
      const alert = presentAlert(row)
      const userIds = await concerned(tx, run, row.ruleId)
      const notices = await tx.notification.createManyAndReturn({
        data: userIds.map((userId) => ({ userId, alertId: row.id })),
        select: { id: true, userId: true },
      })
      const hearing = webhooks.filter(({ minSeverity }) => atLeast(alert.severity, minSeverity))
      await queueDeliveries(tx, hearing, alert, this.publicUrl)
      told.push({ alert, notices })
    }
    return told
  }

  private tell(run: RunEntry, told: readonly Told[]): void {
    for (const { alert, notices } of told) {
      this.listener.alertFired(run.projectId, alert)
      for (const { id, userId } of notices) {
        this.listener.notified(userId, { kind: 'alert', id, read: false, alert })
      }
    }
    if (told.length > 0) this.wakeDeliveries()
  }
}

interface Told {
  alert: AlertItem
  notices: { id: number; userId: number }[]
}

/** Who may write in the project, but for those who have muted it or the rule. */
async function concerned(
  tx: Prisma.TransactionClient,
  run: RunEntry,
  ruleId: number | null,
): Promise<number[]> {
  const muted = ruleId === null ? [{ ruleId: null }] : [{ ruleId: null }, { ruleId }]
  const people = await tx.user.findMany({
    where: {
      AND: [projectWriters(run), { alertMutes: { none: { projectId: run.projectId, OR: muted } } }],
    },
    select: { id: true },
  })
  return people.map(({ id }) => id)
}

export function presentAlert(row: Stored): AlertItem {
  const { id, severity, title, text, rule, key, step } = row
  const { project, ...run } = row.run
  const stream = row.stream === 'events' || row.stream === 'history' ? row.stream : null
  return {
    ...{ id, severity, title, text, rule, run, stream, key, step },
    entity: project.entity.name,
    project: project.name,
    createdAt: row.createdAt.toISOString(),
  }
}

function clip(text: string, most: number): string {
  const clean = toStorableText(text)
  return clean.length <= most ? clean : `${clean.slice(0, most - 1).toWellFormed()}…`
}

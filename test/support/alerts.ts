// A project's rules, alerts and webhooks, as tests make and read them.
import {
  type AlertItem,
  alertPageSchema,
  type CreateRule,
  type Delivery,
  deliveriesSchema,
} from '@/lib/api/alerts'
import {
  type NotificationItem,
  type NotificationPage,
  notificationPageSchema,
} from '@/lib/api/notifications'
import type { Api } from './api'
import { done } from './teams'
import { until } from './until'

/** Of a notification that is about an alert. */
export function alertOf(item: NotificationItem): AlertItem {
  if (item.kind !== 'alert') throw new Error(`a notification of a ${item.kind}`)
  return item.alert
}

export class AlertsOfTest {
  constructor(
    readonly api: Api,
    readonly project: string,
  ) {}

  private get path(): string {
    return `/api/projects/${this.api.entity}/${this.project}`
  }

  async rule(wanted: Partial<CreateRule> & Pick<CreateRule, 'condition'>): Promise<number> {
    const answer = this.api.send('POST', `${this.path}/alert-rules`, { name: 'A rule', ...wanted })
    return (await done<{ id: number }>(answer)).id
  }

  change(id: number, change: object) {
    return done(this.api.send('PATCH', `/api/alert-rules/${id}`, change))
  }

  webhook(wanted: object) {
    const answer = this.api.send('POST', `${this.path}/webhooks`, { name: 'Hook', ...wanted })
    return done<{ id: number; secret: string }>(answer)
  }

  async deliveries(webhookId: number): Promise<Delivery[]> {
    const answer = this.api.fetch(`/api/webhooks/${webhookId}/deliveries`)
    return deliveriesSchema.parse(await done(answer)).deliveries
  }

  /** Newest first. */
  async list(): Promise<AlertItem[]> {
    return alertPageSchema.parse(await done(this.api.fetch(`${this.path}/alerts`))).alerts
  }

  /** Once there are so many. */
  count(count: number): Promise<AlertItem[]> {
    return until(`${count} alerts`, async () => {
      const alerts = await this.list()
      return alerts.length >= count && alerts
    })
  }

  async inbox(): Promise<NotificationPage> {
    return notificationPageSchema.parse(await done(this.api.fetch('/api/notifications')))
  }

  mute(muted: boolean, ruleId: number | null = null) {
    return done(this.api.send('PUT', `${this.path}/alert-mutes`, { muted, ruleId }))
  }
}

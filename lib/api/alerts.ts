/** Alerts of a project's runs, the rules that fire them, and the addresses that hear of them. */
import { z } from 'zod'
import { conditionSchema, severitySchema } from '../alerts/rule'
import { type Filter, filterSchema } from '../filters/ast'
import { streamSchema } from '../metrics/seriesQuery'
import { change, get, projectPath, send } from './request'

export const alertSchema = z.object({
  id: z.number(),
  severity: severitySchema,
  title: z.string(),
  text: z.string(),
  /** Null when the run's script said it, or when the rule is gone. */
  rule: z.object({ id: z.number(), name: z.string() }).nullable(),
  entity: z.string(),
  project: z.string(),
  run: z.object({
    id: z.number(),
    name: z.string(),
    displayName: z.string(),
    number: z.number(),
  }),
  /** What it fired for, where that is a place in a series. */
  stream: streamSchema.nullable(),
  key: z.string().nullable(),
  step: z.number().nullable(),
  createdAt: z.string(),
})
export type AlertItem = z.infer<typeof alertSchema>

/** Newest first; `next` is what to ask for as `before`, null at the end. */
export const alertPageSchema = z.object({
  alerts: z.array(alertSchema),
  next: z.number().nullable(),
})

export const ALERT_PAGE = 50
export const MAX_RULES = 200
export const MAX_WEBHOOKS = 20

export const alertQuerySchema = z.object({
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  /** The SDK's run id. */
  run: z.string().max(1000).optional(),
})

// ---- rules

export const ruleNameSchema = z.string().trim().min(1, 'give the rule a name').max(200)

export const alertRuleSchema = z.object({
  id: z.number(),
  name: z.string(),
  severity: severitySchema,
  condition: conditionSchema,
  /** Only runs that match; null for all. */
  filter: filterSchema.nullable(),
  enabled: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  /** When it last fired. */
  lastFiredAt: z.string().nullable(),
  /** Whether whoever asks has muted it. */
  muted: z.boolean(),
})
export type AlertRuleItem = z.infer<typeof alertRuleSchema>

export const alertRulesSchema = z.object({
  rules: z.array(alertRuleSchema),
  /** Whether whoever asks has muted the whole project. */
  muted: z.boolean(),
  canWrite: z.boolean(),
})
export type AlertRules = z.infer<typeof alertRulesSchema>

export const createRuleSchema = z.object({
  name: ruleNameSchema,
  severity: severitySchema.default('WARN'),
  condition: conditionSchema,
  filter: filterSchema.nullable().default(null),
  enabled: z.boolean().default(true),
})
type Filtered<T> = Omit<T, 'filter'> & { filter?: Filter | null | undefined }
export type CreateRule = Filtered<z.input<typeof createRuleSchema>>

export const changeRuleSchema = z.object({
  name: ruleNameSchema.optional(),
  severity: severitySchema.optional(),
  condition: conditionSchema.optional(),
  filter: filterSchema.nullable().optional(),
  enabled: z.boolean().optional(),
})
export type ChangeRule = Filtered<z.input<typeof changeRuleSchema>>

/** Whether whoever asks hears of the project, or of one of its rules. */
export const muteSchema = z.object({
  muted: z.boolean(),
  /** The whole project when null. */
  ruleId: z.number().int().positive().max(2_147_483_647).nullable().default(null),
})

// ---- webhooks

export const WEBHOOK_FORMATS = ['JSON', 'SLACK'] as const
export const webhookFormatSchema = z.enum(WEBHOOK_FORMATS)
export type WebhookFormat = z.infer<typeof webhookFormatSchema>

export const webhookSchema = z.object({
  id: z.number(),
  name: z.string(),
  url: z.string(),
  format: webhookFormatSchema,
  minSeverity: severitySchema,
  enabled: z.boolean(),
  createdBy: z.string(),
  createdAt: z.string(),
  /** How its newest delivery stands. */
  lastStatus: z.enum(['PENDING', 'DELIVERED', 'FAILED']).nullable(),
})
export type WebhookItem = z.infer<typeof webhookSchema>
export const webhooksSchema = z.object({ webhooks: z.array(webhookSchema) })

const webhookShape = {
  name: z.string().trim().min(1, 'give the webhook a name').max(100),
  url: z
    .string()
    .max(2000)
    .refine((text) => webhookUrlProblem(text) === null, {
      error: (issue) => webhookUrlProblem(String(issue.input)) ?? 'is not usable',
    }),
  format: webhookFormatSchema,
  minSeverity: severitySchema,
  enabled: z.boolean(),
}

/** What is wrong with an address, apart from where it leads; null when nothing is. */
export function webhookUrlProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'must be an address such as https://hooks.example.org/x'
  const { protocol, username, password } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return 'must begin with https:// or http://'
  return username || password ? 'may not hold a user name or password' : null
}

export const createWebhookSchema = z.object({
  ...webhookShape,
  format: webhookFormatSchema.default('JSON'),
  minSeverity: severitySchema.default('INFO'),
  enabled: z.boolean().default(true),
})
export type CreateWebhook = z.input<typeof createWebhookSchema>
export const changeWebhookSchema = z.object(webhookShape).partial()
export type ChangeWebhook = z.input<typeof changeWebhookSchema>
/** The only time the secret is shown. */
export const createdWebhookSchema = z.object({ id: z.number(), secret: z.string() })

export const deliverySchema = z.object({
  id: z.number(),
  /** Sent as X-Runroom-Delivery, the same at every attempt. */
  messageId: z.string(),
  /** Null for a test. */
  alertTitle: z.string().nullable(),
  status: z.enum(['PENDING', 'DELIVERED', 'FAILED']),
  attempts: z.number(),
  responseStatus: z.number().nullable(),
  error: z.string().nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** When it is tried next, while pending. */
  dueAt: z.string().nullable(),
})
export type Delivery = z.infer<typeof deliverySchema>
export const deliveriesSchema = z.object({ deliveries: z.array(deliverySchema) })

const nothing = z.object({})
const created = z.object({ id: z.number() })
const remove = async (path: string) => void (await send(path, { method: 'DELETE' }))

export const alertsApi = {
  page: (
    entity: string,
    project: string,
    before: number | null,
    run?: string,
    signal?: AbortSignal,
  ) => {
    const query = new URLSearchParams()
    if (before !== null) query.set('before', `${before}`)
    if (run !== undefined) query.set('run', run)
    return get(`${projectPath(entity, project)}/alerts?${query}`, alertPageSchema, signal)
  },
  rules: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/alert-rules`, alertRulesSchema, signal),
  createRule: (entity: string, project: string, wanted: CreateRule) =>
    change(`${projectPath(entity, project)}/alert-rules`, 'POST', wanted, created),
  changeRule: (id: number, wanted: ChangeRule) =>
    change(`/api/alert-rules/${id}`, 'PATCH', wanted, nothing),
  removeRule: (id: number) => remove(`/api/alert-rules/${id}`),
  mute: (entity: string, project: string, ruleId: number | null, muted: boolean) =>
    change(`${projectPath(entity, project)}/alert-mutes`, 'PUT', { ruleId, muted }, nothing),

  webhooks: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/webhooks`, webhooksSchema, signal),
  createWebhook: (entity: string, project: string, wanted: CreateWebhook) =>
    change(`${projectPath(entity, project)}/webhooks`, 'POST', wanted, createdWebhookSchema),
  changeWebhook: (id: number, wanted: ChangeWebhook) =>
    change(`/api/webhooks/${id}`, 'PATCH', wanted, nothing),
  removeWebhook: (id: number) => remove(`/api/webhooks/${id}`),
  testWebhook: (id: number) => change(`/api/webhooks/${id}/test`, 'POST', {}, nothing),
  deliveries: (id: number, signal?: AbortSignal) =>
    get(`/api/webhooks/${id}/deliveries`, deliveriesSchema, signal),
}

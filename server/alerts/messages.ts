/** What webhooks are sent. */
import type { AlertItem, WebhookFormat } from '@/lib/api/alerts'
import { SEVERITY_LABELS } from '@/lib/alerts/describe'
import { displayKey } from '@/lib/metrics/keys'

/** Most that Slack takes in one section. */
const MAX_SECTION = 3000

const ICONS = { INFO: ':information_source:', WARN: ':warning:', ERROR: ':rotating_light:' }

/** The body for an alert; without a public URL there is nothing to link to. */
export function messageFor(
  format: WebhookFormat,
  messageId: string,
  alert: AlertItem,
  publicUrl: string | undefined,
): string {
  const url = publicUrl === undefined ? null : publicUrl + runPath(alert)
  return JSON.stringify(
    format === 'SLACK' ? slackMessage(alert, url) : { id: messageId, type: 'alert', alert, url },
  )
}

export function testMessage(format: WebhookFormat, messageId: string, project: string): string {
  const text = `This is a test from Runroom for ${project}.`
  return JSON.stringify(
    format === 'SLACK' ? { text: escaped(text) } : { id: messageId, type: 'test', text },
  )
}

function slackMessage(alert: AlertItem, url: string | null) {
  const { severity, title, text, run, entity, project, key, step } = alert
  const name = escaped(run.displayName)
  const link = url === null ? name : `<${url}|${name}>`
  const place = [
    SEVERITY_LABELS[severity],
    `${link} in ${escaped(`${entity}/${project}`)}`,
    ...(key === null ? [] : [escaped(displayKey(key))]),
    ...(step === null ? [] : [`step ${step}`]),
  ]
  const section = (content: string) => ({
    type: 'section',
    text: { type: 'mrkdwn', text: content.slice(0, MAX_SECTION) },
  })
  return {
    // What notifications and old clients show.
    text: `${SEVERITY_LABELS[severity]}: ${escaped(title)} (${name})`,
    blocks: [
      section(`${ICONS[severity]} *${escaped(title)}*`),
      ...(text === '' ? [] : [section(escaped(text))]),
      { type: 'context', elements: [{ type: 'mrkdwn', text: place.join(' · ') }] },
    ],
  }
}

/** Slack's three special characters. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function runPath({ entity, project, run }: AlertItem): string {
  return `/${[entity, project, 'runs', run.name].map(encodeURIComponent).join('/')}`
}

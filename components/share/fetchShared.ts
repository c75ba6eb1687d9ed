/** Asks the server for a shared report while its page is rendered, with what the visitor brought. */
import { headers } from 'next/headers'
import { cache } from 'react'
import { readErrorBody } from '@/lib/api/errors'
import {
  LINK_NEEDS_PASSWORD,
  LINK_PAUSED,
  type SharedReport,
  sharedReportSchema,
} from '@/lib/api/sharing'

export type Shared =
  | { state: 'open'; report: SharedReport; origin: string }
  | { state: 'none' }
  | { state: 'paused' }
  | { state: 'locked' }

/** Two parts of one page ask once. */
export const fetchShared = cache(async (token: string): Promise<Shared> => {
  return ask(token, await headers())
})

async function ask(token: string, incoming: Headers): Promise<Shared> {
  const address = incoming.get('x-runroom-self')
  if (!address) return { state: 'none' }
  const forwarded: Record<string, string> = {
    cookie: shareCookie(incoming.get('cookie') ?? ''),
    host: incoming.get('host') ?? '',
  }
  const url = `${address}/api/share/${encodeURIComponent(token)}`
  const response = await fetch(url, { headers: forwarded, cache: 'no-store' })
  const body: unknown = await response.json()
  if (response.ok) {
    const report = sharedReportSchema.parse(body)
    const scheme = incoming.get('x-forwarded-proto')?.split(',')[0]?.trim() ?? 'http'
    return { state: 'open', report, origin: `${scheme}://${incoming.get('host') ?? 'localhost'}` }
  }
  const code = readErrorBody(body)?.code
  if (code === LINK_PAUSED) return { state: 'paused' }
  if (code === LINK_NEEDS_PASSWORD) return { state: 'locked' }
  if (response.status === 404) return { state: 'none' }
  throw new Error(`The server answered ${response.status}.`)
}

/** Who else somebody is does not matter here. */
function shareCookie(cookies: string): string {
  return cookies
    .split(';')
    .filter((one) => one.trim().startsWith('runroom_share='))
    .join(';')
}

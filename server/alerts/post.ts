/** Sends one message to one webhook: signed, bounded, never redirected, never to private places. */
import { createHmac } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { isPrivateAddress, literalAddress, PrivateAddressError, publicLookup } from './addresses'

export interface Message {
  url: string
  secret: string
  messageId: string
  body: string
}

export interface Outcome {
  /** HTTP status; null when there was no answer. */
  status: number | null
  /** Null for a success. */
  error: string | null
  /** What the receiver asks to be left alone for. */
  retryAfterMs?: number
}

export const TIMEOUT_MS = 10_000
const MAX_ERROR = 500

/**
 * `t=<unix seconds>,v1=<hex>`: HMAC-SHA256 under the webhook's secret of the seconds, a dot, and the
 * body's bytes. The time is the attempt's, so that receivers can refuse what is old.
 */
export function sign(secret: string, seconds: number, body: string): string {
  const digest = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${digest}`
}

/** Never rejects. */
export async function post(message: Message, mayBePrivate: boolean): Promise<Outcome> {
  try {
    return await send(message, mayBePrivate)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { status: null, error: reason.slice(0, MAX_ERROR) }
  }
}

function send(
  { url: address, secret, messageId, body }: Message,
  mayBePrivate: boolean,
): Promise<Outcome> {
  const url = new URL(address)
  const literal = literalAddress(url)
  if (!mayBePrivate && literal !== undefined && isPrivateAddress(literal)) {
    throw new PrivateAddressError(literal)
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  const bytes = Buffer.from(body)
  const headers = {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'user-agent': 'Runroom',
    'x-runroom-delivery': messageId,
    'x-runroom-signature': sign(secret, Math.floor(Date.now() / 1000), body),
  }
  const lookup = mayBePrivate ? {} : { lookup: publicLookup }
  const { request } = url.protocol === 'https:' ? https : http
  return new Promise((resolve, reject) => {
    const req = request(
      url,
      { method: 'POST', headers, agent: false, signal, ...lookup },
      (response) => {
        // What they say is of no use; the connection is closed rather than read to its end.
        response.destroy()
        resolve(outcomeOf(response))
      },
    )
    req.on('error', (error) =>
      reject(signal.aborted ? new Error(`no answer within ${TIMEOUT_MS / 1000} s`) : error),
    )
    req.end(bytes)
  })
}

function outcomeOf({ statusCode = 0, headers }: http.IncomingMessage): Outcome {
  const status = statusCode
  if (status >= 200 && status < 300) return { status, error: null }
  const wait = Number(headers['retry-after'])
  const retry = Number.isFinite(wait) && wait > 0 ? { retryAfterMs: wait * 1000 } : {}
  if (status >= 300 && status < 400) {
    return { status, error: `answered ${status}; redirects are not followed`, ...retry }
  }
  return { status, error: `answered ${status}`, ...retry }
}

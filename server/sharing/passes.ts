/**
 * What a visitor's browser shows to be let in again: a cookie after the first hit or the password,
 * a ticket for where cookies do not go (sockets, embedded pages). Both are signed with what only
 * the link's row holds, so that they end with the link, and with its password when that changes.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export interface Signing {
  id: number
  secret: string
  passwordHash: string | null
}

export type PassKind = 'cookie' | 'ticket'
const LIFETIME_MS: Record<PassKind, number> = { cookie: 30 * 86_400_000, ticket: 3_600_000 }

/** 192 random bits. */
export const newLinkToken = () => randomBytes(24).toString('base64url')
export const TOKEN = /^[A-Za-z0-9_-]{32}$/

/** The token of a link that is asked for again by tools that expect it to be kept. */
export const recoverableToken = (secret: string) =>
  createHmac('sha256', secret).update('token').digest().subarray(0, 24).toString('base64url')

export const hashLinkToken = (token: string) =>
  createHash('sha256').update(token).digest('base64url')

export function makePass(link: Signing, kind: PassKind, now: number): string {
  // Tickets of one minute are the same, so that addresses with them can be kept by the browser.
  const until = Math.ceil((now + LIFETIME_MS[kind]) / 60_000) * 60
  return `${until}.${signature(link, kind, until)}`
}

export function isPass(
  link: Signing,
  kind: PassKind,
  pass: string | undefined,
  now: number,
): boolean {
  const [, seconds = '', given = ''] = /^(\d{1,12})\.([\w-]{43})$/.exec(pass ?? '') ?? []
  const until = Number(seconds)
  if (seconds === '' || until * 1000 < now) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(signature(link, kind, until)))
}

function signature({ id, secret, passwordHash }: Signing, kind: PassKind, until: number): string {
  return createHmac('sha256', secret)
    .update(`${kind}\n${id}\n${until}\n${passwordHash ?? ''}`)
    .digest('base64url')
}

/** What visitors call a run: the same for as long as the link lives, and telling nothing. */
export function visitorsNumber({ secret }: Pick<Signing, 'secret'>, runId: number): number {
  const bytes = createHmac('sha256', secret).update(`run\n${runId}`).digest()
  return (bytes.readUInt32BE(0) >>> 1) + 1
}

export const COOKIE = 'runroom_share'

/** One for the page and one for the data: each is sent to this link's addresses alone. */
export function passCookies(token: string, pass: string, secure: boolean): string[] {
  const rest = `HttpOnly; SameSite=Lax; Max-Age=${LIFETIME_MS.cookie / 1000}${secure ? '; Secure' : ''}`
  return [`/share/${token}`, `/api/share/${token}`].map(
    (path) => `${COOKIE}=${pass}; Path=${path}; ${rest}`,
  )
}

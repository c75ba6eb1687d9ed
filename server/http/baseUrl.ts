import type { IncomingMessage } from 'node:http'

/** The address under which this client reaches the server, without a slash at the end. */
export function baseUrlOf(req: Pick<IncomingMessage, 'headers'>, publicUrl?: string): string {
  if (publicUrl !== undefined) return publicUrl
  const forwarded = req.headers['x-forwarded-proto']
  const scheme = (Array.isArray(forwarded) ? forwarded[0] : forwarded)?.split(',')[0]?.trim()
  return `${scheme === 'https' ? 'https' : 'http'}://${req.headers.host ?? 'localhost'}`
}

/** What all answers to visitors of a shared report say to browsers, caches and search engines. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { baseUrlOf } from '../http/baseUrl'

export const PRIVATE = {
  'cache-control': 'private, no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex, nofollow, noarchive',
} as const

/** Also for answers that say no. */
export function privately(res: ServerResponse): void {
  for (const [name, value] of Object.entries(PRIVATE)) res.setHeader(name, value)
}

export function sendPrivate(
  res: ServerResponse,
  bytes: Uint8Array,
  contentType: string,
  more: Record<string, string> = {},
): void {
  res.writeHead(200, {
    ...PRIVATE,
    'content-type': contentType,
    'content-length': bytes.byteLength,
    ...more,
  })
  res.end(bytes)
}

export function isSecure(req: IncomingMessage, publicUrl: string | undefined): boolean {
  return baseUrlOf(req, publicUrl).startsWith('https:')
}

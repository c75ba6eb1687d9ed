import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { RunFile } from '../db'
import type { BlobStore } from './blobStore'

export interface SendOptions {
  /** Saved by the browser rather than shown. */
  download: boolean
  /** Readable from pages of any origin, as signed URLs are. */
  anyOrigin?: boolean
}

/** What is said of a file beside its content. */
export type SentFile = Pick<RunFile, 'name' | 'sizeBytes' | 'mimeType' | 'md5' | 'blobKey'>

/** Streams a file, or the byte range asked for. What people upload is never run as a page. */
export async function sendFile(
  blobs: BlobStore,
  req: IncomingMessage,
  res: ServerResponse,
  file: SentFile,
  options: SendOptions,
): Promise<void> {
  const size = Number(file.sizeBytes)
  const name = encodeURIComponent(file.name.slice(file.name.lastIndexOf('/') + 1))
  const headers: Record<string, string | number> = {
    'content-type': file.mimeType,
    'content-disposition': `${options.download ? 'attachment' : 'inline'}; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag: `"${file.md5}"`,
  }
  if (options.anyOrigin) headers['access-control-allow-origin'] = '*'
  if (req.headers['if-none-match'] === headers.etag) {
    res.writeHead(304, headers).end()
    return
  }
  const range = parseRange(req.headers.range, size)
  if (range === 'unsatisfiable') {
    res.writeHead(416, { 'content-range': `bytes */${size}` }).end()
    return
  }
  if (range) {
    headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`
    headers['content-length'] = range.end - range.start + 1
  } else headers['content-length'] = size
  res.writeHead(range ? 206 : 200, headers)
  if (size === 0) {
    res.end()
    return
  }
  // A client that goes away half-way is no error of ours.
  await pipeline(blobs.read(file.blobKey, range), res).catch(() => res.destroy())
}

function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}

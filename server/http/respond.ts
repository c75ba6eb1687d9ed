import type { ServerResponse } from 'node:http'
import zlib from 'node:zlib'
import type { HttpError } from './errors'

/** Answers smaller than this travel as they are. */
const COMPRESS_BYTES = 16 * 1024

export function sendJson(
  res: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  const text = Buffer.from(JSON.stringify(body))
  const common = {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  }
  if (text.length < COMPRESS_BYTES || !/\bgzip\b/.test(`${res.req.headers['accept-encoding']}`)) {
    res.writeHead(status, { ...common, 'content-length': text.length })
    res.end(text)
    return
  }
  zlib.gzip(text, { level: 1 }, (error, packed) => {
    const plain = error !== null
    const encoding = plain ? {} : { 'content-encoding': 'gzip', vary: 'accept-encoding' }
    const bytes = plain ? text : packed
    res.writeHead(status, { ...common, ...encoding, 'content-length': bytes.length })
    res.end(bytes)
  })
}

export function sendBytes(res: ServerResponse, bytes: Uint8Array, contentType: string): void {
  res.writeHead(200, {
    'content-type': contentType,
    'content-length': bytes.byteLength,
    'cache-control': 'no-store',
  })
  res.end(bytes)
}

/** Answers with the error's own status, or closes the socket when an answer has already begun. */
export function sendError(res: ServerResponse, error: HttpError): void {
  if (res.headersSent) {
    res.destroy()
    return
  }
  const headers: Record<string, string> = {}
  const { retryAfterS } = error.options
  if (retryAfterS !== undefined) headers['retry-after'] = `${retryAfterS}`
  // "Basic" would make browsers ask for a password in a window of their own, before our page hears
  // of the answer.
  if (error.status === 401) headers['www-authenticate'] = 'Runroom realm="Runroom"'
  // A body we refused to read is still on its way: the connection cannot be used again.
  if (error.status === 413) headers.connection = 'close'
  sendJson(res, error.body(), error.status, headers)
}

/** Resolves when more may be written, or nobody reads any more. */
export function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      res.off('drain', done)
      res.off('close', done)
      resolve()
    }
    res.on('drain', done)
    res.on('close', done)
  })
}

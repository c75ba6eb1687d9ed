import type { IncomingMessage } from 'node:http'
import zlib from 'node:zlib'
import type { z } from 'zod'
import { badRequest, fromZod, tooLarge } from './errors'

export const MAX_BODY_BYTES = 32 * 1024 * 1024

/**
 * Reads a whole request body, inflating gzip and deflate.
 * @throws HttpError 413 when the body, as sent or inflated, is larger than `limit` bytes;
 *         400 when the compressed stream is broken or the client went away.
 */
export async function readBody(req: IncomingMessage, limit = MAX_BODY_BYTES): Promise<Buffer> {
  const chunks = await readBodyChunks(req, limit)
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

/** The same, as it came in pieces. */
export async function readBodyChunks(
  req: IncomingMessage,
  limit = MAX_BODY_BYTES,
): Promise<Buffer[]> {
  const announced = Number(req.headers['content-length'] ?? 0)
  if (announced > limit) throw bodyTooLarge(limit)
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > limit) throw bodyTooLarge(limit)
      chunks.push(chunk)
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') {
      throw badRequest('the request ended before its body did')
    }
    throw error
  }
  const encoding = req.headers['content-encoding']
  if (!encoding || encoding === 'identity') return chunks
  return [await inflate(Buffer.concat(chunks, size), encoding, limit)]
}

async function inflate(body: Buffer, encoding: string, limit: number): Promise<Buffer> {
  if (encoding !== 'gzip' && encoding !== 'deflate') {
    throw badRequest(`content-encoding ${encoding} is not supported; use gzip`, 'content-encoding')
  }
  const unzip = encoding === 'gzip' ? zlib.gunzip : zlib.inflate
  return new Promise((resolve, reject) => {
    unzip(body, { maxOutputLength: limit }, (error, result) => {
      if (!error) resolve(result)
      else if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
        reject(bodyTooLarge(limit))
      } else reject(badRequest(`the ${encoding} body is broken or cut short: ${error.message}`))
    })
  })
}

function bodyTooLarge(limit: number) {
  return tooLarge(`the body is larger than ${limit / 1024 / 1024} MiB`)
}

/** Reads and checks a JSON body; errors name the field. */
export async function readJson<T extends z.ZodType>(
  req: IncomingMessage,
  schema: T,
): Promise<z.output<T>> {
  const body = await readBody(req, 4 * 1024 * 1024)
  let value: unknown
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'))
  } catch {
    throw badRequest('the body is not JSON')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw fromZod(parsed.error)
  return parsed.data
}

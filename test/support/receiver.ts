// A webhook's other end: takes messages, checks their signatures as the docs tell receivers to, and
// answers what a test wants.
import { createHmac, timingSafeEqual } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  messageId: string
  body: Record<string, unknown>
  text: string
  signature: string
  /** When it came, in milliseconds. */
  at: number
}

export interface Receiver {
  url: string
  received: Received[]
  /** What to answer from now on: a status, and headers. */
  answer(status: number, headers?: Record<string, string>): void
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let wanted: [number, Record<string, string>] = [200, {}]
  const server = http.createServer((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      received.push({
        messageId: String(req.headers['x-runroom-delivery']),
        signature: String(req.headers['x-runroom-signature']),
        body: JSON.parse(text) as Record<string, unknown>,
        text,
        at: Date.now(),
      })
      res.writeHead(...wanted).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (status, headers = {}) => void (wanted = [status, headers]),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Whether the message is the server's, and of this minute. */
export function isGenuine(secret: string, { signature, text }: Received): boolean {
  const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)
  if (!match) return false
  const expected = createHmac('sha256', secret).update(`${match[1]}.${text}`).digest()
  const fresh = Math.abs(Date.now() / 1000 - Number(match[1])) < 60
  return fresh && timingSafeEqual(expected, Buffer.from(match[2]!, 'hex'))
}

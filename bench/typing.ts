// Many people in one report: from a keystroke to the same letter at a peer, with 20 who type, each
// moving a caret, and 50 who look on. A server's ceiling is the same without the 50 and the 19.
//   npm run bench typing
import type * as Y from 'yjs'
import { awarenessFrame } from '../lib/collab/wire'
import { reportItemSchema } from '../lib/api/reports'
import { contentOf, newReportDoc } from '../lib/reports/document'
import { Api } from '../test/support/api'
import { RawClient } from '../test/support/collab'
import { startStandaloneServer } from '../test/support/standalone'
import { WandbRun } from '../test/support/wandbClient'
import { report } from './support/report'

const KEYS_PER_PERSON = 60
/** Of somebody who types quickly. */
const BETWEEN_KEYS_MS = 180
const ALLOWED_MS = 100

const server = await startStandaloneServer()
const target = { url: server.url, apiKey: server.apiKey }
await WandbRun.start(target, { project: 'typing' })
const api = new Api(target, 'ada')

/** Who types in a report, and what they hear of each other. */
async function type(editors: number, viewers: number): Promise<number[]> {
  const markdown = Array.from({ length: 60 }, (_, i) => `Paragraph ${i}.`).join('\n\n')
  const answer = await api.send('POST', '/api/projects/ada/typing/reports', { markdown })
  const { documentId } = reportItemSchema.parse(await answer.json())
  const open = async () => {
    const client = await RawClient.open(target, documentId, { doc: newReportDoc() })
    await client.sync()
    return client
  }
  const people: RawClient[] = []
  const others: RawClient[] = []
  for (let i = 0; i < editors; i++) people.push(await open())
  for (let i = 0; i < viewers; i++) {
    const viewer = await open()
    // What their browsers would make of it is not the server's, and this process has its own to do.
    viewer.socket.removeAllListeners('message')
    others.push(viewer)
  }
  const sentAt = new Map<string, number>()
  const delays: number[] = []
  for (const { doc } of people) {
    contentOf(doc).observeDeep((events, transaction) => {
      if (transaction.local) return
      for (const event of events) {
        for (const { insert } of event.delta) {
          const at = typeof insert === 'string' ? sentAt.get(insert) : undefined
          if (at !== undefined) delays.push(performance.now() - at)
        }
      }
    })
  }
  const typing = people.map(async (client, i) => {
    const block = contentOf(client.doc).get(i * 3) as Y.XmlElement
    const words = block.firstChild as Y.XmlText
    // People do not begin at the same moment.
    await pause(Math.random() * BETWEEN_KEYS_MS)
    for (let key = 0; key < KEYS_PER_PERSON; key++) {
      // One character, and one that nobody else types.
      const letter = String.fromCodePoint(0x4e00 + i * KEYS_PER_PERSON + key)
      sentAt.set(letter, performance.now())
      client.change(() => words.insert(words.length, letter))
      const state = JSON.stringify({ cursor: { anchor: key, head: key } })
      client.socket.send(awarenessFrame([{ client: client.doc.clientID, clock: key + 1, state }]))
      await pause(BETWEEN_KEYS_MS)
    }
    await client.whenAcked()
  })
  await Promise.all(typing)
  const wanted = editors * KEYS_PER_PERSON * (editors - 1)
  while (delays.length < wanted) await pause(20)
  for (const client of [...people, ...others]) client.close()
  return delays.sort((a, b) => a - b)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const quantile = (sorted: readonly number[], q: number) => sorted[Math.floor(sorted.length * q)]!

try {
  // The first sentences wake the server up.
  await type(2, 0)
  const alone = await type(2, 0)
  const crowd = await type(20, 50)
  const p95 = quantile(crowd, 0.95)
  report('typing', '20 who type and 50 who look on', {
    'keystroke → peer p50 ms': quantile(crowd, 0.5),
    'p95 ms': p95,
    'worst ms': crowd.at(-1)!,
    'of what is allowed': p95 / ALLOWED_MS,
    'p95 : that of two alone': p95 / quantile(alone, 0.95),
  })
} finally {
  await server.close()
}
process.exit(0)

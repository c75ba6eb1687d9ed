// People who write a report while its server is killed, again and again.
import { expect } from 'vitest'
import { contentOf, newReportDoc, recordsOf } from '@/lib/reports/document'
import { readReport } from '@/lib/reports/read'
import { Api } from './api'
import type { RawClient } from './collab'
import { createReport, listReports, rawReport, wordsOf } from './reports'
import type { TestServer } from './server'
import { until } from './until'

/** Writes until the server is gone; answers what of it was acknowledged. */
class Writer {
  private readonly sent: { words: string; frame: number }[] = []

  constructor(
    private readonly client: RawClient,
    private readonly name: string,
  ) {}

  get acked(): string[] {
    const frames = this.client.acks.at(-1)?.frames ?? 0
    return this.sent.flatMap(({ words, frame }) => (frame <= frames ? [words] : []))
  }

  async run(): Promise<void> {
    for (let i = 0; this.client.socket.readyState === this.client.socket.OPEN; i++) {
      const words = `<${this.name}-${i}>`
      this.client.change((doc) => {
        wordsOf(doc).insert(0, words)
        recordsOf(doc, 'settings').set('report title', words)
        recordsOf(doc, 'runSets').set(`${this.name} made`, true)
        recordsOf(doc, 'runSets').set(`${this.name} search`, words)
      })
      this.sent.push({ words, frame: this.client.counted })
      // So that what it sends and what it hears take turns.
      await new Promise(setImmediate)
      if (i % 20 === 19) await Promise.race([this.client.whenAcked(), this.client.whenClosed()])
    }
  }
}

/**
 * Whatever was acknowledged is there after each kill. Everybody keeps their own document, with what
 * the server may not have heard, and comes back with it; in the end all have the same. Answers the
 * server as it runs then.
 */
export async function surviveKills(
  first: TestServer,
  { kills, people }: { kills: number; people: number },
): Promise<TestServer> {
  let server = first
  const report = await createReport(new Api(server), { markdown: 'Here:' })
  const docs = Array.from({ length: people }, newReportDoc)
  const everybody = () => Promise.all(docs.map((doc) => rawReport(server, report.documentId, doc)))
  for (let kill = 0; kill < kills; kill++) {
    const clients = await everybody()
    const writers = clients.map((client, i) => new Writer(client, `k${kill}w${i}`))
    const writing = Promise.all(writers.map((writer) => writer.run()))
    await until('some to be acknowledged', () =>
      writers.every(({ acked }) => acked.length > 10 + ((7 * kill) % 35)),
    )
    await server.kill()
    await writing
    server = await server.restart()
    const after = await rawReport(server, report.documentId)
    const words = wordsOf(after.doc).toJSON()
    const { runSets, settings } = readReport(after.doc)
    for (const { acked } of writers) {
      for (const token of acked) expect(words).toContain(token)
      const search = runSets.find(({ search }) => search.includes(acked[0]!.split('-')[0]!))?.search
      const number = (text: string | undefined) => Number(text?.match(/-(\d+)>/)?.[1])
      expect(number(search)).toBeGreaterThanOrEqual(number(acked.at(-1)))
    }
    expect(contentOf(after.doc).length).toBe(1)
    after.close()
    // The row, too, though nobody opened it for a change.
    await until(
      'the title in the list',
      async () => (await listReports(new Api(server)))[0]?.title === settings.title,
    )
  }
  const back = await everybody()
  const texts = () => new Set(docs.map((doc) => wordsOf(doc).toJSON()))
  await until('all to have the same', () => texts().size === 1)
  for (const client of back) client.close()
  return server
}

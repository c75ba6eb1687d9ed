// What was acknowledged of a report is there, however the server ends; and so is its title in lists.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contentOf, recordsOf } from '@/lib/reports/document'
import { readReport } from '@/lib/reports/read'
import { Api } from '../../support/api'
import type { RawClient } from '../../support/collab'
import { createReport, listReports, rawReport, wordsOf } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { done } from '../../support/teams'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

const KILLS = 5
const WRITERS = 4

let server: TestServer
beforeAll(async () => {
  server = await startServer()
  await done(new Api(server).send('POST', '/api/teams', { name: 'lab' }))
  await WandbRun.start(server, { entity: 'lab', project: 'p' })
})
afterAll(() => server?.close())

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

it('has every acknowledged word and record after a kill', async () => {
  const report = await createReport(new Api(server), { markdown: 'Here:' })
  for (let kill = 0; kill < KILLS; kill++) {
    const clients = await Promise.all(
      Array.from({ length: WRITERS }, () => rawReport(server, report.documentId)),
    )
    const writers = clients.map((client, i) => new Writer(client, `k${kill}w${i}`))
    const writing = Promise.all(writers.map((writer) => writer.run()))
    await until('some to be acknowledged', () =>
      writers.every(({ acked }) => acked.length > 10 + 7 * kill),
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
})

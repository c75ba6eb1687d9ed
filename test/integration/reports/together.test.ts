// A report that several people write at once, over the wire, and what those send who mean harm.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ReportItem } from '@/lib/api/reports'
import { syncFrame, SyncType } from '@/lib/collab/wire'
import { contentOf, recordsOf, REPORT_ROOTS } from '@/lib/reports/document'
import { moveGrid } from '@/lib/reports/gridChanges'
import { readReport } from '@/lib/reports/read'
import { changePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { restoreDocument } from '@/server/documents'
import { Api } from '../../support/api'
import { compact, isSame, loadStored, vanillaClient } from '../../support/collab'
import { createReport, openReport, rawReport, readReportOf, wordsOf } from '../../support/reports'
import { startServer, type TestServer } from '../../support/server'
import { addTeam, type TeamOfTest } from '../../support/teams'
import { until } from '../../support/until'
import { WandbRun } from '../../support/wandbClient'

let server: TestServer
let team: TeamOfTest
let member: Api

beforeAll(async () => {
  server = await startServer({})
  team = await addTeam(server, 'lab')
  await WandbRun.start(team.member, { entity: 'lab', project: 'p' })
  member = new Api(team.member, 'lab')
})
afterAll(() => server?.close())

const firstGrid = (doc: Y.Doc) => readReport(doc).grids[0]!

describe('people in one report', () => {
  it('write in one paragraph and change one panel at once, and lose nothing', async () => {
    const report = await createReport(member, { template: 'trainingSummary' })
    const [ada, mel] = await Promise.all([
      openReport(team.admin, report),
      openReport(team.member, report),
    ])
    const at = contentOf(ada.doc)
      .toArray()
      .findIndex((block) => block instanceof Y.XmlElement && block.nodeName === 'paragraph')
    const [mine, theirs] = [wordsOf(ada.doc, at), wordsOf(mel.doc, at)]
    const { spec } = firstGrid(ada.doc).panels[0]!
    for (let i = 0; i < 40; i++) {
      mine.insert(0, `<${i}>`)
      theirs.insert(theirs.length, `[${i}]`)
      changePanel(ada.doc, spec, { ...spec, title: `Title ${i}` })
      resizePanel(mel.doc, spec, { w: 4 + (i % 8), h: 20 })
    }
    theirs.format(0, 4, { bold: {} })
    const both = await until('both to see the same', () => {
      const [a, b] = [readReport(ada.doc), readReport(mel.doc)]
      const panel = a.grids[0]!.panels[0]!
      const isAll = panel.spec.title === 'Title 39' && panel.w === 4 + (39 % 8)
      return isAll && mine.length === theirs.length && JSON.stringify(a) === JSON.stringify(b) && a
    })
    expect(both.unplaced).toEqual({ grids: [], panels: [] })
    const plain = mine.toJSON().replaceAll(/<\/?bold>/g, '')
    for (let i = 0; i < 40; i++) {
      expect(plain).toContain(`<${i}>`)
      expect(plain).toContain(`[${i}]`)
    }
    await until('the server to say it', async () => {
      const read = await readReportOf(member, report.slug)
      return read.grids[0]?.panels[0]?.spec.title === 'Title 39'
    })
    // Compaction compares text and records, and changes neither.
    await compact(server, report.documentId, REPORT_ROOTS)
    const stored = restoreDocument(await loadStored(server, report.documentId), REPORT_ROOTS)
    expect(isSame(stored, mel.doc)).toBe(true)
    ada.destroy()
    mel.destroy()
  })

  it('who move one grid at once see it once', async () => {
    const report = await createReport(member, { template: 'weekly' })
    const [ada, mel] = await Promise.all([
      openReport(team.admin, report),
      openReport(team.member, report),
    ])
    const { id } = firstGrid(ada.doc)
    ada.provider.disconnect()
    moveGrid(ada.doc, id, 0)
    moveGrid(mel.doc, id, 1000)
    ada.provider.connect()
    const shown = (doc: Y.Doc) =>
      JSON.stringify(readReport(doc).content).split(JSON.stringify(id)).length - 1
    await until('both to see one', () => {
      const isSame = Y.equalSnapshots(Y.snapshot(ada.doc), Y.snapshot(mel.doc))
      return isSame && shown(ada.doc) === 1
    })
    expect(firstGrid(mel.doc).panels.length).toBeGreaterThan(0)
    ada.destroy()
    mel.destroy()
  })

  it('read it and change nothing, unless they may', async () => {
    const report = await createReport(member, { markdown: 'Untouched.' })
    const reader = await rawReport(team.viewer, report.documentId)
    expect(reader.roles).toEqual(['read'])
    reader.change((doc) => wordsOf(doc).insert(0, 'Mine: '))
    reader.change((doc) => recordsOf(doc, 'settings').set('report title', 'Mine'))
    await until('the notice', () => reader.rejections.length === 1)
    expect(await readReportOf(member, report.slug)).toMatchObject({
      title: '',
      content: { content: [{ content: [{ text: 'Untouched.' }] }] },
    })
    reader.close()
    const stranger = vanillaClient(team.stranger, report.documentId)
    const codes: number[] = []
    stranger.provider.on('connection-close', (event) => event && codes.push(event.code))
    await until('the stranger to be sent away', () => codes.includes(4404))
    stranger.destroy()
  })
})

describe('updates that would spoil a report', () => {
  let report: ReportItem
  beforeAll(async () => {
    report = await createReport(member, { markdown: 'Untouched.' })
  })

  const UPDATES: Record<string, (doc: Y.Doc) => void> = {
    'an unknown root': (doc) => doc.getMap('elsewhere').set('a', 1),
    'a root of workspaces': (doc) => doc.getMap('sections').set('a own', true),
    'the text as a map': (doc) => doc.getMap('content').set('a', 1),
    'records as a text': (doc) => doc.getXmlFragment('panels').insert(0, [new Y.XmlText('x')]),
    'a document in the text': (doc) => doc.getArray('content').push([new Y.Doc()]),
    'blocks without end': (doc) => {
      let parent: Y.XmlFragment = doc.getXmlFragment('content')
      for (let i = 0; i < 100; i++) {
        const next = new Y.XmlElement('blockquote')
        parent.insert(0, [next])
        parent = next
      }
    },
  }
  it.each(Object.entries(UPDATES))('%s: 4400', async (_name, work) => {
    const doc = new Y.Doc()
    work(doc)
    const client = await rawReport(team.member, report.documentId)
    client.send(syncFrame(SyncType.UPDATE, Y.encodeStateAsUpdate(doc)))
    expect((await client.whenClosed()).code).toBe(4400)
    const stored = restoreDocument(await loadStored(server, report.documentId), REPORT_ROOTS)
    expect(readReport(stored).content.content).toHaveLength(1)
    expect([...stored.share.keys()].toSorted()).toEqual(Object.keys(REPORT_ROOTS).toSorted())
  })

  it('but keep to its roots are put in order, and read without an error', async () => {
    const forged = await createReport(member, { markdown: 'Untouched.' })
    const client = await rawReport(team.member, forged.documentId)
    client.change((doc) => {
      doc.getArray<unknown>('none')
      contentOf(doc).insert(0, [new Y.Map([['a', 1]]) as never, new Y.XmlElement('panelGrid')])
      recordsOf(doc, 'panels').set('p type', new Y.Map() as never)
      recordsOf(doc, 'settings').set('report title', { not: 'a title' })
    })
    await client.whenAcked()
    await until('the text to be in order', () => contentOf(client.doc).length === 1)
    expect(await readReportOf(member, forged.slug)).toMatchObject({ title: '', grids: [] })
    client.close()
  })
})

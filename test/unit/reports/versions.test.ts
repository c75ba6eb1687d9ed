// What differs between two states of a report, and a document made like another one.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { canonical, readContent } from '@/lib/reports/content'
import { diffReports } from '@/lib/reports/diff'
import { blocksOf, diffBlocks } from '@/lib/reports/diff/blocks'
import { diffInline, sideOf } from '@/lib/reports/diff/inline'
import type { BlockChange } from '@/lib/reports/diff/types'
import { contentOf, newReportDoc, recordsOf, REPORT_ROOTS } from '@/lib/reports/document'
import { fromMarkdown } from '@/lib/reports/fromMarkdown'
import { makeLike } from '@/lib/reports/makeLike'
import { doc, type ReportNode, text } from '@/lib/reports/nodes'
import { readReport } from '@/lib/reports/read'
import { seedReport } from '@/lib/reports/seed'
import { templateSeed } from '@/lib/reports/templates'
import { versionsToDrop } from '@/lib/reports/thinVersions'
import { changePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { readRecords } from '@/lib/workspace/records'
import { ReportActor } from '../../support/reportActor'

const word = fc.constantFrom('loss', 'falls', 'early', 'late', '🙂', ' ', ', ')
const line = fc
  .array(fc.tuple(word, fc.boolean()), { maxLength: 6 })
  .map((words) => words.map(([said, bold]) => text(said, bold ? [{ type: 'bold' }] : [])))
const block: fc.Arbitrary<ReportNode> = fc.oneof(
  line.map((content) => ({ type: 'paragraph', content })),
  fc.tuple(line, fc.integer({ min: 1, max: 3 })).map(([content, level]) => {
    return { type: 'heading', attrs: { level }, content }
  }),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => ({
    type: 'bulletList',
    attrs: { loose: false },
    content: items.map((content) => ({
      type: 'listItem',
      content: [{ type: 'paragraph', content }],
    })),
  })),
  fc.constantFrom({ type: 'horizontalRule' }, { type: 'mathBlock', attrs: { latex: 'x' } }),
)
const blocks = fc.array(block, { maxLength: 8 }).map((all) => all.map(canonical))

const kinds = (changes: readonly BlockChange[]) => changes.map(({ kind }) => kind)
const ofMarkdown = (markdown: string) => fromMarkdown(markdown, '').content.content ?? []

describe('a difference of texts', () => {
  it('applied to either side gives the other', () => {
    fc.assert(
      fc.property(blocks, blocks, (before, after) => {
        const changes = diffBlocks(before, after)
        expect(blocksOf(changes, 'before')).toEqual(before)
        expect(blocksOf(changes, 'after')).toEqual(after)
        if (JSON.stringify(before) === JSON.stringify(after)) {
          expect(kinds(changes).every((kind) => kind === 'same')).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('of a line says which words are new and which are gone', () => {
    const said = (words: string) => [text(words)]
    const parts = diffInline(said('The loss falls early.'), said('The loss rises early, twice.'))
    expect(parts.map(({ kind, node }) => [kind, node.text])).toEqual([
      ['same', 'The loss '],
      ['removed', 'falls'],
      ['added', 'rises'],
      ['same', ' early'],
      ['added', ', twice'],
      ['same', '.'],
    ])
    expect(sideOf(parts, 'after')).toEqual(said('The loss rises early, twice.'))
  })

  it('tells a block that moved from one that changed, is new, or is gone', () => {
    const before = ofMarkdown(
      '# Results\n\nThe loss falls early.\n\nMore.\n\nA note.\n\n- one\n- two\n',
    )
    const after = ofMarkdown(
      'A note.\n\n# Results\n\nThe loss falls late.\n\nMore.\n\nNew.\n\n- one\n- 2\n',
    )
    const changes = diffBlocks(before, after)
    expect(kinds(changes).toSorted()).toEqual(
      ['movedHere', 'same', 'changed', 'same', 'added', 'movedAway', 'changed'].toSorted(),
    )
    const list = changes.find((one) => one.kind === 'changed' && one.children)
    if (list?.kind !== 'changed') throw new Error('the list did not change')
    expect(kinds(list.children!).toSorted()).toEqual(['added', 'removed', 'same'])
  })
})

describe('a difference of records', () => {
  it('names panels, run sets and settings, and what was there and is', () => {
    const before = seedReport(templateSeed('ablation', 'Ablation'))
    const after = newReportDoc()
    Y.applyUpdate(after, Y.encodeStateAsUpdate(before))
    const state = readReport(after)
    const panels = state.grids.flatMap((grid) => grid.panels)
    const line = panels.find(({ spec }) => spec.type === 'line')!.spec
    if (line.type !== 'line') throw new Error('no line panel')
    changePanel(after, line, {
      ...line,
      title: 'Loss',
      settings: { ...line.settings, yScale: 'log' },
    })
    resizePanel(after, line, { w: 12 })
    const set = state.runSets[0]!
    recordsOf(after, 'runSets').set(`${encodeURIComponent(set.id)} name`, 'Sweep')
    const gone = panels.find(({ spec }) => spec.id !== line.id)!.spec.id
    const removed = recordsOf(after, 'panels')
    for (const key of [...removed.keys()]) {
      if (key.startsWith(`${encodeURIComponent(gone)} `)) removed.delete(key)
    }
    const { records } = diffReports(readReport(before), readReport(after))
    const panel = records.find(({ id }) => id === line.id)
    expect(panel).toMatchObject({ what: 'panel', kind: 'changed', name: 'Loss' })
    expect(panel!.fields).toEqual(
      expect.arrayContaining([
        { label: 'Title', after: 'Loss' },
        { label: 'Y scale', after: 'log' },
        { label: 'Width', after: '12' },
      ]),
    )
    expect(records.find(({ id }) => id === gone)).toMatchObject({ what: 'panel', kind: 'removed' })
    expect(records.find(({ id }) => id === set.id)).toMatchObject({
      what: 'runSet',
      kind: 'changed',
      fields: [{ label: 'Name', before: set.name, after: 'Sweep' }],
    })
    expect(diffReports(readReport(after), readReport(after)).records).toEqual([])
  })
})

const all = (document: Y.Doc) => ({
  content: readContent(contentOf(document)),
  records: Object.keys(REPORT_ROOTS)
    .filter((name) => name !== 'content')
    .map((name) => Object.fromEntries(readRecords(recordsOf(document, name as 'panels')))),
})

describe('a document that is made like another one', () => {
  it('shows the same, whatever either held', () => {
    fc.assert(
      fc.property(blocks, blocks, (before, after) => {
        const mine = seedReport({ content: doc(before) })
        const other = seedReport({ content: doc(after) })
        mine.transact(() => makeLike(mine, other))
        expect(all(mine)).toEqual(all(other))
        let touched = false
        mine.on('update', () => (touched = true))
        mine.transact(() => makeLike(mine, other))
        expect(touched).toBe(false)
      }),
      { numRuns: 200 },
    )
  })

  it('is again what it was after any changes, and keeps what others write meanwhile', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 30 }), (steps) => {
        const seed = seedReport(templateSeed('weekly'))
        const actor = new ReportActor(newReportDoc())
        Y.applyUpdate(actor.doc, Y.encodeStateAsUpdate(seed))
        for (const [kind, n] of steps) actor.act(kind, n)
        actor.doc.transact(() => makeLike(actor.doc, seed))
        expect(all(actor.doc)).toEqual(all(seed))
      }),
      { numRuns: 60 },
    )
    const seed = seedReport(fromMarkdown('First line.\n\nSecond line.\n', ''))
    const [server, person] = [newReportDoc(), newReportDoc()]
    for (const one of [server, person]) Y.applyUpdate(one, Y.encodeStateAsUpdate(seed))
    const words = (of: Y.Doc, block: number) =>
      (contentOf(of).get(block) as Y.XmlElement).firstChild as Y.XmlText
    words(server, 1).insert(0, 'Changed: ')
    Y.applyUpdate(person, Y.encodeStateAsUpdate(server))
    // At the same time: one restores, the other types into both lines.
    words(person, 0).insert(11, ' And more.')
    words(person, 1).insert(words(person, 1).length, ' And this.')
    server.transact(() => makeLike(server, seed))
    Y.applyUpdate(server, Y.encodeStateAsUpdate(person))
    expect(words(server, 0).toString()).toBe('First line. And more.')
    expect(words(server, 1).toString()).toBe('Second line. And this.')
  })
})

describe('versions that are kept by themselves', () => {
  const DAY = 86_400_000
  const now = 1000 * DAY + 0.5 * DAY
  const at = (daysAgo: number, id: number, named = false) => ({
    id,
    at: now - daysAgo * DAY,
    named,
  })

  it('become fewer with age, and those with a name stay', () => {
    const versions = [
      at(0.1, 1),
      at(0.2, 2),
      at(0.9, 3),
      ...[at(3.1, 4), at(3.2, 5), at(3.3, 6, true), at(4.2, 7)],
      ...[at(40, 8), at(40.1, 9), at(41, 10), at(60, 11, true), at(61, 12)],
      at(400, 13),
    ]
    expect(versionsToDrop(versions, now).toSorted((a, b) => a - b)).toEqual([5, 9, 10])
    expect(versionsToDrop([], now)).toEqual([])
    expect(versionsToDrop([at(900, 1)], now)).toEqual([])
  })

  it('leave, however often one looks, the newest, the oldest and something of every day', () => {
    const times = fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { maxLength: 60 })
    fc.assert(
      fc.property(times, (ages) => {
        const versions = ages.map((age, id) => at(age, id))
        const drop = new Set(versionsToDrop(versions, now))
        const rest = versions.filter(({ id }) => !drop.has(id))
        expect(versionsToDrop(rest, now)).toEqual([])
        const days = (some: typeof versions) =>
          new Set(
            some.filter(({ at }) => now - at < 30 * DAY).map(({ at }) => Math.floor(at / DAY)),
          )
        expect(days(rest)).toEqual(days(versions))
        const ends = [Math.min(...ages), Math.max(...ages)]
        if (ages.length > 0) {
          const left = rest.map(({ id }) => ages[id]!)
          expect([Math.min(...left), Math.max(...left)]).toEqual(ends)
        }
      }),
    )
  })
})

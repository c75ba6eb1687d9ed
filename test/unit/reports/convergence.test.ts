// Several people change a report at once and hear of each other late, in any order, more than once.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { newReportDoc } from '@/lib/reports/document'
import { changeGrid, moveGrid } from '@/lib/reports/gridChanges'
import { readReport, type ReportState } from '@/lib/reports/read'
import { repairReport } from '@/lib/reports/repair'
import { ReportRunSetAccess } from '@/lib/reports/runSetAccess'
import { freezeRunSet, renameRunSet } from '@/lib/reports/runSetChanges'
import { seedReport } from '@/lib/reports/seed'
import { changeSettings } from '@/lib/reports/settings'
import { templateSeed } from '@/lib/reports/templates'
import { runKey } from '@/lib/workspace/access'
import { changePanel, movePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { ReportActor } from '../../support/reportActor'

const PEOPLE = 4

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = newReportDoc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'remote')
  return copy
}

/** With maps and sets, which JSON alone would leave out. */
const said = (report: ReportState) =>
  JSON.stringify(report, (_key, value: unknown) => {
    if (value instanceof Set) return [...value].sort()
    return value instanceof Map ? [...value].sort() : value
  })

function idsIn({ grids, unplaced, runSets }: ReportState): string[] {
  const all = [...grids, ...unplaced.grids]
  const panels = [...all.flatMap((grid) => grid.panels), ...unplaced.panels]
  return [...all, ...runSets].map(({ id }) => id).concat(panels.map(({ spec }) => spec.id))
}

function repaired(doc: Y.Doc): ReportState {
  doc.transact(() => repairReport(doc), 'repair')
  return readReport(doc)
}

describe('a report that several people change at once', () => {
  it('ends the same for all, whatever order changes arrive in, with every id once', () => {
    const step = fc.record({
      who: fc.nat(PEOPLE - 1),
      kind: fc.nat(1000),
      n: fc.nat(1000),
      deliver: fc.nat(1000),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
        const seed = seedReport(templateSeed('ablation'))
        const waiting: { to: number; update: Uint8Array }[] = []
        const people = Array.from({ length: PEOPLE }, (_, who) => {
          const actor = new ReportActor(copyOf(seed))
          actor.doc.on('update', (update: Uint8Array, origin: unknown) => {
            if (origin === 'remote') return
            for (let to = 0; to < PEOPLE; to++) if (to !== who) waiting.push({ to, update })
          })
          return actor
        })
        const deliver = (at: number, keep = false) => {
          const [{ to, update }] = keep
            ? [waiting[at]!]
            : (waiting.splice(at, 1) as [(typeof waiting)[0]])
          Y.applyUpdate(people[to]!.doc, update, 'remote')
        }
        for (const { who, kind, n, deliver: d } of steps) {
          people[who]!.act(kind, n)
          // Some arrive at once, some twice, some only in the end.
          for (let i = 0; i < d % 4 && waiting.length > 0; i++)
            deliver((d * 7 + i) % waiting.length, d % 5 === 0)
        }
        while (waiting.length > 0) deliver(waiting.length - 1)
        const [first, ...others] = people.map((one) => said(one.sees()))
        for (const other of others) expect(other).toBe(first)
        // Whoever repairs, it is the same that comes of it, and then nothing is left to do.
        const [mine, ...theirs] = people.map(({ doc }) => said(repaired(copyOf(doc))))
        for (const other of theirs) expect(other).toBe(mine)
        const { doc } = people[0]!
        const report = repaired(doc)
        while (waiting.length > 0) deliver(0)
        for (const one of people) {
          const before = Y.snapshot(one.doc)
          expect(said(repaired(one.doc))).toBe(mine)
          expect(Y.equalSnapshots(Y.snapshot(one.doc), before)).toBe(true)
        }
        const ids = idsIn(report)
        expect(new Set(ids).size).toBe(ids.length)
        expect(shownGrids(report.content)).toEqual(report.grids.map(({ id }) => id))
        expect(report.content.content?.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })

  it('shows a grid once that two of them moved at the same time, with what a third made of it', () => {
    const seed = seedReport(templateSeed('trainingSummary'))
    const people = [copyOf(seed), copyOf(seed), copyOf(seed)] as const
    const [grid] = readReport(seed).grids
    moveGrid(people[0], grid!.id, 0)
    moveGrid(people[1], grid!.id, 1000)
    changePanel(people[2], grid!.panels[0]!.spec, { ...grid!.panels[0]!.spec, title: 'Kept' })
    const merged = copyOf(seed)
    for (const doc of people) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc))
    expect(shownGrids(readReport(merged).content).filter((id) => id === grid!.id)).toHaveLength(2)
    const report = repaired(merged)
    expect(shownGrids(report.content).filter((id) => id === grid!.id)).toHaveLength(1)
    expect(report.grids.find(({ id }) => id === grid!.id)?.panels[0]?.spec.title).toBe('Kept')
  })

  it('loses no field that only one of them edits', () => {
    const seed = seedReport(templateSeed('ablation'))
    const before = readReport(seed)
    const [grid] = before.grids
    const [panel] = grid!.panels
    const [runSet] = before.runSets
    const frozen = { at: '2026-01-02T03:04:05.000Z', data: 'kept', runs: 3, step: 9 }
    const acts: ((doc: Y.Doc) => void)[] = [
      (doc) => changeSettings(doc, { title: 'T' }),
      (doc) => changeSettings(doc, { width: 'full' }),
      (doc) => changePanel(doc, panel!.spec, { ...panel!.spec, title: 'P' }),
      (doc) => resizePanel(doc, panel!.spec, { w: 12 }),
      (doc) => resizePanel(doc, panel!.spec, { h: 40 }),
      (doc) => movePanel(doc, panel!.spec, before.grids[1]!.id, ['', 'a']),
      (doc) => changeGrid(doc, grid!, { ...grid!, caption: 'C' }),
      (doc) => changeGrid(doc, grid!, { ...grid!, columns: 3 }),
      (doc) => renameRunSet(doc, runSet!.id, 'R'),
      (doc) => freezeRunSet(doc, runSet!.id, frozen, new Map()),
      (doc) => new ReportRunSetAccess(doc, runSet!.id).setHidden([runKey(1)], true),
      (doc) => new ReportRunSetAccess(doc, runSet!.id).setHidden([runKey(2)], true),
      (doc) => new ReportRunSetAccess(doc, runSet!.id).setColor(runKey(1), '#123456'),
    ]
    const merged = copyOf(seed)
    for (const act of acts) {
      const doc = copyOf(seed)
      act(doc)
      Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc))
    }
    const after = readReport(merged)
    expect(after.settings).toMatchObject({ title: 'T', width: 'full' })
    expect(after.grids[0]).toMatchObject({ caption: 'C', columns: 3 })
    const moved = after.grids[1]!.panels.find(({ spec }) => spec.id === panel!.spec.id)
    expect(moved).toMatchObject({ w: 12, h: 40, spec: { title: 'P' } })
    const set = after.runSets.find(({ id }) => id === runSet!.id)!
    expect(set).toMatchObject({ name: 'R', frozen })
    expect(set.hidden).toEqual(new Set([runKey(1), runKey(2)]))
    expect(set.colors.get(runKey(1))).toBe('#123456')
  })
})

function shownGrids(node: ReportState['content']): string[] {
  const id = node.type === 'panelGrid' ? [String(node.attrs?.['gridId'])] : []
  return [...id, ...(node.content ?? []).flatMap(shownGrids)]
}

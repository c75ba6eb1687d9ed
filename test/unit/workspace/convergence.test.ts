// Several people change a workspace at once and hear of each other late, in any order, more than once.
import fc from 'fast-check'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { titleOf } from '@/lib/panels/spec'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import { changePanel, movePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { panelIds, WorkspaceActor } from '../../support/workspaceActor'

const PEOPLE = 4

class Person extends WorkspaceActor {
  constructor(tell: (update: Uint8Array) => void) {
    super(newWorkspaceDoc())
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') tell(update)
    })
  }
}

describe('a workspace that several people change at once', () => {
  it('ends the same for all, whatever order changes arrive in, with every id once', () => {
    const step = fc.record({
      who: fc.nat(PEOPLE - 1),
      kind: fc.nat(1000),
      n: fc.nat(1000),
      deliver: fc.nat(1000),
    })
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
        const waiting: { to: number; update: Uint8Array }[] = []
        const people: Person[] = Array.from(
          { length: PEOPLE },
          (_, who) =>
            new Person((update) => {
              for (let to = 0; to < PEOPLE; to++) if (to !== who) waiting.push({ to, update })
            }),
        )
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
        const [first, ...others] = people.map((one) => one.sees())
        for (const other of others) expect(other).toBe(first)
        // What each has followed live is what is read anew.
        for (const one of people) {
          expect(JSON.stringify(one.sections())).toBe(JSON.stringify(JSON.parse(first!).sections))
          const ids = panelIds(one.sections())
          expect(new Set(ids).size).toBe(ids.length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('loses no field that only one of them edits', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom('title', 'x', 'log', 'place', 'w', 'h'), { minLength: 1 }),
        (fields) => {
          const people = fields.map(() => new Person(() => {}))
          people.forEach(({ doc, sections }, i) => {
            const panel = sections()[0]!.panels[0]!
            if (panel.spec.type !== 'line') throw new Error('a line panel')
            const { spec } = panel
            const acts: Record<string, () => void> = {
              title: () => changePanel(doc, spec, { ...spec, title: 'T' }),
              x: () => changePanel(doc, spec, { ...spec, settings: { x: 'epoch' } }),
              log: () => changePanel(doc, spec, { ...spec, settings: { yScale: 'log' } }),
              place: () => movePanel(doc, spec, 'history/t', ['', 'i']),
              w: () => resizePanel(doc, spec, { w: 12 }),
              h: () => resizePanel(doc, spec, { h: 40 }),
            }
            acts[fields[i]!]!()
          })
          const merged = new Person(() => {})
          for (const { doc } of people) Y.applyUpdate(merged.doc, Y.encodeStateAsUpdate(doc))
          const all = merged.sections().flatMap((section) => section.panels)
          const panel = all.find(({ spec }) => spec.id === 'history/a')!
          const wanted: Record<string, [unknown, unknown]> = {
            title: [titleOf(panel.spec), 'T'],
            x: [panel.spec.type === 'line' && panel.spec.settings.x, 'epoch'],
            log: [panel.spec.type === 'line' && panel.spec.settings.yScale, 'log'],
            place: [panel.section, 'history/t'],
            w: [panel.w, 12],
            h: [panel.h, 40],
          }
          for (const field of fields) expect(wanted[field]![0]).toBe(wanted[field]![1])
        },
      ),
    )
  })
})

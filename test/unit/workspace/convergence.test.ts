// Several people change a workspace at once and hear of each other late, in any order, more than once.
import fc from 'fast-check'
import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { emptyPanel, PANEL_TYPES, titleOf } from '@/lib/panels/spec'
import { groupKey, runKey } from '@/lib/workspace/access'
import { Arranger, FIRST_SECTION, type Section } from '@/lib/workspace/arrange'
import { newWorkspaceDoc } from '@/lib/workspace/document'
import {
  addPanel,
  changePanel,
  duplicatePanel,
  movePanel,
  newPanelId,
  removePanel,
  resizePanel,
} from '@/lib/workspace/panelChanges'
import { PanelDocument } from '@/lib/workspace/panelDocument'
import { placeBetween } from '@/lib/workspace/place'
import { RunSetDocument } from '@/lib/workspace/runSet'
import {
  addSection,
  changeDefaults,
  changeSectionSettings,
  moveSection,
  openSection,
  removeSection,
  renameSection,
} from '@/lib/workspace/sectionChanges'
import { OwnUndo } from '@/lib/workspace/undo'

const KEYS = { history: ['a', 'b', 't/x', 't/y', 'v/x'], events: ['cpu'] }
const PEOPLE = 4

class Person {
  readonly doc = newWorkspaceDoc()
  readonly panels = new PanelDocument(this.doc)
  readonly runs = new RunSetDocument(this.doc)
  readonly undo = new OwnUndo(this.doc)
  private readonly arranger = new Arranger()
  readonly updates: Uint8Array[] = []

  constructor(tell: (update: Uint8Array) => void) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'remote') tell(update)
    })
  }

  sections = (): Section[] => this.arranger.arrange(KEYS, this.panels.getState())

  /** All that the person sees, from a fresh reading. */
  sees() {
    const runs = new RunSetDocument(this.doc).getState()
    return JSON.stringify({
      sections: new Arranger().arrange(KEYS, new PanelDocument(this.doc).getState()),
      runs: { ...runs, hidden: [...runs.hidden].sort(), colors: [...runs.colors].sort() },
    })
  }

  act(kind: number, n: number): void {
    const { doc } = this
    const sections = this.sections()
    const section = sections[n % sections.length]
    const all = sections.flatMap((one) => one.panels)
    const panel = all[n % Math.max(1, all.length)]
    const between = (list: readonly { place: readonly [string, string] }[]) => {
      const at = n % (list.length + 1)
      return placeBetween(list[at - 1]?.place, list[at]?.place)
    }
    const acts: (() => void)[] = [
      () =>
        addPanel(
          doc,
          emptyPanel(PANEL_TYPES[n % PANEL_TYPES.length]!, newPanelId()),
          section?.id ?? FIRST_SECTION,
          between(section?.panels ?? []),
        ),
      () => panel && changePanel(doc, panel.spec, { ...panel.spec, title: `title ${n}` }),
      () =>
        panel?.spec.type === 'line' &&
        changePanel(doc, panel.spec, {
          ...panel.spec,
          settings: { ...panel.spec.settings, smoothing: { kind: 'ema', amount: (n % 10) / 10 } },
        }),
      () => panel && section && movePanel(doc, panel.spec, section.id, between(section.panels)),
      () => panel && resizePanel(doc, panel.spec, { w: n % 24, h: n % 60 }),
      () => panel && removePanel(doc, panel),
      () => panel && duplicatePanel(doc, panel, panel.place),
      () => addSection(doc, `section ${n}`, between(sections)),
      () => section && renameSection(doc, section, `renamed ${n}`),
      () => section && moveSection(doc, section, between(sections)),
      () => section && openSection(doc, section.id, n % 2 === 0),
      () => section && removeSection(doc, section),
      () => section && changeSectionSettings(doc, section, { ...section.settings, x: `x${n}` }),
      () =>
        changeDefaults(doc, this.panels.getState().defaults, {
          ...this.panels.getState().defaults,
          x: `x${n}`,
        }),
      () => this.runs.setHidden([runKey(n % 5), groupKey([n % 3])], n % 2 === 0),
      () => this.runs.changeColumn('config:lr', { width: 20 + (n % 100), pinned: n % 2 === 0 }),
      () => this.runs.setSearch(`words ${n}`),
      () =>
        this.runs.putCondition({
          id: `c${n % 4}`,
          disabled: n % 2 === 0,
          filter: { kind: 'exists', key: 'config:lr' },
        }),
      () => void this.undo.undo(),
      () => void this.undo.redo(),
    ]
    acts[kind % acts.length]!()
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
          const ids = one.sections().flatMap(({ panels }) => panels.map(({ spec }) => spec.id))
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

// Somebody who changes a workspace in every way that people can, chosen by numbers.
import type * as Y from 'yjs'
import { emptyPanel, PANEL_TYPES } from '@/lib/panels/spec'
import { groupKey, runKey } from '@/lib/workspace/access'
import { Arranger, FIRST_SECTION, type Section } from '@/lib/workspace/arrange'
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

export class WorkspaceActor {
  readonly panels: PanelDocument
  readonly runs: RunSetDocument
  readonly undo: OwnUndo
  private readonly arranger = new Arranger()

  constructor(readonly doc: Y.Doc) {
    this.panels = new PanelDocument(doc)
    this.runs = new RunSetDocument(doc)
    this.undo = new OwnUndo(doc)
  }

  sections = (): Section[] => this.arranger.arrange(KEYS, this.panels.getState())

  sees(): string {
    return seenIn(this.doc)
  }

  /** @param kind which change; @param n of what, and to what */
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

/** All that a person sees of a workspace, from a fresh reading. */
export function seenIn(doc: Y.Doc): string {
  const [panels, runs] = [new PanelDocument(doc), new RunSetDocument(doc)]
  const state = runs.getState()
  const seen = JSON.stringify({
    sections: new Arranger().arrange(KEYS, panels.getState()),
    runs: { ...state, hidden: [...state.hidden].sort(), colors: [...state.colors].sort() },
  })
  panels.dispose()
  runs.dispose()
  return seen
}

/** Ids of all panels that are shown, in order. */
export const panelIds = (sections: readonly Section[]) =>
  sections.flatMap(({ panels }) => panels.map(({ spec }) => spec.id))

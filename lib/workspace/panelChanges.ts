/** What people do to panels, each one step of their undo. */
import type * as Y from 'yjs'
import { type PanelSpec, titleOf } from '../panels/spec'
import type { PlacedPanel } from './arrange'
import { change } from './change'
import { rootOf } from './document'
import { clampHeight, clampWidth } from './layout'
import { toTree, untyped } from './panelRecord'
import type { Place } from './place'
import { removeRecord, setField, writeRecord } from './records'
import { newId } from './runSet'

const quoted = (spec: PanelSpec) => `“${titleOf(spec)}”`
const spotOf = (section: string, [anchor, rank]: Place) => [section, anchor, rank]

export const newPanelId = (): string => `own/${newId()}`

export interface PanelSize {
  w?: number | undefined
  h?: number | undefined
}

export function addPanel(
  doc: Y.Doc,
  spec: PanelSpec,
  section: string,
  place: Place,
  { w, h }: PanelSize = {},
  label = `Added ${quoted(spec)}`,
): void {
  const at = { spot: spotOf(section, place), w, h }
  change(doc, label, () => writeRecord(rootOf(doc, 'panels'), spec.id, {}, { ...toTree(spec), at }))
}

/** A copy beside the panel. Answers its id. */
export function duplicatePanel(doc: Y.Doc, panel: PlacedPanel, place: Place): string {
  const id = newPanelId()
  const spec = { ...panel.spec, id, title: `${titleOf(panel.spec)} (copy)`.slice(0, 256) }
  addPanel(doc, spec, panel.section, place, panel, `Duplicated ${quoted(panel.spec)}`)
  return id
}

/** @param before the spec that the person saw when they changed it: only what differs is written */
export function changePanel(doc: Y.Doc, before: PanelSpec, after: PanelSpec): void {
  const [was, is] = [untyped(toTree(before)), untyped(toTree(after))]
  const label =
    before.title !== after.title
      ? `Renamed ${quoted(before)} to ${quoted(after)}`
      : `Changed ${quoted(after)}`
  change(doc, label, () => writeRecord(rootOf(doc, 'panels'), before.id, was, is))
}

export function movePanel(doc: Y.Doc, spec: PanelSpec, section: string, place: Place): void {
  change(doc, `Moved ${quoted(spec)}`, () =>
    setField(rootOf(doc, 'panels'), spec.id, ['at', 'spot'], spotOf(section, place)),
  )
}

export function resizePanel(doc: Y.Doc, spec: PanelSpec, { w, h }: PanelSize): void {
  change(doc, `Resized ${quoted(spec)}`, () => {
    const map = rootOf(doc, 'panels')
    if (w !== undefined) setField(map, spec.id, ['at', 'w'], clampWidth(w))
    if (h !== undefined) setField(map, spec.id, ['at', 'h'], clampHeight(h))
  })
}

export function removePanel(doc: Y.Doc, panel: Pick<PlacedPanel, 'spec' | 'auto'>): void {
  change(doc, `Deleted ${quoted(panel.spec)}`, () => takeAway(doc, panel))
}

/** In a change of the caller's. A key would give its panel back: that one is marked. */
export function takeAway(doc: Y.Doc, { spec, auto }: Pick<PlacedPanel, 'spec' | 'auto'>): void {
  const map = rootOf(doc, 'panels')
  if (auto) setField(map, spec.id, ['deleted'], true)
  else removeRecord(map, spec.id)
}

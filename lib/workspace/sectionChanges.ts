/** What people do to sections and to what all panels inherit. */
import type * as Y from 'yjs'
import type { PanelDefaults } from '../panels/linePanel'
import type { PanelSize } from '../panels/workspaceState'
import type { Section } from './arrange'
import { change, changeAside } from './change'
import { rootOf } from './document'
import { takeAway } from './panelChanges'
import { DEFAULTS_ID, GRID_ID, type PanelsState } from './panelDocument'
import { toTree } from './panelRecord'
import type { Place } from './place'
import { removeRecord, setField, writeRecord } from './records'
import { newId } from './runSet'

type Named = Pick<Section, 'id' | 'title'>

/** Answers the id of the new section. */
export function addSection(doc: Y.Doc, title: string, place: Place): string {
  const id = `own/${newId()}`
  change(doc, `Added the section “${title}”`, () =>
    writeRecord(rootOf(doc, 'sections'), id, {}, { own: true, title, place: [...place] }),
  )
  return id
}

export function renameSection(doc: Y.Doc, { id, title }: Named, next: string): void {
  change(doc, `Renamed the section “${title}”`, () =>
    setField(rootOf(doc, 'sections'), id, ['title'], next.trim() || undefined),
  )
}

export function moveSection(doc: Y.Doc, { id, title }: Named, place: Place): void {
  change(doc, `Moved the section “${title}”`, () =>
    setField(rootOf(doc, 'sections'), id, ['place'], [...place]),
  )
}

export function openSection(doc: Y.Doc, id: string, open: boolean): void {
  changeAside(doc, () => setField(rootOf(doc, 'sections'), id, ['open'], open))
}

/** With the panels in it. */
export function removeSection(doc: Y.Doc, section: Section): void {
  change(doc, `Deleted the section “${section.title}”`, () => {
    const map = rootOf(doc, 'sections')
    for (const panel of section.panels) {
      // Panels of the section's own keys go with it, and come back with it.
      const natural = !section.own && panel.auto && panel.section === section.id
      if (!natural || panel.place[1] !== '') takeAway(doc, panel)
    }
    if (section.own) removeRecord(map, section.id)
    else setField(map, section.id, ['deleted'], true)
  })
}

export function changeSectionSettings(
  doc: Y.Doc,
  { id, title, settings }: Named & Pick<Section, 'settings'>,
  next: PanelDefaults,
): void {
  change(doc, `Changed settings of “${title}”`, () =>
    writeRecord(
      rootOf(doc, 'sections'),
      id,
      { settings: toTree(settings) },
      { settings: toTree(next) },
    ),
  )
}

export function setSectionColumns(
  doc: Y.Doc,
  { id, title }: Named,
  columns: number | undefined,
): void {
  change(doc, `Changed the columns of “${title}”`, () =>
    setField(rootOf(doc, 'sections'), id, ['columns'], columns),
  )
}

export function changeDefaults(doc: Y.Doc, before: PanelDefaults, after: PanelDefaults): void {
  change(doc, 'Changed settings of all panels', () =>
    writeRecord(rootOf(doc, 'settings'), DEFAULTS_ID, toTree(before), toTree(after)),
  )
}

export function changeGrid(
  doc: Y.Doc,
  { size, showHidden }: { size?: PanelSize; showHidden?: boolean },
): void {
  const map = rootOf(doc, 'settings')
  change(doc, 'Changed which panels are shown, and how large', () => {
    if (size !== undefined) setField(map, GRID_ID, ['size'], size)
    if (showHidden !== undefined) setField(map, GRID_ID, ['showHidden'], showHidden)
  })
}

/** Panels and sections of keys that somebody deleted. */
export function deletedCount({ panels, sections }: PanelsState): number {
  const deleted = [...panels.values(), ...sections.values()].filter((facts) => facts.deleted)
  return deleted.length
}

export function restoreDeleted(doc: Y.Doc, state: PanelsState): void {
  change(doc, 'Brought deleted panels back', () => {
    for (const name of ['panels', 'sections'] as const) {
      for (const [id, facts] of state[name]) {
        if (facts.deleted) setField(rootOf(doc, name), id, ['deleted'], undefined)
      }
    }
  })
}

/** Which panels a project gets by itself: one a key, in sections by prefix. */
import { displayKey, isInternalKey, keySection } from '../metrics/keys'
import type { Stream } from '../metrics/seriesQuery'
import { naturalCompare } from '../text/naturalCompare'
import { defaultLinePanel, type LinePanelSpec, panelTitle } from './linePanel'

export interface PanelSection {
  id: string
  title: string
  stream: Stream
  panels: LinePanelSpec[]
}

export interface StreamKeys {
  history: readonly string[]
  events: readonly string[]
}

/** Keys without a prefix stand here. */
const LOOSE_SECTION = 'charts'
export const SYSTEM_SECTION = 'system'
const NOTHING: ReadonlySet<string> = new Set()

/**
 * Sections in natural order, keys without a prefix first and system metrics last. `overrides` are
 * specs that people have changed, by panel id; keys in `hidden` get no panel.
 */
export function panelSections(
  keys: StreamKeys,
  overrides: Readonly<Record<string, LinePanelSpec>> = {},
  hidden: ReadonlySet<string> = NOTHING,
): PanelSection[] {
  const panel = (key: string, stream: Stream) => {
    const spec = defaultLinePanel(key, stream)
    return overrides[spec.id] ?? spec
  }
  const byTitle = new Map<string, string[]>()
  for (const key of keys.history) {
    if (isInternalKey(key) || hidden.has(key)) continue
    const title = keySection(key)
    const found = byTitle.get(title)
    if (found) found.push(key)
    else byTitle.set(title, [key])
  }
  const inOrder = (list: string[]) =>
    list.sort((a, b) => naturalCompare(displayKey(a), displayKey(b)))
  const sections = [...byTitle].map(([title, list]): PanelSection => ({
    id: `history/${title}`,
    title,
    stream: 'history',
    panels: inOrder(list).map((key) => panel(key, 'history')),
  }))
  const first = (section: PanelSection) => (section.title === LOOSE_SECTION ? 0 : 1)
  sections.sort((a, b) => first(a) - first(b) || naturalCompare(a.title, b.title))
  const system = keys.events.filter((key) => !isInternalKey(key))
  if (system.length > 0) {
    sections.push({
      id: `events/${SYSTEM_SECTION}`,
      title: SYSTEM_SECTION,
      stream: 'events',
      panels: inOrder(system).map((key) => panel(key, 'events')),
    })
  }
  return sections
}

/** Only the panels whose title or keys match; sections left empty are gone. */
export function searchSections(
  sections: readonly PanelSection[],
  matches: (text: string) => boolean,
): PanelSection[] {
  return sections
    .map((section) => ({
      ...section,
      panels: section.panels.filter(
        (panel) => matches(panelTitle(panel)) || panel.keys.some((key) => matches(displayKey(key))),
      ),
    }))
    .filter((section) => section.panels.length > 0)
}

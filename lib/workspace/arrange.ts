/** From keys and what people decided to sections of panels: what the grid shows. */
import { displayKey, isInternalKey, keySection } from '../metrics/keys'
import type { Stream } from '../metrics/seriesQuery'
import type { PanelDefaults } from '../panels/linePanel'
import { type PanelSpec, titleOf } from '../panels/spec'
import { LOOSE_SECTION, type StreamKeys, SYSTEM_SECTION } from '../panels/sections'
import type { PanelFacts, PanelsState, SectionFacts } from './panelDocument'
import { basePanel, readSpec } from './panelRecord'
import { comparePlaces, naturalPlace, type Place } from './place'

export interface PlacedPanel {
  spec: PanelSpec
  /** A key's own, rather than one that somebody added. */
  auto: boolean
  section: string
  place: Place
  w: number | undefined
  h: number | undefined
}

export interface Section {
  id: string
  title: string
  own: boolean
  open: boolean
  place: Place
  /** Over the workspace's, under the panel's. */
  settings: PanelDefaults
  columns: number | undefined
  panels: PlacedPanel[]
}

const NOTHING: ReadonlySet<string> = new Set()
export const FIRST_SECTION = `history/${LOOSE_SECTION}`
export const SYSTEM_SECTION_ID = `events/${SYSTEM_SECTION}`

/** Keeps panels that still say the same as the same objects, so that they need not render again. */
export class Arranger {
  private specs = new Map<string, { facts: PanelFacts | undefined; spec: PanelSpec }>()
  private placed = new Map<string, PlacedPanel>()

  /** @param hidden keys that get no panel by themselves */
  arrange(keys: StreamKeys, state: PanelsState, hidden: ReadonlySet<string> = NOTHING): Section[] {
    const { sections: known, panels } = state
    const sections = new Map<string, Section>()
    for (const [id, facts] of known) {
      if (facts.own && !facts.deleted) sections.set(id, newSection(id, facts))
    }
    const put = (
      id: string,
      auto: boolean,
      natural: string,
      title: (spec: PanelSpec) => string,
    ) => {
      const facts = panels.get(id)
      if (facts?.deleted) return
      const spot = facts?.spot && isSection(facts.spot[0], known) ? facts.spot : undefined
      // A section that was deleted takes along what is only there by itself.
      if (!spot && auto && known.get(natural)?.deleted) return
      const spec = this.spec(id, facts)
      const section = spot?.[0] ?? natural
      let into = sections.get(section)
      if (!into) sections.set(section, (into = newSection(section, known.get(section))))
      const place = spot ? ([spot[1], spot[2]] as const) : naturalPlace(title(spec))
      const { w, h } = facts ?? {}
      into.panels.push(this.same({ spec, auto, section, place, w, h }))
    }
    for (const stream of ['history', 'events'] as const) {
      for (const key of keys[stream]) {
        if (isInternalKey(key) || (stream === 'history' && hidden.has(key))) continue
        put(`${stream}/${key}`, true, naturalSection(key, stream), () => displayKey(key))
      }
    }
    for (const [id, facts] of panels) {
      if (facts.type !== undefined) put(id, false, FIRST_SECTION, titleOf)
    }
    const list = [...sections.values()].sort(
      (a, b) => comparePlaces(a.place, b.place) || (a.id < b.id ? -1 : 1),
    )
    for (const section of list) {
      section.panels.sort(
        (a, b) => comparePlaces(a.place, b.place) || (a.spec.id < b.spec.id ? -1 : 1),
      )
      // System metrics are opened when asked for, unless there is nothing else.
      section.open =
        known.get(section.id)?.open ?? (section.id !== SYSTEM_SECTION_ID || list.length === 1)
    }
    return list
  }

  /** One panel, in the grid or not. */
  spec(id: string, facts: PanelFacts | undefined): PanelSpec {
    const kept = this.specs.get(id)
    if (kept && kept.facts === facts) return kept.spec
    const base = basePanel(id, facts?.type)
    const spec = facts ? readSpec(base, facts.fields) : base
    this.specs.set(id, { facts, spec })
    return spec
  }

  private same(next: PlacedPanel): PlacedPanel {
    const { id } = next.spec
    const kept = this.placed.get(id)
    if (kept && isSame(kept, next)) return kept
    this.placed.set(id, next)
    return next
  }
}

function isSame(a: PlacedPanel, b: PlacedPanel): boolean {
  return (
    a.spec === b.spec &&
    a.section === b.section &&
    a.place[0] === b.place[0] &&
    a.place[1] === b.place[1] &&
    a.w === b.w &&
    a.h === b.h
  )
}

/** Whether the keys, or somebody, make such a section. */
function isSection(id: string, known: ReadonlyMap<string, SectionFacts>): boolean {
  if (id.startsWith('history/') || id === SYSTEM_SECTION_ID) return true
  const facts = known.get(id)
  return facts !== undefined && facts.own && !facts.deleted
}

function naturalSection(key: string, stream: Stream): string {
  return stream === 'events' ? SYSTEM_SECTION_ID : `history/${keySection(key)}`
}

function newSection(id: string, facts: SectionFacts | undefined): Section {
  const natural = facts?.own ? 'Section' : id.slice(id.indexOf('/') + 1)
  return {
    id,
    title: facts?.title || natural,
    own: facts?.own ?? false,
    open: true,
    place: facts?.place ?? naturalPlace(sectionAnchor(id, natural)),
    settings: facts?.settings ?? NO_SETTINGS,
    columns: facts?.columns,
    panels: [],
  }
}

const NO_SETTINGS: PanelDefaults = {}

/** Keys without a prefix come first, system metrics last. */
function sectionAnchor(id: string, title: string): string {
  if (id === FIRST_SECTION) return `0 ${title}`
  return id === SYSTEM_SECTION_ID ? `2 ${title}` : `1 ${title}`
}

/** Only the panels whose title or keys match; sections left empty are gone. */
export function searchSections(
  sections: readonly Section[],
  matches: (text: string) => boolean,
): Section[] {
  const hit = ({ spec }: PlacedPanel) =>
    matches(titleOf(spec)) ||
    (spec.type === 'line' && spec.keys.some((key) => matches(displayKey(key))))
  return sections
    .map((section) => ({ ...section, panels: section.panels.filter(hit) }))
    .filter((section) => section.panels.length > 0)
}

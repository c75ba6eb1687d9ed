import type * as Y from 'yjs'
import { z } from 'zod'
import { type PanelDefaults, panelSettingsSchema } from '../panels/linePanel'
import { PANEL_TYPES, type PanelType } from '../panels/spec'
import { PANEL_SIZES, type PanelSize } from '../panels/workspaceState'
import { rootOf, type WorkspaceRoot } from './document'
import { fromTree } from './panelRecord'
import { MAX_COLUMNS, MAX_HEIGHT, MIN_HEIGHT, MIN_WIDTH, GRID_WIDTH } from './layout'
import type { Place } from './place'
import { readRecord, readRecords, type Tree } from './records'

/** Where a panel was put: the section, and the place in it. One leaf, since neither says anything alone. */
export type Spot = readonly [section: string, anchor: string, rank: string]

/** What was written of a panel. */
export interface PanelFacts {
  /** Of panels that people added; undefined of one that a key gets by itself. */
  type: PanelType | undefined
  /** Fields of the spec. */
  fields: Tree
  spot: Spot | undefined
  /** Of 24 columns, and in units of the grid's height. */
  w: number | undefined
  h: number | undefined
  deleted: boolean
}

export interface SectionFacts {
  /** Added by somebody, rather than made by a prefix of keys. */
  own: boolean
  title: string | undefined
  open: boolean | undefined
  place: Place | undefined
  settings: PanelDefaults
  columns: number | undefined
  deleted: boolean
}

/** What a workspace says about its panels; keys do the rest (arrange.ts). */
export interface PanelsState {
  defaults: PanelDefaults
  size: PanelSize
  showHidden: boolean
  sections: ReadonlyMap<string, SectionFacts>
  panels: ReadonlyMap<string, PanelFacts>
}

const placeSchema = z.tuple([z.string(), z.string()])
const gridSchema = z.object({
  size: z.enum(PANEL_SIZES).catch('medium'),
  showHidden: z.boolean().catch(false),
})
const sectionSchema = z.object({
  own: z.boolean().catch(false),
  title: z.string().max(256).optional().catch(undefined),
  open: z.boolean().optional().catch(undefined),
  place: placeSchema.optional().catch(undefined),
  columns: z.number().int().min(1).max(MAX_COLUMNS).optional().catch(undefined),
  deleted: z.boolean().catch(false),
})
const factsSchema = z.object({
  type: z
    .enum(PANEL_TYPES as [PanelType, ...PanelType[]])
    .optional()
    .catch(undefined),
  deleted: z.boolean().catch(false),
  at: z
    .object({
      spot: z.tuple([z.string(), z.string(), z.string()]).optional().catch(undefined),
      w: z.number().int().min(MIN_WIDTH).max(GRID_WIDTH).optional().catch(undefined),
      h: z.number().int().min(MIN_HEIGHT).max(MAX_HEIGHT).optional().catch(undefined),
    })
    .catch({}),
})

/** Ids of records in the root `settings`. */
export const DEFAULTS_ID = 'defaults'
export const GRID_ID = 'grid'

const ROOTS = ['settings', 'sections', 'panels'] as const satisfies readonly WorkspaceRoot[]

/** Reads, and tells of changes. Parts that still say the same stay the same objects. */
export class PanelDocument {
  private state: PanelsState
  private readonly kept = new Map<string, { text: string; facts: PanelFacts | SectionFacts }>()
  private readonly listeners = new Set<() => void>()
  private readonly stops: (() => void)[] = []

  constructor(readonly doc: Y.Doc) {
    this.state = { ...this.settings(), sections: this.sections(), panels: this.panels() }
    for (const name of ROOTS) {
      const map = rootOf(doc, name)
      const onChange = () => this.changed(name)
      map.observe(onChange)
      this.stops.push(() => map.unobserve(onChange))
    }
  }

  dispose(): void {
    for (const stop of this.stops) stop()
    this.listeners.clear()
  }

  getState = (): PanelsState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  private changed(name: (typeof ROOTS)[number]): void {
    const part =
      name === 'settings'
        ? this.settings()
        : name === 'sections'
          ? { sections: this.sections() }
          : { panels: this.panels() }
    this.state = { ...this.state, ...part }
    for (const listener of [...this.listeners]) listener()
  }

  private settings(): Pick<PanelsState, 'defaults' | 'size' | 'showHidden'> {
    const map = rootOf(this.doc, 'settings')
    const grid = gridSchema.parse({ ...readRecord(map, GRID_ID) })
    return { ...grid, defaults: readDefaults(readRecord(map, DEFAULTS_ID) ?? {}) }
  }

  private sections(): ReadonlyMap<string, SectionFacts> {
    return this.readAll('sections', (record) => {
      const { settings } = record
      return {
        ...optionals(sectionSchema.parse({ ...record })),
        settings: readDefaults(isTree(settings) ? settings : {}),
      }
    })
  }

  private panels(): ReadonlyMap<string, PanelFacts> {
    return this.readAll('panels', readPanelFacts)
  }

  private readAll<T extends PanelFacts | SectionFacts>(
    name: WorkspaceRoot,
    read: (record: Tree) => T,
  ): ReadonlyMap<string, T> {
    const all = new Map<string, T>()
    for (const [id, record] of readRecords(rootOf(this.doc, name))) {
      const text = JSON.stringify(record)
      const kept = this.kept.get(`${name} ${id}`)
      const facts = kept?.text === text ? (kept.facts as T) : read(record)
      if (facts !== kept?.facts) this.kept.set(`${name} ${id}`, { text, facts })
      all.set(id, facts)
    }
    return all
  }
}

/** What a panel's record says, each field by itself. */
export function readPanelFacts(record: Tree): PanelFacts {
  const fields = { ...record }
  delete fields['at']
  delete fields['deleted']
  delete fields['type']
  const { type, deleted, at } = factsSchema.parse({ ...record })
  return { type, fields, spot: at.spot, w: at.w, h: at.h, deleted }
}

const isTree = (value: unknown): value is Tree =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** zod leaves out what is not there; whoever reads wants to see that. */
function optionals(read: z.output<typeof sectionSchema>): Omit<SectionFacts, 'settings'> {
  const { own, title, open, place, columns, deleted } = read
  return { own, title, open, place, columns, deleted }
}

/** What can be read of them, each setting by itself. */
export function readDefaults(tree: Tree): PanelDefaults {
  const settings: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fromTree(tree))) {
    const schema = panelSettingsSchema.shape[name as keyof typeof panelSettingsSchema.shape]
    const parsed = schema?.safeParse(value)
    if (parsed?.success) settings[name] = parsed.data
  }
  return settings
}

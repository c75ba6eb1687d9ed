/** Grids of panels as W&B has them, and back over what they were. */
import type { PanelSpec } from '../../panels/spec'
import { exportPanel, importPanel, type PlacedSpec } from '../../workspace/wandb/panel'
import { settingsFromWandb } from '../../workspace/wandb/settings'
import type { PanelDefaults } from '../../panels/linePanel'
import { panelSpecSchema, titleOf, PANEL_LABELS } from '../../panels/spec'
import { type Json, list, object, overlaid, same, words } from './slate'

export interface ImportedGridPanel extends PlacedSpec {
  source: Json
}

export interface ImportedGrid {
  id: string
  settings: PanelDefaults
  panels: ImportedGridPanel[]
  /** Its run sets: those that are on, and all of them. */
  runSets: string[]
  allRunSets: string[]
  /** The block. */
  source: Json
}

/** W&B's panels of a grid, from the top left. */
export function panelsFrom(block: Json, idOf: (source: Json) => string): ImportedGridPanel[] {
  const sources = list(sectionOf(block)['panels']).map(object)
  const placed = sources.map((source) => ({ source, layout: object(source['layout']) }))
  const at = (layout: Json, key: 'x' | 'y') => Number(layout[key] ?? 0)
  placed.sort(
    (a, b) => at(a.layout, 'y') - at(b.layout, 'y') || at(a.layout, 'x') - at(b.layout, 'x'),
  )
  return placed.map(({ source }) => {
    const id = idOf(source)
    const { spec, viewType, w, h } = importPanel(source, id)
    return { spec: ownSpec(source, id) ?? spec ?? standIn(id, viewType), w, h, source }
  })
}

const sectionOf = (block: Json): Json => object(object(block['metadata'])['panelBankSectionConfig'])

export const settingsFrom = (block: Json): PanelDefaults =>
  settingsFromWandb(sectionOf(block)['localPanelSettings'])

/** Shown in place of a panel whose kind is not known here; what it was made from is kept. */
function standIn(id: string, viewType: string): PanelSpec {
  const kind = viewType || 'unknown'
  const text =
    `A panel of the kind **${kind}**, made with W&B. It cannot be drawn here; ` +
    'it is kept as it is, and given back as it was.'
  return { id, type: 'markdown', title: kind, text }
}

const OWN = /<!-- runroom (.*) -->/s

/** One of ours that W&B has no kind for travels as a text that holds it. */
function ownSpec(source: Json, id: string): PanelSpec | undefined {
  const found = OWN.exec(words(object(source['config'])['value']))?.[1]
  if (found === undefined) return undefined
  try {
    const spec = panelSpecSchema.safeParse({ ...object(JSON.parse(found)), id })
    return spec.success ? spec.data : undefined
  } catch {
    return undefined
  }
}

function ownPanel(panel: PlacedSpec, before: Json): Json {
  const { spec } = panel
  // The end of a comment has no place within it.
  const json = JSON.stringify(spec).replace(/--/g, '-\\u002d')
  const text = `${PANEL_LABELS[spec.type]} “${titleOf(spec)}”, to be seen in Runroom.\n\n<!-- runroom ${json} -->`
  const written = exportPanel({ ...panel, spec: { id: spec.id, type: 'markdown', text } }, before)
  return object(written)
}

/** One panel as it is now: of what it was made from all stays that nobody changed here. */
export function panelTo(panel: PlacedSpec, imported: ImportedGridPanel | undefined): Json {
  if (!imported) return exportPanel(panel) ?? ownPanel(panel, {})
  const [was, is] = [exportPanel(imported), exportPanel(panel)]
  if (same(imported.spec, panel.spec) && imported.w === panel.w && imported.h === panel.h) {
    return imported.source
  }
  const layout = { ...object(imported.source['layout']), ...sizeOf(panel, imported, is ?? {}) }
  if (same(imported.spec, panel.spec)) return { ...imported.source, layout }
  if (!is) return { ...ownPanel(panel, { __id__: imported.source['__id__'] }), layout }
  if (!was || was['viewType'] !== is['viewType']) {
    return { ...is, __id__: imported.source['__id__'] ?? is['__id__'], layout }
  }
  const config = overlaid(
    object(imported.source['config']),
    object(was['config']),
    object(is['config']),
  )
  return { ...imported.source, config, layout }
}

function sizeOf(panel: PlacedSpec, imported: PlacedSpec, written: Json): Json {
  const { w, h } = object(written['layout'])
  return {
    ...(panel.w === imported.w || w === undefined ? {} : { w }),
    ...(panel.h === imported.h || h === undefined ? {} : { h }),
  }
}

const COLUMNS = 24

/** The panels of a grid: where order or number are others, they are laid out anew. */
export function laidOut(panels: readonly Json[], keep: boolean): Json[] {
  if (keep) return [...panels]
  let [x, y, tall] = [0, 0, 0]
  return panels.map((panel) => {
    const layout = object(panel['layout'])
    const w = Math.min(COLUMNS, Number(layout['w'] ?? 8))
    const h = Number(layout['h'] ?? 6)
    if (x + w > COLUMNS) {
      y += tall
      x = tall = 0
    }
    const placed = { ...panel, layout: { ...layout, x, y, w, h } }
    x += w
    tall = Math.max(tall, h)
    return placed
  })
}

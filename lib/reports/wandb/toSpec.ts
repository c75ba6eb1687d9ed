/** A report as W&B's tools read it. What nobody has changed since it was imported is given back as it was. */
import { settingsToWandb } from '../../workspace/wandb/settings'
import type { PanelGrid } from '../grids'
import type { ReportNode } from '../nodes'
import type { ReportState } from '../read'
import { blockTo } from './blocksTo'
import { fromSpec, type ImportContext, type ImportedReport, WIDTHS } from './fromSpec'
import { type ImportedGridPanel, laidOut, panelTo } from './grids'
import { colorsTo, type RunSetParts, runSetTo, stamp } from './runSets'
import { type Json, object, overlaid, same } from './slate'
import { asRead, importedState } from './write'

/** @param spec what the report was imported from; null when it was not */
export function toSpec(state: ReportState, spec: unknown, context: ImportContext): Json {
  const imported = spec === null ? null : fromSpec(spec, context)
  return new Exporter(state, imported, context).spec()
}

const BLANK: Json = { type: 'paragraph', children: [{ text: '' }] }
const widthOf = (wanted: string) => Object.keys(WIDTHS).find((name) => WIDTHS[name] === wanted)

class Exporter {
  private readonly before: ReportState | null

  constructor(
    private readonly state: ReportState,
    private readonly imported: ImportedReport | null,
    private readonly context: ImportContext,
  ) {
    this.before = imported && importedState(imported)
  }

  spec(): Json {
    const { imported, state, before } = this
    const width = { width: widthOf(state.settings.width) ?? 'readable' }
    return {
      ...{ version: 5, panelSettings: {}, authors: [], discussionThreads: [] },
      ...imported?.source,
      ...(before?.settings.width === state.settings.width ? {} : width),
      blocks: [imported?.before ?? BLANK, ...this.blocks(), imported?.after ?? BLANK],
    }
  }

  private blocks(): Json[] {
    const nodes = this.state.content.content ?? []
    const sources = (this.imported?.blocks ?? []).map(({ nodes: made, source }) => {
      return { made: asRead(made), source, used: made.length === 0 }
    })
    const out: Json[] = []
    let next = 0
    for (let i = 0; i < nodes.length;) {
      const fits = ({ made, used }: (typeof sources)[number]) =>
        !used && made.every((node, k) => same(node, nodes[i + k]))
      // What follows first: paragraphs may be alike, blank ones are.
      let found = sources.findIndex((one, k) => k >= next && fits(one))
      if (found < 0) found = sources.findIndex(fits)
      const source = sources[found]
      if (!source) {
        out.push(...blockTo(nodes[i]!, (id) => this.grid(id)))
        i++
        continue
      }
      source.used = true
      next = found + 1
      out.push(...this.asItWas(source.source, source.made))
      i += source.made.length
    }
    return out
  }

  /** A grid's block is the same while its records may be others. */
  private asItWas(source: Json, made: readonly ReportNode[]): Json[] {
    const only = made.length === 1 ? made[0] : undefined
    if (only?.type !== 'panelGrid') return [source]
    return blockTo(only, (id) => this.grid(id))
  }

  private grid(id: string): Json | undefined {
    const grid = this.state.grids.find((one) => one.id === id)
    if (!grid) return undefined
    const imported = this.imported?.grids.find((one) => one.id === id)
    const was = this.before?.grids.find((one) => one.id === id)
    const source = object(imported?.source)
    const metadata = object(source['metadata'])
    const section = object(metadata['panelBankSectionConfig'])
    const written = {
      panels: this.panels(grid, was, imported?.panels ?? []),
      runSets: this.runSets(grid, imported?.allRunSets ?? [], was),
      colors: this.colors(grid, imported?.allRunSets ?? [], object(metadata['customRunColors'])),
    }
    const settings = settingsOver(object(section['localPanelSettings']), was, grid)
    return {
      ...{ type: 'panel-grid', children: [{ text: '' }] },
      ...source,
      metadata: {
        ...NEW_METADATA,
        ...metadata,
        runSets: written.runSets,
        customRunColors: written.colors,
        panelBankSectionConfig: {
          ...NEW_SECTION,
          ...section,
          ...(settings ? { localPanelSettings: settings } : {}),
          panels: written.panels,
        },
      },
    }
  }

  private panels(
    grid: PanelGrid,
    was: PanelGrid | undefined,
    imported: readonly ImportedGridPanel[],
  ): Json[] {
    const panels = grid.panels.map((panel) => {
      const source = imported.find(({ spec }) => spec.id === panel.spec.id)?.source
      const before = was?.panels.find(({ spec }) => spec.id === panel.spec.id)
      return panelTo(panel, source && before && { ...before, source })
    })
    const ids = (one: PanelGrid | undefined) => one?.panels.map(({ spec }) => spec.id)
    if (!same(ids(grid), ids(was))) return laidOut(panels, false)
    // As they were written, which need not be as they lie.
    const order = imported.map(({ source }) => source)
    const written = this.imported?.grids.find(({ id }) => id === grid.id)?.source
    const section = object(object(written?.['metadata'])['panelBankSectionConfig'])
    const listed = Array.isArray(section['panels']) ? (section['panels'] as Json[]) : order
    return listed.flatMap((source): Json[] => {
      const panel = panels[order.findIndex((one) => one === source)]
      return panel ? [panel] : []
    })
  }

  private runSets(grid: PanelGrid, all: readonly string[], was: PanelGrid | undefined): Json[] {
    const ids = [...all, ...grid.runSets.filter((id) => !all.includes(id))]
    return ids.flatMap((id): Json[] => {
      const runSet = this.state.runSets.find((one) => one.id === id)
      if (!runSet) return []
      const source = this.imported?.runSets.find((one) => one.runSet.id === id)?.source ?? {}
      const before = this.before?.runSets.find((one) => one.id === id)
      const { own, names } = this.context
      const written = runSetTo(runSet, own, source, before, names)
      const shown = grid.runSets.includes(id)
      return [shown === was?.runSets.includes(id) ? written : { ...written, enabled: shown }]
    })
  }

  private colors(grid: PanelGrid, all: readonly string[], source: Json): Json {
    const ids = [...new Set([...all, ...grid.runSets])]
    const now = ids.flatMap((id) => this.state.runSets.find((one) => one.id === id) ?? [])
    const before = ids.flatMap((id) => this.before?.runSets.find((one) => one.id === id) ?? [])
    const colors = (sets: readonly RunSetParts[]) => stamp(sets.map((one) => [one.id, one.colors]))
    if (colors(now) === colors(before)) return source
    const wandbId = (id: string) =>
      String(this.imported?.runSets.find((one) => one.runSet.id === id)?.source['id'] ?? id)
    const written = (sets: readonly RunSetParts[]) =>
      Object.assign(
        {},
        ...sets.map((one) => colorsTo(one, wandbId(one.id), this.context.names)),
      ) as Json
    const gone = written(before)
    const kept = Object.entries(source).filter(([key]) => !(key in gone))
    return { ...Object.fromEntries(kept), ...written(now) }
  }
}

/** Undefined when nothing is to be said. */
function settingsOver(source: Json, was: PanelGrid | undefined, grid: PanelGrid): Json | undefined {
  const next = overlaid(
    source,
    settingsToWandb(was?.settings ?? {}),
    settingsToWandb(grid.settings),
  )
  return Object.keys(next).length > 0 ? next : undefined
}

const NEW_METADATA: Json = {
  openViz: true,
  openRunSet: 0,
  name: 'unused-name',
  hideRunSets: false,
  panels: { views: { 0: { name: 'Panels', defaults: [], config: [] } }, tabs: ['0'] },
  panelBankConfig: { state: 0, settings: {}, sections: [] },
}
const NEW_SECTION: Json = {
  name: 'Report Panels',
  isOpen: false,
  type: 'grid',
  flowConfig: {
    snapToColumns: true,
    columnsPerPage: 3,
    rowsPerPage: 2,
    gutterWidth: 16,
    boxWidth: 460,
    boxHeight: 300,
  },
  sorted: 0,
}

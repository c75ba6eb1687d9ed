/** Our workspaces as W&B's. What was imported once is written again where nothing else was said. */
import type * as Y from 'yjs'
import { rootOf } from '../document'
import { PanelDocument } from '../panelDocument'
import type { Section } from '../arrange'
import { readRecords, type Tree } from '../records'
import { RunSetDocument } from '../runSet'
import { SOURCE, SOURCE_ID } from './import'
import { exportPanel } from './panel'
import { exportRunSet } from './runSet'
import { settingsToWandb } from './settings'

type Json = Record<string, unknown>

export interface ExportedWorkspace {
  spec: Json
  /** What W&B's workspaces cannot say, in words. */
  left: string[]
}

/** @param sections as they are shown (arrange.ts) */
export function exportWandbWorkspace(
  doc: Y.Doc,
  sections: readonly Section[],
  name: string,
): ExportedWorkspace {
  const document = new PanelDocument(doc)
  const access = new RunSetDocument(doc)
  const [{ defaults }, runs] = [document.getState(), access.getState()]
  document.dispose()
  access.dispose()
  const left: string[] = []
  const sources = sourcesOf(doc)
  const before = object(sources.workspace)
  const section = object(before['section'])
  const bank = object(section['panelBankConfig'])
  const runSet = object((section['runSets'] as unknown[] | undefined)?.[0])
  const spec = {
    vizExpanded: false,
    libraryExpanded: true,
    ...before,
    section: {
      openRunSet: 0,
      openViz: true,
      customRunColors: {},
      panelBankSectionConfig: { name: 'Report Panels', isOpen: false, type: 'grid', panels: [] },
      ...section,
      name,
      settings: { ...object(section['settings']), ...settingsToWandb(defaults) },
      panelBankConfig: {
        state: 1,
        settings: {},
        ...bank,
        sections: sections.map((one) => exportSection(one, sources, left)),
      },
      runSets: [
        { id: 'runset', name: 'Run set', enabled: true, ...exportRunSet(runs, runSet, left) },
      ],
    },
  }
  return { spec, left }
}

interface Sources {
  workspace: unknown
  sections: ReadonlyMap<string, Tree>
  panels: ReadonlyMap<string, Tree>
}

function sourcesOf(doc: Y.Doc): Sources {
  const settings = readRecords(rootOf(doc, 'settings')).get(SOURCE_ID)
  return {
    workspace: first(settings?.['source']),
    sections: readRecords(rootOf(doc, 'sections')),
    panels: readRecords(rootOf(doc, 'panels')),
  }
}

const first = (leaf: unknown): unknown => (Array.isArray(leaf) ? (leaf[0] as unknown) : undefined)

function object(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {}
}

function exportSection(section: Section, sources: Sources, left: string[]): Json {
  const source = object(first(sources.sections.get(section.id)?.[SOURCE]))
  const known = section.panels.flatMap((panel) => {
    const { spec } = panel
    const written = exportPanel(panel, object(first(sources.panels.get(spec.id)?.[SOURCE])))
    if (written) return [written]
    left.push(`the panel “${spec.title ?? spec.id}”`)
    return []
  })
  return {
    type: 'flow',
    sorted: 0,
    ...source,
    name: section.title,
    isOpen: section.open,
    flowConfig: {
      snapToColumns: true,
      rowsPerPage: 2,
      gutterWidth: 16,
      boxWidth: 460,
      boxHeight: 300,
      ...object(source['flowConfig']),
      columnsPerPage: section.columns ?? 3,
    },
    localPanelSettings: {
      ...object(source['localPanelSettings']),
      ...settingsToWandb(section.settings),
    },
    panels: [...known, ...unknownPanels(section.id, sources)],
  }
}

/** Panels of kinds that are not known here, as they came. */
function unknownPanels(section: string, { panels }: Sources): Json[] {
  return [...panels.values()].flatMap((record) => {
    const spot = object(record['at'])['spot']
    const isOurs = record['type'] !== undefined || record['deleted'] === true
    if (isOurs || first(spot) !== section || record[SOURCE] === undefined) return []
    return [object(first(record[SOURCE]))]
  })
}

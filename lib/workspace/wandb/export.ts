/** Our workspaces as W&B's. What was imported once is written again where nothing else was said. */
import type * as Y from 'yjs'
import { toReportFilter } from '../../filters/report'
import { comparePlaces } from '../place'
import { rootOf } from '../document'
import { PanelDocument } from '../panelDocument'
import type { Section } from '../arrange'
import { readRecords, type Tree } from '../records'
import { filterOf, RunSetDocument } from '../runSet'
import { accessorOfColumn, keyOfColumn } from './columns'
import { SOURCE, SOURCE_ID } from './import'
import { specToWandb } from './panels'
import { settingsToWandb } from './settings'
import { GRID_WIDTH, HEIGHT_UNIT } from '../layout'

type Json = Record<string, unknown>

const ROW_PIXELS = 42
const DEFAULT_LAYOUT = { x: 0, y: 0, w: 8, h: 6 }

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
  const { filter, left: unsaid } = toReportFilter(filterOf(runs.conditions))
  if (unsaid.length > 0) left.push('parts of the filter')
  const regex = /^\/(.*)\/$/s.exec(runs.search)
  const feed = object(runSet['runFeed'])
  const columns = [...runs.columns].sort((a, b) => comparePlaces(a.place, b.place))
  const by = (value: (column: (typeof columns)[number]) => unknown) =>
    Object.fromEntries(
      columns.flatMap((column) => {
        const said = value(column)
        return said === undefined ? [] : [[accessorOfColumn(column.id), said]]
      }),
    )
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
        {
          id: 'runset',
          name: 'Run set',
          enabled: true,
          ...runSet,
          search: regex ? { query: regex[1], isRegex: true } : { query: runs.search },
          filters: filter,
          grouping: runs.groupBy.map(keyOfColumn),
          sort: {
            keys: runs.sort.map(({ column, descending }) => ({
              key: keyOfColumn(column),
              ascending: !descending,
            })),
          },
          runFeed: {
            version: 2,
            pageSize: 10,
            onlyShowSelected: false,
            ...feed,
            columnVisible: by(({ shown }) => shown),
            columnPinned: by(({ pinned }) => pinned || undefined),
            columnWidths: by(({ width }) => width),
            columnOrder: columnOrder(
              columns.map(({ id }) => accessorOfColumn(id)),
              feed,
            ),
          },
        },
      ],
    },
  }
  return { spec, left }
}

/** W&B orders only some columns, the others follow: as it was, unless somebody moved one. */
function columnOrder(ours: readonly string[], feed: Json): readonly string[] {
  const before = Array.isArray(feed['columnOrder']) ? (feed['columnOrder'] as unknown[]) : []
  const listed = before.filter((name) => typeof name === 'string')
  const following = { ...object(feed['columnVisible']), ...object(feed['columnPinned']) }
  const same =
    listed.every((name, i) => ours[i] === name) &&
    ours.slice(listed.length).every((name) => name in following)
  return same ? listed : ours
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
  const known = section.panels.flatMap(({ spec, w, h }) => {
    const written = specToWandb(spec)
    if (!written) {
      left.push(`the panel “${spec.title ?? spec.id}”`)
      return []
    }
    const { viewType, config } = written
    const before = object(first(sources.panels.get(spec.id)?.[SOURCE]))
    const layout = { ...DEFAULT_LAYOUT, ...object(before['layout']) }
    if (w !== undefined) layout.w = Math.min(GRID_WIDTH, w)
    // Rounding must not make imported panels creep.
    const rows = h === undefined ? layout.h : Math.round((h * HEIGHT_UNIT) / ROW_PIXELS)
    layout.h = rows
    const configured = { ...object(before['config']), ...config }
    return [{ __id__: spec.id, ...before, viewType, config: configured, layout }]
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

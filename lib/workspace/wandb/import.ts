/** W&B's saved workspaces as ours. Whatever is not known here is kept, so that an export gives it back. */
import type * as Y from 'yjs'
import { z } from 'zod'
import type { SortKey } from '../../api/runQuery'
import type { Filter } from '../../filters/ast'
import { fromReportFilter } from '../../filters/report'
import type { PanelDefaults } from '../../panels/linePanel'
import type { PanelSpec } from '../../panels/spec'
import type { ColumnId } from '../../runs/columns'
import { rootOf } from '../document'
import { clampHeight, clampWidth, GRID_WIDTH, HEIGHT_UNIT, MAX_COLUMNS } from '../layout'
import { DEFAULTS_ID } from '../panelDocument'
import { toTree } from '../panelRecord'
import { rankBetween } from '../place'
import { type Leaf, setField, type Tree, writeRecord } from '../records'
import { columnOfAccessor, columnOfKey } from './columns'
import { specFromWandb } from './panels'
import { settingsFromWandb } from './settings'

export interface ImportedPanel {
  /** Undefined of a kind that is not known here; it is kept all the same. */
  spec: PanelSpec | undefined
  id: string
  w: number | undefined
  h: number | undefined
  /** As it was written. */
  source: Tree
}

export interface ImportedSection {
  id: string
  title: string
  open: boolean
  columns: number | undefined
  settings: PanelDefaults
  panels: ImportedPanel[]
  source: Tree
}

export interface ImportedWorkspace {
  filter: Filter
  search: string
  sort: SortKey[]
  groupBy: ColumnId[]
  columns: { id: ColumnId; pinned: boolean; shown: boolean; width: number | undefined }[]
  defaults: PanelDefaults
  sections: ImportedSection[]
  /** All but panels and sections, as it was written. */
  source: Tree
  /** What could not be taken over, in words. */
  left: string[]
}

/** Pixels of a row of W&B's grid. */
const ROW_PIXELS = 42

const list = z.array(z.unknown()).catch([])
const tree = z.record(z.string(), z.unknown()).catch({})
const panelSchema = z.object({
  viewType: z.string(),
  config: z.unknown().optional(),
  layout: z.object({ w: z.number().optional(), h: z.number().optional() }).catch({}),
})
const sectionSchema = z.object({
  name: z.string().catch(''),
  isOpen: z.boolean().catch(true),
  flowConfig: z.object({ columnsPerPage: z.number().optional() }).catch({}),
  localPanelSettings: z.unknown().optional(),
  panels: list,
})
const runSetSchema = z.object({
  search: z.object({ query: z.string().catch(''), isRegex: z.boolean().catch(false) }).catch({
    query: '',
    isRegex: false,
  }),
  filters: z.unknown().optional(),
  grouping: list,
  sort: z.object({ keys: list }).catch({ keys: [] }),
  runFeed: z
    .object({ columnVisible: tree, columnPinned: tree, columnWidths: tree, columnOrder: list })
    .partial()
    .catch({}),
})

/**
 * @param newId ids of what is imported: panels of the same workspace may be imported twice
 * @throws ZodError when it is no workspace at all
 */
export function importWandbWorkspace(value: unknown, newId: () => string): ImportedWorkspace {
  const { section } = z.object({ section: z.record(z.string(), z.unknown()) }).parse(value)
  const bank = tree.parse(section['panelBankConfig'])
  const left: string[] = []
  const sections = list.parse(bank['sections']).map((one) => importSection(one, newId, left))
  const { search, filters, grouping, sort, runFeed } = runSetSchema.parse(
    list.parse(section['runSets'])[0] ?? {},
  )
  const { filter, left: leftOfFilter } = fromReportFilter(filters)
  left.push(...leftOfFilter)
  return {
    filter,
    search: search.isRegex && search.query ? `/${search.query}/` : search.query,
    sort: sort.keys.flatMap((one): SortKey[] => {
      const { key, ascending } = tree.parse(one)
      const column = columnOfKey(key)
      return column ? [{ column, descending: ascending !== true }] : []
    }),
    groupBy: grouping.flatMap((key) => columnOfKey(key) ?? []),
    columns: importColumns(runFeed),
    defaults: settingsFromWandb(section['settings']),
    sections,
    source: withoutSections(value, section, bank),
    left,
  }
}

function importSection(value: unknown, newId: () => string, left: string[]): ImportedSection {
  const written = tree.parse(value)
  const { name, isOpen, flowConfig, localPanelSettings, panels } = sectionSchema.parse(written)
  const { columnsPerPage } = flowConfig
  return {
    id: newId(),
    title: name,
    open: isOpen,
    columns:
      columnsPerPage === undefined
        ? undefined
        : Math.min(MAX_COLUMNS, Math.max(1, Math.round(columnsPerPage))),
    settings: settingsFromWandb(localPanelSettings),
    panels: panels.map((one) => importPanel(one, newId, left)),
    source: { ...(written as Tree), panels: undefined },
  }
}

function importPanel(value: unknown, newId: () => string, left: string[]): ImportedPanel {
  const id = newId()
  const source = tree.parse(value) as Tree
  const parsed = panelSchema.safeParse(value)
  if (!parsed.success) {
    left.push('a panel without a kind')
    return { id, source, spec: undefined, w: undefined, h: undefined }
  }
  const { viewType, config, layout } = parsed.data
  const spec = specFromWandb(id, viewType, config)
  if (!spec) left.push(`a panel of the kind “${viewType}”`)
  return {
    id,
    source,
    spec,
    w: layout.w === undefined ? undefined : clampWidth(Math.min(GRID_WIDTH, layout.w)),
    h: layout.h === undefined ? undefined : clampHeight((layout.h * ROW_PIXELS) / HEIGHT_UNIT),
  }
}

function importColumns(feed: z.output<typeof runSetSchema>['runFeed']) {
  const { columnVisible = {}, columnPinned = {}, columnWidths = {}, columnOrder = [] } = feed
  const names = new Set([
    ...columnOrder.filter((name) => typeof name === 'string'),
    ...Object.keys(columnVisible),
    ...Object.keys(columnPinned),
  ])
  return [...names].flatMap((name): ImportedWorkspace['columns'] => {
    const id = columnOfAccessor(name)
    if (!id) return []
    const width = columnWidths[name]
    return [
      {
        id,
        shown: columnVisible[name] !== false,
        pinned: columnPinned[name] === true,
        width: typeof width === 'number' && width >= 20 && width <= 2000 ? width : undefined,
      },
    ]
  })
}

function withoutSections(value: unknown, section: object, bank: object): Tree {
  return {
    ...(tree.parse(value) as Tree),
    section: { ...section, panelBankConfig: { ...bank, sections: undefined } },
  } as Tree
}

/** Where what was imported is kept as it was written; no spec and no setting reads it. */
export const SOURCE = 'wandb'
export const SOURCE_ID = 'wandb'

/** Writes it into a document without panels of its own, in a change of the caller's. */
export function writeImported(doc: Y.Doc, imported: ImportedWorkspace): void {
  const runSet = rootOf(doc, 'runSet')
  if (imported.search) runSet.set('search', imported.search)
  if (imported.sort.length > 0) runSet.set('sort', imported.sort as unknown as Leaf)
  if (imported.groupBy.length > 0) runSet.set('groupBy', [...imported.groupBy])
  const { filter } = imported
  const parts = filter.kind === 'and' ? filter.filters : [filter]
  parts.forEach((part, i) => {
    setField(rootOf(doc, 'conditions'), `imported-${i}`, ['filter'], [part as unknown as Leaf])
  })
  let rank = ''
  const next = () => (rank = rankBetween(rank, undefined))
  for (const { id, ...look } of imported.columns) {
    writeRecord(rootOf(doc, 'columns'), id, {}, { ...look, place: ['', next()] })
  }
  writeRecord(rootOf(doc, 'settings'), DEFAULTS_ID, {}, toTree(imported.defaults))
  setField(rootOf(doc, 'settings'), SOURCE_ID, ['source'], [plain(imported.source)])
  for (const { id, title, open, columns, settings, panels, source } of imported.sections) {
    writeRecord(
      rootOf(doc, 'sections'),
      id,
      {},
      {
        own: true,
        title,
        open,
        columns,
        place: ['', next()],
        settings: toTree(settings),
        [SOURCE]: [plain(source)],
      },
    )
    for (const panel of panels) {
      writeRecord(
        rootOf(doc, 'panels'),
        panel.id,
        {},
        {
          ...(panel.spec ? toTree(panel.spec) : {}),
          at: { spot: [id, '', next()], w: panel.w, h: panel.h },
          [SOURCE]: [plain(panel.source)],
        },
      )
    }
  }
}

/** JSON cannot say undefined. */
const plain = (source: Tree): Leaf => JSON.parse(JSON.stringify(source)) as Leaf

/** W&B's saved workspaces as ours. Whatever is not known here is kept, so that an export gives it back. */
import type * as Y from 'yjs'
import { z } from 'zod'
import type { PanelDefaults } from '../../panels/linePanel'
import { rootOf } from '../document'
import { MAX_COLUMNS } from '../layout'
import { DEFAULTS_ID } from '../panelDocument'
import { toTree } from '../panelRecord'
import { rankBetween } from '../place'
import { type Leaf, setField, type Tree, writeRecord } from '../records'
import { importPanel, type ImportedPanel } from './panel'
import { type ImportedRunSet, importRunSet } from './runSet'
import { settingsFromWandb } from './settings'

export interface ImportedSection {
  id: string
  title: string
  open: boolean
  columns: number | undefined
  settings: PanelDefaults
  panels: ImportedPanel[]
  source: Tree
}

export interface ImportedWorkspace extends ImportedRunSet {
  defaults: PanelDefaults
  sections: ImportedSection[]
  /** All but panels and sections, as it was written. */
  source: Tree
  /** What could not be taken over, in words. */
  left: string[]
}

const list = z.array(z.unknown()).catch([])
const tree = z.record(z.string(), z.unknown()).catch({})
const sectionSchema = z.object({
  name: z.string().catch(''),
  isOpen: z.boolean().catch(true),
  flowConfig: z.object({ columnsPerPage: z.number().optional() }).catch({}),
  localPanelSettings: z.unknown().optional(),
  panels: list,
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
  const runSet = importRunSet(list.parse(section['runSets'])[0])
  left.push(...runSet.left)
  return {
    ...runSet,
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
    panels: panels.map((one) => {
      const panel = importPanel(one, newId())
      if (!panel.spec) left.push(`a panel of the kind “${panel.viewType}”`)
      return panel
    }),
    source: { ...(written as Tree), panels: undefined },
  }
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

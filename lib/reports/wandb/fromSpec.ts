/** A report that was saved with W&B's tools, as one of ours; each part beside what it was made from. */
import { placeBetween, type Place } from '../../workspace/place'
import { MAX_NESTING, type ReportWidth } from '../limits'
import type { ReportNode } from '../nodes'
import { nodesFrom } from './blocksFrom'
import { type ImportedGrid, panelsFrom, settingsFrom } from './grids'
import { type ProjectName, type RunNames, type RunSetParts, runSetFrom } from './runSets'
import { type Json, list, object, words } from './slate'

export interface ImportedBlock {
  nodes: ReportNode[]
  source: Json
}

export interface ImportedReport {
  width: ReportWidth
  blocks: ImportedBlock[]
  /** Blank paragraphs that W&B's tools put around the text. */
  before: Json | undefined
  after: Json | undefined
  grids: ImportedGrid[]
  runSets: { runSet: RunSetParts; place: Place; source: Json }[]
  /** The whole. */
  source: Json
}

export interface ImportContext {
  /** The report's own project. */
  own: ProjectName
  names: RunNames
  /** What grids are called, in the order of the text; others get names of their own. */
  gridIds?: readonly string[]
}

export const WIDTHS: Record<string, ReportWidth> = {
  readable: 'readable',
  fixed: 'wide',
  fluid: 'full',
}

export class NoReportSpec extends Error {}

/** @throws NoReportSpec of what is no report's spec */
export function fromSpec(
  value: unknown,
  { own, names, gridIds = [] }: ImportContext,
): ImportedReport {
  const source = object(value)
  if (source['version'] !== 5 || !Array.isArray(source['blocks'])) {
    throw new NoReportSpec('spec: must be a report of version 5 with blocks')
  }
  const all = list(source['blocks']).map(object)
  const before = all.length > 1 && isBlank(all[0]) ? all[0] : undefined
  const after = all.length > 1 && isBlank(all.at(-1)) ? all.at(-1) : undefined
  const inner = all.slice(before ? 1 : 0, after ? -1 : undefined)
  const records = new Records(own, names, gridIds)
  const blocks = inner.map((block): ImportedBlock => {
    const nodes = nodesFrom(block, (grid) => records.add(grid))
    if (nodes.some((node) => depthOf(node) > MAX_NESTING)) {
      throw new NoReportSpec(`spec: blocks may lie within each other ${MAX_NESTING} deep`)
    }
    return { source: block, nodes }
  })
  const width = WIDTHS[words(source['width'])] ?? 'readable'
  const { grids, runSets } = records
  return { width, blocks, before, after, grids, runSets, source }
}

const isBlank = (block: Json | undefined): boolean =>
  block?.['type'] === 'paragraph' &&
  list(block['children']).every((child) => object(child)['text'] === '')

const depthOf = (node: ReportNode): number => 1 + Math.max(0, ...(node.content ?? []).map(depthOf))

class Records {
  readonly grids: ImportedGrid[] = []
  readonly runSets: ImportedReport['runSets'] = []
  private readonly taken = new Set<string>()

  constructor(
    private readonly own: ProjectName,
    private readonly names: RunNames,
    private readonly gridIds: readonly string[],
  ) {}

  add(block: Json): ReportNode {
    const n = this.grids.length
    const id = this.gridIds[n] ?? this.free(`grid/w-${n}`)
    this.taken.add(id)
    const metadata = object(block['metadata'])
    const colors = object(metadata['customRunColors'])
    const sources = list(metadata['runSets']).map(object)
    const ids = sources.map((source) => this.addRunSet(source, colors))
    this.grids.push({
      id,
      settings: settingsFrom(block),
      panels: panelsFrom(block, (source) => this.panelId(source)),
      runSets: ids.filter((_id, i) => sources[i]?.['enabled'] !== false),
      allRunSets: ids,
      source: block,
    })
    return { type: 'panelGrid', attrs: { gridId: id } }
  }

  private addRunSet(source: Json, colors: Json): string {
    const given = words(source['id'])
    const id = this.free(given.startsWith('runs/') ? given : `runs/w-${given || 'set'}`)
    const place = placeBetween(this.runSets.at(-1)?.place, undefined)
    const runSet = runSetFrom(source, id, this.own, colors, this.names)
    this.runSets.push({ runSet, place, source })
    return id
  }

  private panelId(source: Json): string {
    const given = words(source['__id__'])
    return this.free(given.includes('/') ? given : `own/w-${given || 'panel'}`)
  }

  /** W&B's tools give several things the same id. */
  private free(wanted: string): string {
    let id = wanted.slice(0, 200)
    for (let n = 2; this.taken.has(id); n++) id = `${wanted.slice(0, 200)}-${n}`
    this.taken.add(id)
    return id
  }
}

/** The records of an open report as they change: parts that still say the same stay the same objects. */
import type * as Y from 'yjs'
import { recordsOf, type ReportRecords } from '@/lib/reports/document'
import { type PanelGrid, readGrids } from '@/lib/reports/grids'
import { readRunSets, type ReportRunSet } from '@/lib/reports/runSets'
import { readSettings, type ReportSettings } from '@/lib/reports/settings'
import type { GridPanel } from '@/lib/reports/grids'

export interface Store<T> {
  get(): T
  subscribe(listener: () => void): () => void
  dispose(): void
}

export interface ShownGrids {
  byId: ReadonlyMap<string, PanelGrid>
  /** Panels whose grid is gone. */
  loose: readonly GridPanel[]
}

export function gridsStore(doc: Y.Doc): Store<ShownGrids> {
  const keptGrids = new Kept<PanelGrid>()
  const keptPanels = new Kept<GridPanel>()
  return new RecordStore(doc, ['grids', 'panels'], () => {
    const { grids, loose } = readGrids(doc)
    const same = (panel: GridPanel) => keptPanels.same(panel.spec.id, panel)
    return {
      byId: new Map(
        [...grids].map(([id, grid]) => [
          id,
          keptGrids.same(id, { ...grid, panels: grid.panels.map(same) }),
        ]),
      ),
      loose: loose.map(same),
    }
  })
}

/** In the order in which people put them. */
export function runSetsStore(doc: Y.Doc): Store<readonly ReportRunSet[]> {
  const kept = new Kept<ReportRunSet>((set) => ({
    ...set,
    hidden: [...set.hidden],
    colors: [...set.colors],
  }))
  return new RecordStore(doc, ['runSets'], () =>
    readRunSets(doc).map((set) => kept.same(set.id, set)),
  )
}

export function settingsStore(doc: Y.Doc): Store<ReportSettings> {
  return new RecordStore(doc, ['settings'], () => readSettings(doc))
}

class RecordStore<T> implements Store<T> {
  private value: T
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly doc: Y.Doc,
    private readonly roots: readonly ReportRecords[],
    private readonly read: () => T,
  ) {
    this.value = read()
    for (const root of roots) recordsOf(doc, root).observe(this.changed)
  }

  get = (): T => this.value

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  dispose(): void {
    for (const root of this.roots) recordsOf(this.doc, root).unobserve(this.changed)
    this.listeners.clear()
  }

  private readonly changed = () => {
    this.value = this.read()
    for (const listener of [...this.listeners]) listener()
  }
}

/** Hands out the object of before while it says the same. */
class Kept<T> {
  private readonly kept = new Map<string, { text: string; value: T }>()

  constructor(private readonly plain: (value: T) => unknown = (value) => value) {}

  same(id: string, value: T): T {
    const text = JSON.stringify(this.plain(value))
    const before = this.kept.get(id)
    if (before?.text === text) return before.value
    this.kept.set(id, { text, value })
    return value
  }
}

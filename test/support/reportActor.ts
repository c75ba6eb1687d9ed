// Somebody who changes a report in every way that people can, chosen by numbers.
import * as Y from 'yjs'
import { emptyPanel, PANEL_TYPES } from '@/lib/panels/spec'
import { runKey } from '@/lib/workspace/access'
import { addPanel, changePanel, movePanel, newPanelId } from '@/lib/workspace/panelChanges'
import { removePanel, resizePanel } from '@/lib/workspace/panelChanges'
import { placeBetween } from '@/lib/workspace/place'
import { deleteChild } from '@/lib/reports/blocks'
import { writeNodes } from '@/lib/reports/content'
import { contentOf } from '@/lib/reports/document'
import {
  addGrid,
  addRunSetToGrid,
  changeGrid,
  moveGrid,
  newGridId,
  removeGrid,
  removeRunSetFromGrid,
} from '@/lib/reports/gridChanges'
import { text } from '@/lib/reports/nodes'
import { readReport, type ReportState } from '@/lib/reports/read'
import {
  addRunSet,
  freezeRunSet,
  newRunSetId,
  removeRunSet,
  renameRunSet,
  unfreezeRunSet,
} from '@/lib/reports/runSetChanges'
import { ReportRunSetAccess } from '@/lib/reports/runSetAccess'
import { changeSettings } from '@/lib/reports/settings'

export class ReportActor {
  constructor(readonly doc: Y.Doc) {}

  sees = (): ReportState => readReport(this.doc)

  /** @param kind which change; @param n of what, and to what */
  act(kind: number, n: number): void {
    const acts = [...this.textActs(n), ...this.gridActs(n), ...this.runSetActs(n)]
    acts[kind % acts.length]!()
  }

  private textActs(n: number): (() => void)[] {
    const { doc } = this
    const content = contentOf(doc)
    const at = n % (content.length + 1)
    const block = content.length > 0 ? content.get(n % content.length) : undefined
    const words = () =>
      block instanceof Y.XmlElement && block.firstChild instanceof Y.XmlText
        ? block.firstChild
        : undefined
    return [
      () => content.insert(at, writeNodes([{ type: 'paragraph', content: [text(`block ${n}`)] }])),
      () => words()?.insert(n % ((words()?.length ?? 0) + 1), `w${n}`),
      () => words()?.format(0, Math.min(3, words()?.length ?? 0), { bold: {} }),
      () => block && deleteChild(content, block),
      () => changeSettings(doc, n % 2 === 0 ? { title: `Title ${n}` } : { width: 'wide' }),
    ]
  }

  private gridActs(n: number): (() => void)[] {
    const { doc } = this
    const { grids, unplaced, runSets } = this.sees()
    const all = [...grids, ...unplaced.grids]
    const grid = all[n % Math.max(1, all.length)]
    const panels = [...all.flatMap((one) => one.panels), ...unplaced.panels]
    const panel = panels[n % Math.max(1, panels.length)]
    const runSet = runSets[n % Math.max(1, runSets.length)]
    const at = n % (contentOf(doc).length + 1)
    const place = () => {
      const i = n % ((grid?.panels.length ?? 0) + 1)
      return placeBetween(grid?.panels[i - 1]?.place, grid?.panels[i]?.place)
    }
    const spec = () => emptyPanel(PANEL_TYPES[n % PANEL_TYPES.length]!, newPanelId())
    return [
      () => addGrid(doc, { id: newGridId(), runSets: runSet ? [runSet.id] : [] }, at),
      () => grid && moveGrid(doc, grid.id, at),
      () => grid && removeGrid(doc, grid.id),
      () => grid && changeGrid(doc, grid, { ...grid, caption: `caption ${n}` }),
      () => grid && changeGrid(doc, grid, { ...grid, columns: 1 + (n % 8) }),
      () => grid && runSet && addRunSetToGrid(doc, grid.id, runSet.id),
      () => grid && runSet && removeRunSetFromGrid(doc, grid.id, runSet.id),
      () => grid && addPanel(doc, spec(), grid.id, place()),
      () => panel && changePanel(doc, panel.spec, { ...panel.spec, title: `title ${n}` }),
      () => panel && grid && movePanel(doc, panel.spec, grid.id, place()),
      () => panel && resizePanel(doc, panel.spec, { w: n % 24, h: n % 60 }),
      () => panel && removePanel(doc, { spec: panel.spec, auto: false }),
    ]
  }

  private runSetActs(n: number): (() => void)[] {
    const { doc } = this
    const { runSets } = this.sees()
    const runSet = runSets[n % Math.max(1, runSets.length)]
    const access = () => runSet && new ReportRunSetAccess(doc, runSet.id)
    const frozen = { at: '2026-01-02T03:04:05.000Z', data: `kept-${n}`, runs: n, step: n }
    return [
      () => addRunSet(doc, { id: newRunSetId(), name: `runs ${n}` }),
      () => runSet && renameRunSet(doc, runSet.id, `renamed ${n}`),
      () => runSet && removeRunSet(doc, runSet),
      () => runSet && freezeRunSet(doc, runSet.id, frozen, new Map([[n, n + 100]])),
      () => runSet && unfreezeRunSet(doc, runSet.id, new Map([[n + 100, n]])),
      () => access()?.setSearch(`search ${n}`),
      () => access()?.setHidden([runKey(n)], n % 3 > 0),
      () => access()?.setColor(runKey(n % 5), '#aabbcc'),
    ]
  }
}

/** What a new report begins with. Only the server seeds: two browsers that seed make two seeds. */
import type * as Y from 'yjs'
import type { PanelSpec } from '../panels/spec'
import { toTree } from '../workspace/panelRecord'
import { placeBetween, type Place } from '../workspace/place'
import { setField, writeRecord } from '../workspace/records'
import { writeContent } from './content'
import { contentOf, newReportDoc, recordsOf, REPORT_SCHEMA } from './document'
import { type NewGrid, writeGrid } from './gridChanges'
import { doc as docNode, type ReportNode } from './nodes'
import { type NewRunSet, writeNewRunSet } from './runSetChanges'
import { REPORT_ID, setSettings, type SettingsChange } from './settings'

export interface ReportSeed extends SettingsChange {
  content: ReportNode
  runSets?: readonly NewRunSet[]
  grids?: readonly (NewGrid & { panels: readonly PanelSpec[] })[]
}

export const EMPTY_SEED: ReportSeed = { content: docNode([{ type: 'paragraph' }]) }

export function seedReport(seed: ReportSeed): Y.Doc {
  const doc = newReportDoc()
  doc.transact(() => {
    setSettings(doc, seed)
    setField(recordsOf(doc, 'settings'), REPORT_ID, ['schema'], REPORT_SCHEMA)
    let setPlace: Place | undefined
    for (const runSet of seed.runSets ?? []) {
      setPlace = placeBetween(setPlace, undefined)
      writeNewRunSet(doc, { place: setPlace, ...runSet })
    }
    for (const grid of seed.grids ?? []) {
      writeGrid(doc, grid)
      let place: Place | undefined
      for (const spec of grid.panels) {
        place = placeBetween(place, undefined)
        const record = { ...toTree(spec), at: { spot: [grid.id, ...place] } }
        writeRecord(recordsOf(doc, 'panels'), spec.id, {}, record)
      }
    }
    writeContent(contentOf(doc), seed.content)
  })
  return doc
}

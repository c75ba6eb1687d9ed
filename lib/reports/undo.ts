/** A person's undo over a report: what they typed and what they did to panels, as one history. */
import type * as Y from 'yjs'
import { OwnUndo } from '../workspace/undo'
import { contentOf, recordsOf, REPORT_ROOTS, type ReportRecords, type ReportRoot } from './document'

const ABOUT: Record<ReportRoot, string> = {
  content: 'Changed the text',
  settings: 'Changed the report’s settings',
  grids: 'Changed a grid of panels',
  panels: 'Changed a panel',
  runSets: 'Changed a run set',
}
const RECORDS = Object.keys(REPORT_ROOTS).filter((name) => name !== 'content') as ReportRecords[]

/** Words that are typed without a longer pause are taken back together. */
const TOGETHER_MS = 500

/** @param typing the origin under which the editor of the text writes to the document */
export function reportUndo(doc: Y.Doc, typing: unknown, togetherMs = TOGETHER_MS): OwnUndo {
  const maps = RECORDS.map((name) => [name, recordsOf(doc, name)] as const)
  return new OwnUndo(doc, {
    types: [contentOf(doc), ...maps.map(([, map]) => map)],
    about({ changed }) {
      const found = maps.find(([, map]) => changed.has(map as never))
      return ABOUT[found?.[0] ?? 'content']
    },
    typing: { origin: typing, togetherMs },
  })
}

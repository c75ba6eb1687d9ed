'use client'

/** What can be put into the text beside words: panels of each kind, grids, run sets. */
import type { Editor } from '@tiptap/core'
import { Binary, LayoutGrid, ListTree, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import { panelOf } from '@/components/panels/registry'
import { PANEL_ICONS } from '@/components/panels/panelIcons'
import { PANEL_LABELS, PANEL_TYPES } from '@/lib/panels/spec'
import { change } from '@/lib/workspace/change'
import { insertGrid, insertRunSet, type Spot, spotAt } from '@/lib/reports/insertedBlocks'
import type { OpenReport } from '../document/useReport'
import { useOpenReport } from '../document/reportContext'
import { writeNextRunSet } from '../runSets/newRunSet'
import { useReportPanels } from '../grid/reportPanels'

export interface InsertItem {
  id: string
  label: string
  /** Said after the label, quietly. */
  detail: string
  icon: LucideIcon
  /** Other words that people look for it by. */
  keywords: readonly string[]
  /** Where the editor's caret is. */
  insert: (editor: Editor) => void
}

/** None where nothing may be changed. */
export function useInsertItems(): readonly InsertItem[] {
  const open = useOpenReport()
  const { session, readOnly } = open
  const { askInsert, showRunSet } = useReportPanels()
  const { doc } = session
  return useMemo(() => {
    if (readOnly) return []
    const panels = PANEL_TYPES.filter((type) => panelOf(type)).map((type): InsertItem => ({
      id: `panel/${type}`,
      label: PANEL_LABELS[type],
      detail: 'Live panel',
      icon: PANEL_ICONS[type],
      keywords: ['panel', 'chart', type],
      insert: (editor) => askInsert(type, caretSpot(doc, editor)),
    }))
    return [
      ...panels,
      {
        id: 'panel-grid',
        label: 'Panel grid',
        detail: 'Panels side by side',
        icon: LayoutGrid,
        keywords: ['panels', 'charts', 'grid'],
        insert: (editor) => void insertGrid(doc, caretSpot(doc, editor)),
      },
      {
        id: 'metric',
        label: 'Metric value',
        detail: 'In a line; follows its runs',
        icon: Binary,
        keywords: ['metric', 'chip', 'value', 'best', 'max', 'min', 'mean'],
        insert: (editor) => insertChip(open, editor),
      },
      {
        id: 'run-set',
        label: 'Run set',
        detail: 'A list of runs',
        icon: ListTree,
        keywords: ['runs', 'table', 'filter'],
        insert: (editor) => showRunSet(insertRunSet(doc, caretSpot(doc, editor))),
      },
    ]
  }, [open, doc, readOnly, askInsert, showRunSet])
}

/** Before the block that the caret is in when that is empty, else behind it. */
export function caretSpot(doc: Parameters<typeof spotAt>[0], editor: Editor): Spot {
  const { $from, $to } = editor.state.selection
  const block = $from.depth > 0 ? $from.node(1) : null
  const empty = block?.type.name === 'paragraph' && block.content.size === 0
  return spotAt(doc, empty ? $from.index(0) : $to.indexAfter(0))
}

/** Selected, so that it opens what it shall be. Of the report's first run set, or of a new one. */
function insertChip(open: OpenReport, editor: Editor): void {
  const { doc } = open.session
  let runSetId = open.runSets.get()[0]?.id
  if (runSetId === undefined) {
    change(doc, 'Added a run set', () => {
      runSetId = writeNextRunSet(open)
    })
  }
  const at = editor.state.selection.from
  editor
    .chain()
    .insertContent({ type: 'metricChip', attrs: { runSetId, column: '', pick: 'max' } })
    .setNodeSelection(at)
    .run()
}

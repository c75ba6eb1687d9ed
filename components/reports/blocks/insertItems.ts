'use client'

/** What can be put into the text beside words: panels of each kind, grids, run sets. */
import type { Editor } from '@tiptap/core'
import { LayoutGrid, ListTree, type LucideIcon } from 'lucide-react'
import { useMemo } from 'react'
import { panelOf } from '@/components/panels/registry'
import { PANEL_ICONS } from '@/components/panels/panelIcons'
import { PANEL_LABELS, PANEL_TYPES } from '@/lib/panels/spec'
import { insertGrid, insertRunSet, type Spot, spotAt } from '@/lib/reports/insertedBlocks'
import { useOpenReport } from '../document/reportContext'
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
  const { session, readOnly } = useOpenReport()
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
        id: 'run-set',
        label: 'Run set',
        detail: 'A list of runs',
        icon: ListTree,
        keywords: ['runs', 'table', 'filter'],
        insert: (editor) => showRunSet(insertRunSet(doc, caretSpot(doc, editor))),
      },
    ]
  }, [doc, readOnly, askInsert, showRunSet])
}

/** Before the block that the caret is in when that is empty, else behind it. */
export function caretSpot(doc: Parameters<typeof spotAt>[0], editor: Editor): Spot {
  const { $from, $to } = editor.state.selection
  const block = $from.depth > 0 ? $from.node(1) : null
  const empty = block?.type.name === 'paragraph' && block.content.size === 0
  return spotAt(doc, empty ? $from.index(0) : $to.indexAfter(0))
}

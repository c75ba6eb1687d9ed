'use client'

import { createContext, useContext } from 'react'
import type { PanelActions } from '@/components/workspace/grid/panelActions'
import type { SpecDrafts } from '@/components/workspace/grid/specDrafts'
import type { PanelType } from '@/lib/panels/spec'
import type { Spot } from '@/lib/reports/insertedBlocks'

/** What the grids of a report share. The same object while the report is open. */
export interface ReportPanels {
  /** Absent where nothing can be changed. */
  actions: PanelActions | undefined
  drafts: SpecDrafts | undefined
  fullScreen: string | null
  setFullScreen: (panelId: string | null) => void
  /** Asks what panel to add to a grid. */
  askAdd: (gridId: string, type?: PanelType) => void
  /** Asks what panel to put into the text, in a grid of its own. */
  askInsert: (type: PanelType, spot: Spot) => void
  /** Opens the run set beside the page. */
  showRunSet: (runSetId: string) => void
}

export const ReportPanelsContext = createContext<ReportPanels | null>(null)

export function useReportPanels(): ReportPanels {
  const panels = useContext(ReportPanelsContext)
  if (!panels) throw new Error('there are no ReportPanels around')
  return panels
}

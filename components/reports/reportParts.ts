/** What other parts of reports put around the text: buttons at the top, and panes at the right. */
import { ListTree, type LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import { Outline } from './editor/Outline'
import { ShareBarPart } from './share/ShareBarPart'

/** Buttons of the bar, such as sharing and export. All find the report by `useOpenReport`. */
export const BAR_PARTS: readonly ComponentType[] = [ShareBarPart]

export interface RailPart {
  id: string
  label: string
  icon: LucideIcon
  /** The editor is around, by `useReportEditor`. */
  Pane: ComponentType
}

/** Panes of the rail; one is open at a time. */
export const RAIL_PARTS: readonly RailPart[] = [
  { id: 'outline', label: 'Outline', icon: ListTree, Pane: Outline },
]

/** What other parts of reports put around the text: buttons at the top, and panes at the right. */
import { History, ListTree, type LucideIcon, MessageSquare } from 'lucide-react'
import type { ComponentType } from 'react'
import { Export, Share } from './barParts'
import { CommentsPane } from './comments/CommentsPane'
import { HistoryPane } from './history/HistoryPane'
import { Outline } from './editor/Outline'

/** Buttons of the bar, such as sharing and export. All find the report by `useOpenReport`. */
export const BAR_PARTS: readonly ComponentType[] = [Share, Export]

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
  { id: 'comments', label: 'Comments', icon: MessageSquare, Pane: CommentsPane },
  { id: 'history', label: 'Versions', icon: History, Pane: HistoryPane },
]

'use client'

import { type ReactNode, useContext } from 'react'
import { PresenceContext } from '@/components/workspace/presence/usePresence'
import { ReportPanelsProvider } from '../grid/ReportPanelsProvider'
import { RunSetFeeds } from '../runSets/RunSetFeeds'
import { BlockPortals } from './BlockPortals'
import { EditorBlocks } from './EditorBlocks'
import { InsertPalette } from './InsertPalette'

/** Live panels and run sets of a report, around its text. Needs the report, the editor and presence. */
export function ReportBlocks({ children }: { children: ReactNode }) {
  const presence = useContext(PresenceContext)
  return (
    <RunSetFeeds>
      <ReportPanelsProvider presence={presence}>
        {children}
        <BlockPortals />
        <InsertPalette />
        <EditorBlocks />
      </ReportPanelsProvider>
    </RunSetFeeds>
  )
}

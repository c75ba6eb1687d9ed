'use client'

import { Ellipsis, Redo2, Undo2 } from 'lucide-react'
import { useContext, useState } from 'react'
import { SaveBadge } from '@/components/collab/SaveBadge'
import { IconButton } from '@/components/ui/IconButton'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { Avatars } from '@/components/workspace/presence/Avatars'
import { PresenceContext } from '@/components/workspace/presence/usePresence'
import { useOpenReport } from './document/reportContext'
import { BAR_PARTS, RAIL_PARTS } from './reportParts'

export interface ReportBarProps {
  undo: { canUndo: boolean; canRedo: boolean; run: (direction: 'undo' | 'redo') => void }
  /** Id of the open pane of the rail. */
  pane: string | null
  onPane: (id: string | null) => void
  /** Asked when it is opened: some of it counts. */
  menu: () => MenuItem[]
}

/** Above the text: undo, who is here, whether all is saved, and what can be done with the report. */
export function ReportBar({ undo, pane, onPane, menu }: ReportBarProps) {
  const { session, readOnly } = useOpenReport()
  const presence = useContext(PresenceContext)
  const [menuOpen, setMenuOpen] = useState(false)
  return (
    <div
      role="toolbar"
      aria-label="Report"
      className="flex min-h-10 flex-wrap items-center gap-1 border-b border-line px-2 py-1 md:px-3 print:hidden"
    >
      {!readOnly && (
        <>
          <IconButton
            label="Undo"
            icon={Undo2}
            disabled={!undo.canUndo}
            onClick={() => undo.run('undo')}
          />
          <IconButton
            label="Redo"
            icon={Redo2}
            disabled={!undo.canRedo}
            onClick={() => undo.run('redo')}
          />
        </>
      )}
      <SaveBadge session={session} />
      <div className="ml-auto flex items-center gap-1">
        <Avatars presence={presence} />
        {BAR_PARTS.map((Part, i) => (
          <Part key={i} />
        ))}
        {RAIL_PARTS.map(({ id, label, icon }) => (
          <IconButton
            key={id}
            label={label}
            icon={icon}
            aria-pressed={pane === id}
            className="aria-pressed:bg-selected aria-pressed:text-ink"
            onClick={() => onPane(pane === id ? null : id)}
          />
        ))}
        <Menu
          trigger={<IconButton label="More" icon={Ellipsis} />}
          open={menuOpen}
          onOpenChange={setMenuOpen}
          items={menuOpen ? menu() : []}
        />
      </div>
    </div>
  )
}

'use client'

import { FolderInput, Trash2, X } from 'lucide-react'
import { Checkbox } from '@/components/ui/Checkbox'
import { IconButton } from '@/components/ui/IconButton'
import type { RunRow } from '@/lib/api/runs'
import { countOf } from '@/lib/format/number'
import type { RunSelection } from './useRunSelection'

export interface SelectionBarProps {
  selection: RunSelection
  listed: number
  onMove: (runs: readonly RunRow[]) => void
  onDelete: (runs: readonly RunRow[]) => void
}

/** What may be done with the selected runs, over the list. */
export function SelectionBar({ selection, listed, onMove, onDelete }: SelectionBarProps) {
  const { selected, setAll, setSelecting } = selection
  const none = selected.length === 0
  const all = !none && selected.length === listed
  return (
    <div
      role="toolbar"
      aria-label="Selected runs"
      className="flex items-center gap-0.5 border-b border-line py-1 pr-2 pl-2.5"
    >
      <Checkbox
        label={none ? 'Select all' : `${countOf(selected.length, 'run')} selected`}
        checked={all ? true : none ? false : 'indeterminate'}
        onCheckedChange={setAll}
        className="min-w-0 grow text-12"
      />
      <IconButton
        label="Move to project"
        icon={FolderInput}
        disabled={none}
        onClick={() => onMove(selected)}
      />
      <IconButton
        label="Delete runs"
        icon={Trash2}
        disabled={none}
        className="not-disabled:text-danger"
        onClick={() => onDelete(selected)}
      />
      <IconButton label="Stop selecting" icon={X} onClick={() => setSelecting(false)} />
    </div>
  )
}

'use client'

import { useState } from 'react'
import { changeGrid } from '@/lib/reports/gridChanges'
import type { PanelGrid } from '@/lib/reports/grids'
import { MAX_CAPTION } from '@/lib/reports/limits'
import { useOpenReport } from '../document/reportContext'

/** What the panels show together, below them; a field where it stands. */
export function GridCaption({ grid }: { grid: PanelGrid }) {
  const { session, readOnly } = useOpenReport()
  const [draft, setDraft] = useState<string>()
  if (readOnly) {
    return grid.caption === '' ? null : (
      <p className="mt-1.5 text-center text-12 text-ink-2">{grid.caption}</p>
    )
  }
  const keep = () => {
    const caption = draft?.replace(/\s+/g, ' ').trim()
    if (caption !== undefined && caption !== grid.caption) {
      changeGrid(session.doc, grid, { ...grid, caption })
    }
    setDraft(undefined)
  }
  const empty = (draft ?? grid.caption) === ''
  return (
    <textarea
      aria-label="Caption"
      placeholder="Add a caption"
      rows={1}
      value={draft ?? grid.caption}
      maxLength={MAX_CAPTION}
      data-own-escape
      onFocus={() => setDraft(grid.caption)}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') {
          event.preventDefault()
          event.currentTarget.blur()
        } else if (event.key === 'Escape') {
          event.stopPropagation()
          setDraft(undefined)
          event.currentTarget
            .closest<HTMLElement>('[data-grid]')
            ?.querySelector<HTMLElement>('[data-panel]')
            ?.focus()
        }
      }}
      className={`mt-1 field-sizing-content w-full resize-none rounded-sm bg-transparent px-1 py-0.5 text-center text-12 text-ink-2 placeholder:text-ink-3 hover:bg-hover focus:bg-sunken ${empty ? 'opacity-0 group-focus-within/grid:opacity-100 group-hover/grid:opacity-100 pointer-coarse:opacity-100' : ''}`}
    />
  )
}

'use client'

import { ChevronRight } from 'lucide-react'
import { formatCount } from '@/lib/format/number'
import type { PanelSection } from '@/lib/panels/sections'

export function SectionHeader({
  section,
  open,
  onToggle,
}: {
  section: PanelSection
  open: boolean
  onToggle: () => void
}) {
  return (
    <h2 className="flex h-full items-center px-3 text-13">
      <button
        type="button"
        aria-expanded={open}
        onClick={onToggle}
        className="-ml-1.5 flex h-7 min-w-0 items-center gap-1 rounded-md pr-2 pl-1 hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={`size-3.5 shrink-0 text-ink-3 ${open ? 'rotate-90' : ''}`}
        />
        <span className="truncate font-semibold">{section.title}</span>
        <span className="ml-1 font-normal text-ink-3 tabular-nums">
          {formatCount(section.panels.length)}
        </span>
      </button>
    </h2>
  )
}

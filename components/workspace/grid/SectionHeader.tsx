'use client'

import {
  ArrowDown,
  ArrowUp,
  ChevronRight,
  Ellipsis,
  Pencil,
  Plus,
  Settings2,
  Trash2,
} from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '@/components/ui/IconButton'
import { Menu, type MenuItem } from '@/components/ui/Menu'
import { formatCount } from '@/lib/format/number'
import type { Section } from '@/lib/workspace/arrange'
import type { CellShared } from './PanelCell'
import { SectionSettings } from './SectionSettings'
import type { SettingsChange } from '@/lib/panels/linePanel'

/** What can be done with sections; all but `toggle` only by those who may change the view. */
export interface SectionActions {
  toggle(section: Section): void
  change?: {
    addPanel(section: Section): void
    rename(section: Section, title: string): void
    move(section: Section, by: 1 | -1): void
    remove(section: Section): void
    settings(section: Section, changes: SettingsChange): void
    columns(section: Section, columns: number | undefined): void
  }
}

export function SectionHeader({
  section,
  open,
  shared,
  actions,
}: {
  section: Section
  open: boolean
  shared: CellShared
  actions: SectionActions
}) {
  const [naming, setNaming] = useState(false)
  const [setting, setSetting] = useState(false)
  const { change } = actions
  const items: MenuItem[] = change
    ? [
        { label: 'Rename…', icon: Pencil, onSelect: () => setNaming(true) },
        { label: 'Settings…', icon: Settings2, onSelect: () => setSetting(true) },
        'separator',
        { label: 'Move up', icon: ArrowUp, onSelect: () => change.move(section, -1) },
        { label: 'Move down', icon: ArrowDown, onSelect: () => change.move(section, 1) },
        'separator',
        {
          label: 'Delete section',
          icon: Trash2,
          danger: true,
          onSelect: () => change.remove(section),
        },
      ]
    : []
  return (
    <div data-section={section.id} className="group/section flex h-full items-center px-3 text-13">
      {naming && change ? (
        <NameField
          title={section.title}
          onDone={(title) => {
            setNaming(false)
            if (title && title !== section.title) change.rename(section, title)
          }}
        />
      ) : (
        <h2 className="flex min-w-0">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => actions.toggle(section)}
            onKeyDown={(event) => {
              const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined
              if (!change || !event.altKey || !by) return
              event.preventDefault()
              change.move(section, by)
            }}
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
      )}
      {change && !naming && (
        <span className="ml-1 flex opacity-0 group-focus-within/section:opacity-100 group-hover/section:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-100">
          <IconButton
            label={`Add a panel to ${section.title}`}
            icon={Plus}
            onClick={() => change.addPanel(section)}
          />
          <Menu
            align="start"
            trigger={<IconButton label={`More about ${section.title}`} icon={Ellipsis} />}
            items={items}
          />
        </span>
      )}
      {setting && change && (
        <SectionSettings
          section={section}
          shared={shared}
          onSettings={(changes) => change.settings(section, changes)}
          onColumns={(columns) => change.columns(section, columns)}
          onClose={() => setSetting(false)}
        />
      )}
    </div>
  )
}

function NameField({ title, onDone }: { title: string; onDone: (title: string | null) => void }) {
  const [draft, setDraft] = useState(title)
  return (
    <input
      aria-label="Section name"
      autoFocus
      value={draft}
      maxLength={256}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => onDone(draft.trim())}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') onDone(draft.trim())
        else if (event.key === 'Escape') onDone(null)
      }}
      className="h-7 min-w-40 rounded-sm bg-sunken px-2 font-semibold"
    />
  )
}

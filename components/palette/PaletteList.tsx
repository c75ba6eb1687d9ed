'use client'

import { Command } from 'cmdk'
import { useMemo, useState, useSyncExternalStore } from 'react'
import { itemClass } from '@/components/ui/floating'
import { useSelected } from '@/components/ui/useSelected'
import { rank } from '@/lib/search/rank'
import type { PaletteItem, PaletteRegistry } from './registry'
import { useOwnItems } from './useOwnItems'

/** Of each group as many are shown before anything is typed, and afterwards. */
const SHOWN_AT_FIRST = 6
const SHOWN_OF_GROUP = 20

export interface PaletteListProps {
  registry: PaletteRegistry
  onDone: () => void
}

export function PaletteList({ registry, onDone }: PaletteListProps) {
  const [query, setQuery] = useState('')
  const ofPage = useSyncExternalStore(registry.subscribe, registry.getItems, registry.getItems)
  const own = useOwnItems()
  const groups = useMemo(() => grouped([...ofPage, ...own], query), [ofPage, own, query])
  const shown = groups.flatMap(([, items]) => items)
  const choose = (item: PaletteItem | undefined) => {
    onDone()
    item?.onSelect()
  }
  const selected = useSelected(
    shown.map(({ id }) => id),
    query,
    (id) => choose(shown.find((item) => item.id === id)),
  )
  return (
    // Ranked here rather than by cmdk: a project may have thousands of runs and panels.
    <Command
      shouldFilter={false}
      loop
      label="Search or jump to"
      {...selected}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Search projects, runs, pages …"
        className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-14 outline-none max-sm:text-16"
      />
      <Command.List className="min-h-0 overflow-y-auto overscroll-contain p-1">
        <Command.Empty className="px-3 py-6 text-center text-ink-2">
          Nothing matches “{query}”
        </Command.Empty>
        {groups.map(([group, items]) => (
          <Command.Group
            key={group}
            heading={group}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3"
          >
            {items.map((item) => (
              <Command.Item
                key={item.id}
                value={item.id}
                onSelect={() => choose(item)}
                className={`${itemClass()} min-h-8! data-[selected=true]:bg-hover max-sm:min-h-10!`}
              >
                <span className="grid size-4 shrink-0 place-items-center text-ink-3">
                  {item.sign ?? (item.icon && <item.icon aria-hidden className="size-3.5" />)}
                </span>
                <span className="truncate">{item.label}</span>
                {item.detail && (
                  <span className="ml-auto max-w-1/2 shrink-0 truncate text-12 text-ink-3">
                    {item.detail}
                  </span>
                )}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  )
}

function grouped(items: readonly PaletteItem[], query: string): [string, PaletteItem[]][] {
  const byGroup = Map.groupBy(items, (item) => item.group)
  const limit = query.trim() === '' ? SHOWN_AT_FIRST : SHOWN_OF_GROUP
  const text = (item: PaletteItem) => `${item.label} ${item.detail ?? ''}`
  return [...byGroup]
    .map(([group, all]): [string, PaletteItem[]] => [group, rank(query, all, text, limit)])
    .filter(([, shown]) => shown.length > 0)
}

'use client'

import { Command } from 'cmdk'
import { ChevronDown, X } from 'lucide-react'
import { useState } from 'react'
import { useProjectRuns } from '@/components/live/useProjectRuns'
import { Button } from '@/components/ui/Button'
import { itemClass } from '@/components/ui/floating'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import { RunStateDot } from '@/components/ui/RunState'
import { useSelected } from '@/components/ui/useSelected'
import { rank } from '@/lib/search/rank'

const SHOWN = 50

export interface RunChoiceProps {
  entity: string
  project: string
  /** By its name; null for all. */
  run: string | null
  onRun: (run: string | null) => void
}

/** One of the project's runs, found by typing, or all of them. */
export function RunChoice({ entity, project, run, onRun }: RunChoiceProps) {
  const [open, setOpen] = useState(false)
  const [query, setQuery] = useState('')
  const runs = useProjectRuns(entity, project).data?.runs ?? []
  const chosen = runs.find(({ name }) => name === run)
  const found = rank(query, runs, ({ displayName, name }) => `${displayName} ${name}`, SHOWN)
  const choose = (name: string) => {
    onRun(name)
    setOpen(false)
  }
  const selected = useSelected(
    found.map(({ name }) => name),
    query,
    choose,
  )
  return (
    <div className="flex min-w-0 items-center gap-1">
      <Popover
        label="Runs"
        open={open}
        onOpenChange={(next) => {
          setQuery('')
          setOpen(next)
        }}
        className="w-72 p-0!"
        trigger={
          <Button className="max-w-72 min-w-0 shrink!">
            <span className="truncate">
              {run === null ? 'All runs' : (chosen?.displayName ?? run)}
            </span>
            <ChevronDown aria-hidden className="size-3.5 shrink-0 text-ink-3" />
          </Button>
        }
      >
        <Command
          shouldFilter={false}
          loop
          label="Runs"
          {...selected}
          className="flex min-h-0 flex-col"
        >
          <Command.Input
            value={query}
            onValueChange={setQuery}
            placeholder="Search runs …"
            aria-label="Search runs"
            className="h-9 shrink-0 border-b border-line bg-transparent px-3 outline-none max-sm:text-16"
          />
          <Command.List className="max-h-72 min-h-0 overflow-y-auto overscroll-contain p-1">
            <Command.Empty className="px-2 py-1.5 text-ink-3">No run is called that.</Command.Empty>
            {found.map(({ id, name, displayName, state }) => (
              <Command.Item
                key={id}
                value={name}
                onSelect={() => choose(name)}
                className={`${itemClass()} data-[selected=true]:bg-hover`}
              >
                <RunStateDot state={state} />
                <span className="min-w-0 grow truncate" title={displayName}>
                  {displayName}
                </span>
                <span className="max-w-24 truncate text-12 text-ink-3">{name}</span>
              </Command.Item>
            ))}
          </Command.List>
        </Command>
      </Popover>
      {run !== null && <IconButton label="Show all runs" icon={X} onClick={() => onRun(null)} />}
    </div>
  )
}

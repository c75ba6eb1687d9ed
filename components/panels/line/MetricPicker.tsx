'use client'

import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { itemClass } from '@/components/ui/floating'
import { IconButton } from '@/components/ui/IconButton'
import { Popover } from '@/components/ui/Popover'
import { useSelected } from '@/components/ui/useSelected'
import { api } from '@/lib/api/client'
import { displayKey, isInternalKey } from '@/lib/metrics/keys'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { rank } from '@/lib/search/rank'

interface MetricPickerProps {
  /** Accessible name. */
  label: string
  entity: string
  project: string
  stream: Stream
  keys: readonly string[]
  onChange: (keys: string[]) => void
  most?: number
}

const SHOWN = 50

/** Some of the metrics that the project's runs log, found by typing. */
export function MetricPicker(props: MetricPickerProps) {
  const { label, keys, onChange, most = 20 } = props
  const [open, setOpen] = useState(false)
  return (
    <div>
      <p className="mb-1 text-13 font-medium">{label}</p>
      <ul className="flex flex-col">
        {keys.map((key) => (
          <li key={key} className="flex h-7 items-center justify-between gap-2">
            <span className="min-w-0 truncate font-mono text-12" title={displayKey(key)}>
              {displayKey(key)}
            </span>
            <IconButton
              label={`Remove ${displayKey(key)}`}
              icon={X}
              onClick={() => onChange(keys.filter((other) => other !== key))}
            />
          </li>
        ))}
      </ul>
      {keys.length < most && (
        <Popover
          label={`Add to ${label.toLowerCase()}`}
          open={open}
          onOpenChange={setOpen}
          className="w-72 p-0!"
          trigger={
            <Button icon={Plus} className="mt-1">
              Add key
            </Button>
          }
        >
          <Choices
            {...props}
            onChoose={(key) => {
              onChange([...keys, key])
              setOpen(false)
            }}
          />
        </Popover>
      )}
    </div>
  )
}

function Choices({
  label,
  entity,
  project,
  stream,
  keys,
  onChoose,
}: MetricPickerProps & { onChoose: (key: string) => void }) {
  const [query, setQuery] = useState('')
  const known = useQuery({
    queryKey: queryKeys.projectKeys(entity, project),
    queryFn: ({ signal }) => api.projectKeys(entity, project, signal),
    staleTime: Infinity,
  })
  const offered = (known.data?.[stream] ?? []).filter(
    (key) => !isInternalKey(key) && !keys.includes(key),
  )
  const found = rank(query, offered, displayKey, SHOWN)
  // What no run logs yet may be chosen before it is there.
  const typed = query.trim()
  const isNew = typed !== '' && !offered.includes(typed) && !keys.includes(typed)
  const selected = useSelected(isNew ? [...found, newValue(typed)] : found, query, (id) =>
    onChoose(found.includes(id) ? id : typed),
  )
  return (
    <Command
      shouldFilter={false}
      loop
      label={label}
      {...selected}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        value={query}
        onValueChange={setQuery}
        placeholder="Search keys …"
        aria-label="Search keys"
        className="h-9 shrink-0 border-b border-line bg-transparent px-3 outline-none max-sm:text-16"
      />
      <Command.List className="max-h-72 min-h-0 overflow-y-auto overscroll-contain p-1">
        {found.map((key) => (
          <Choice key={key} value={key} onSelect={() => onChoose(key)}>
            {displayKey(key)}
          </Choice>
        ))}
        {isNew && (
          <Choice value={newValue(typed)} onSelect={() => onChoose(typed)}>
            {typed} <span className="text-ink-3">not logged yet</span>
          </Choice>
        )}
      </Command.List>
    </Command>
  )
}

const newValue = (typed: string) => `new ${typed}`

function Choice(props: { value: string; onSelect: () => void; children: React.ReactNode }) {
  return (
    <Command.Item
      value={props.value}
      onSelect={props.onSelect}
      className={`${itemClass()} data-[selected=true]:bg-hover`}
    >
      <span className="truncate font-mono text-12">{props.children}</span>
    </Command.Item>
  )
}

'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { formatCount } from '@/lib/format/number'

/** Members shown at first of a long list. */
const SHOWN_AT_FIRST = 100
/** Small trees are open at first. */
const OPEN_DEPTH = 2
const OPEN_MEMBERS = 30

/** A JSON value whose objects and lists open and close. */
export function JsonPreview({ name, value }: { name: string; value: unknown }) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={name}
      className="max-h-full overflow-auto rounded-md bg-sunken p-2 font-mono text-12/5"
    >
      <Node value={value} depth={0} />
    </div>
  )
}

function Node({ label, value, depth }: { label?: string; value: unknown; depth: number }) {
  const members = membersOf(value)
  if (members && members.length > 0) return <Branch {...{ label, value, members, depth }} />
  return (
    <div className="flex min-h-5 pl-5">
      <Label label={label} />
      <span className={`whitespace-pre-wrap wrap-anywhere ${colorOf(value)}`}>
        {typeof value === 'number' ? String(value) : JSON.stringify(value)}
      </span>
    </div>
  )
}

function Branch({
  label,
  value,
  members,
  depth,
}: {
  label: string | undefined
  value: unknown
  members: [string, unknown][]
  depth: number
}) {
  const [open, setOpen] = useState(depth < OPEN_DEPTH && members.length <= OPEN_MEMBERS)
  const [limit, setLimit] = useState(SHOWN_AT_FIRST)
  const Chevron = open ? ChevronDown : ChevronRight
  const isList = Array.isArray(value)
  const count = formatCount(members.length)
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-5 max-w-full items-center rounded-sm text-left hover:bg-hover"
      >
        <Chevron aria-hidden className="mr-1 size-4 shrink-0 text-ink-3" />
        <Label label={label} />
        <span className="text-ink-3">{isList ? `[${count}]` : `{${count}}`}</span>
      </button>
      {open && (
        <div className="ml-2 border-l border-line pl-2">
          {members.slice(0, limit).map(([key, member]) => (
            <Node key={key} label={key} value={member} depth={depth + 1} />
          ))}
          {members.length > limit && (
            <Button className="my-1 ml-5" onClick={() => setLimit(limit + 1000)}>
              Show more of {count}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function Label({ label }: { label: string | undefined }) {
  return label === undefined ? null : <span className="mr-2 shrink-0 text-ink-2">{label}:</span>
}

function membersOf(value: unknown): [string, unknown][] | undefined {
  return value !== null && typeof value === 'object' ? Object.entries(value) : undefined
}

function colorOf(value: unknown): string {
  if (typeof value === 'string') return 'text-(--ansi-2)'
  return typeof value === 'number' ? 'text-(--ansi-4)' : 'text-(--ansi-5)'
}

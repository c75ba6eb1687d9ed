'use client'

import { Snowflake } from 'lucide-react'
import { useHydrated } from '@/components/ui/useHydrated'
import { useNow } from '@/components/ui/useNow'
import { countOf } from '@/lib/format/number'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { asOfText } from './asOf'
import type { ResolvedRunSet } from './resolvedRunSets'

/** A run set over what it draws: its name, how many runs, and as of when. Opens it. */
export function RunSetChip({
  set,
  resolved,
  onOpen,
}: {
  set: ReportRunSet
  resolved: ResolvedRunSet | undefined
  onOpen: () => void
}) {
  return (
    <button
      type="button"
      onClick={onOpen}
      className="-ml-1.5 flex h-6 min-w-0 items-center gap-1.5 rounded-md px-1.5 text-12 text-ink-2 hover:bg-hover"
    >
      <span className="sr-only">Run set</span>
      <LiveDot set={set} failed={resolved?.error !== undefined && resolved.error !== null} />
      <span className="truncate font-medium text-ink">{set.name || 'Unnamed run set'}</span>
      {resolved?.ready && !set.frozen && (
        <span className="shrink-0 tabular-nums">{countOf(resolved.drawn.drawn.length, 'run')}</span>
      )}
      <AsOf set={set} resolved={resolved} className="truncate text-ink-3" />
    </button>
  )
}

function LiveDot({ set, failed }: { set: ReportRunSet; failed: boolean }) {
  if (set.frozen) return <Snowflake aria-hidden className="size-3 shrink-0 text-accent" />
  return (
    <span
      aria-hidden
      className={`size-1.5 shrink-0 rounded-full ${failed ? 'bg-danger' : 'bg-success'}`}
    />
  )
}

/** `Live, updated 4 s ago`, kept right while it is on screen. */
export function AsOf({
  set,
  resolved,
  className,
}: {
  set: ReportRunSet
  resolved: ResolvedRunSet | undefined
  className?: string
}) {
  const hydrated = useHydrated()
  const now = useNow(set.frozen ? null : 1000)
  if (resolved?.error) return <span className={className}>cannot be read</span>
  return (
    <span className={className}>
      {asOfText(set.frozen, hydrated ? resolved?.updatedAt : undefined, now)}
    </span>
  )
}

'use client'

import { Snowflake, Zap } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { reportsApi } from '@/lib/api/reportsClient'
import { countOf } from '@/lib/format/number'
import { formatExactTime } from '@/lib/format/time'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { useOpenReport } from '../document/reportContext'
import { AsOf } from './RunSetChip'
import type { ResolvedRunSet } from './resolvedRunSets'
import { useFreezing } from './useFreezing'

/** As of when a run set is, and the way to the other. */
export function FreezeControl({
  set,
  resolved,
}: {
  set: ReportRunSet
  resolved: ResolvedRunSet | undefined
}) {
  const { readOnly } = useOpenReport()
  const { freeze, unfreeze, busy } = useFreezing(set.id)
  const { frozen } = set
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-sunken px-2.5 py-1.5">
      <span
        className="flex min-w-0 flex-col text-12"
        title={frozen ? formatExactTime(Date.parse(frozen.at)) : undefined}
      >
        <AsOf set={set} resolved={resolved} className="text-ink" />
        {frozen && <Since set={set} at={frozen.at} />}
      </span>
      {!readOnly &&
        (frozen ? (
          <Button icon={Zap} busy={busy} onClick={unfreeze}>
            Make live
          </Button>
        ) : (
          <Button icon={Snowflake} busy={busy} disabled={!resolved?.ready} onClick={freeze}>
            Freeze
          </Button>
        ))}
    </div>
  )
}

/** How many runs match by now that did not when the set was frozen. */
function Since({ set, at }: { set: ReportRunSet; at: string }) {
  const { item } = useOpenReport()
  const { id, search, conditions } = set
  const since = useQuery({
    queryKey: queryKeys.runsSince(item.slug, id, { at, search, conditions }),
    queryFn: ({ signal }) => reportsApi.since(item.slug, id, signal),
    // Nothing tells of runs of a project that nothing here draws.
    refetchInterval: 30_000,
  })
  const count = since.data?.newRuns ?? 0
  if (count === 0) return null
  return (
    <span className="text-accent">
      {countOf(count, 'new run')} {count === 1 ? 'matches' : 'match'} since
    </span>
  )
}

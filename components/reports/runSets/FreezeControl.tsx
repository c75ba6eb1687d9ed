'use client'

import { Snowflake, Zap } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/components/live/queryKeys'
import { Button } from '@/components/ui/Button'
import { runQueries } from '@/lib/api/runQueryClient'
import { both } from '@/lib/filters/ast'
import { countOf } from '@/lib/format/number'
import { formatExactTime } from '@/lib/format/time'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { useOpenReport } from '../document/reportContext'
import { AsOf } from './RunSetChip'
import type { ResolvedRunSet } from './resolvedRunSets'
import { runSetPlace } from './runSetPlace'
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

/** How many runs would be drawn by now that were not there when the set was frozen. */
function Since({ set, at }: { set: ReportRunSet; at: string }) {
  const { item } = useOpenReport()
  const { entity, project } = runSetPlace({ ...set, frozen: null }, item)
  const { conditions, search } = set
  const filter = both(...conditions.filter(({ disabled }) => !disabled).map((one) => one.filter), {
    kind: 'compare',
    key: 'run:createdAt',
    op: '>',
    value: at,
  })
  const question = { filter, ...(search.trim() === '' ? {} : { search }), sort: [] }
  const newer = useQuery({
    queryKey: queryKeys.runIds(entity, project, question),
    queryFn: ({ signal }) => runQueries(entity, project).ids(question, signal),
  })
  if (!newer.data || newer.data.length === 0) return null
  return (
    <span className="text-accent">
      {countOf(newer.data.length, 'new run')} {newer.data.length === 1 ? 'matches' : 'match'} since
    </span>
  )
}

'use client'

import { useRunSets } from '../document/reportContext'
import { useReportPanels } from '../grid/reportPanels'
import { useReportRunSet } from './resolvedRunSets'
import { RunSetChip } from './RunSetChip'
import { RunSetRuns } from './RunSetRuns'

/** Pixels of what stands over the runs, of a run, and of the whole at least and at most. */
const HEAD_PX = 160
const ROW_PX = 28
const [LEAST_PX, MOST_PX] = [240, 360]

const heightOf = (runs: number) => Math.min(MOST_PX, Math.max(LEAST_PX, HEAD_PX + runs * ROW_PX))

/** A run set in the text: its runs as a list one can search, filter and hide from. */
export function RunSetBlock({ id }: { id: string }) {
  const set = useRunSets().find((one) => one.id === id)
  const resolved = useReportRunSet(id)
  const { showRunSet } = useReportPanels()
  if (!set) return <p className="py-2 text-12 text-ink-3">This run set was deleted.</p>
  return (
    <div
      role="group"
      aria-label={`Run set: ${set.name || 'unnamed'}`}
      style={{ height: heightOf(resolved?.total ?? 0) }}
      className="my-1 flex min-w-0 flex-col overflow-hidden rounded-md border border-line font-sans text-13"
    >
      <div className="flex h-9 shrink-0 items-center border-b border-line px-3">
        <RunSetChip set={set} resolved={resolved} onOpen={() => showRunSet(id)} />
      </div>
      <RunSetRuns resolved={resolved} />
    </div>
  )
}

'use client'

import { useRunSets } from '../document/reportContext'
import { useReportPanels } from '../grid/reportPanels'
import { useReportRunSet } from './resolvedRunSets'
import { RunSetChip } from './RunSetChip'
import { RunSetRuns } from './RunSetRuns'

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
      className="my-1 flex h-80 min-w-0 flex-col rounded-md border border-line bg-raised font-sans text-13"
    >
      <div className="flex h-9 shrink-0 items-center border-b border-line px-3">
        <RunSetChip set={set} resolved={resolved} onOpen={() => showRunSet(id)} />
      </div>
      <RunSetRuns resolved={resolved} />
    </div>
  )
}

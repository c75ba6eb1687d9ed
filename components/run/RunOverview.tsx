'use client'

import { useMemo } from 'react'
import { RunAlerts } from '@/components/alerts/RunAlerts'
import { NotesEditor } from '@/components/ui/NotesEditor'
import { TagEditor } from '@/components/ui/TagEditor'
import type { RunDetail } from '@/lib/api/runs'
import { RunFacts } from './RunFacts'
import { useEditRun } from './useEditRun'
import { ValueTree } from './ValueTree'

/** What was set, what came out, where it ran, and what people say about it. */
export function RunOverview({ detail }: { detail: RunDetail }) {
  const edit = useEditRun(detail)
  const { run, canWrite } = detail
  const summary = useMemo(() => withoutInternals(detail.summary), [detail.summary])
  return (
    <div className="mx-auto grid w-full max-w-320 gap-x-10 gap-y-6 px-3 py-4 md:px-4 lg:grid-cols-2">
      <RunAlerts detail={detail} />
      <section aria-labelledby="notes" className="min-w-0">
        <h2 id="notes" className="mb-1 flex h-8 items-center text-14">
          Notes
        </h2>
        <NotesEditor
          label="Notes"
          value={run.notes}
          readOnly={!canWrite}
          onSave={(notes) => edit({ notes })}
        />
        <h2 className="mt-4 mb-1 flex h-8 items-center text-14">Tags</h2>
        <TagEditor tags={run.tags} readOnly={!canWrite} onChange={(tags) => edit({ tags })} />
      </section>
      <RunFacts detail={detail} />
      <ValueTree
        id="config"
        title="Config"
        tree={detail.config}
        empty="The script passed no config to wandb.init()."
      />
      <ValueTree
        id="summary"
        title="Summary"
        tree={summary}
        empty="Nothing has been logged yet. The last value of each key appears here."
      />
    </div>
  )
}

function withoutInternals(summary: RunDetail['summary']): RunDetail['summary'] {
  return Object.fromEntries(Object.entries(summary).filter(([name]) => name !== '_wandb'))
}

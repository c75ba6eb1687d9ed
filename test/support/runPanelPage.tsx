// A page with panels of any kind and nothing around them, for tests of the panels themselves. It runs in
// the browser, bundled by runPanels.ts, and talks to the real server.
import { useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { LiveProvider } from '@/components/live/LiveProvider'
import { useProjectEvents, useProjectRuns } from '@/components/live/useProjectRuns'
import { highlight } from '@/components/panels/highlight'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import type { PanelProps } from '@/components/panels/panelProps'
import { panelOf } from '@/components/panels/registry'
import { Providers } from '@/components/shell/Providers'
import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import type { Filter } from '@/lib/filters/ast'
import { panelRun } from '@/lib/panels/panelRun'
import type { ColumnId } from '@/lib/runs/columns'
import type { PanelSpec } from '@/lib/panels/spec'
import { runKey } from '@/lib/workspace/access'

export interface RunPanelPageOptions {
  entity: string
  project: string
  specs: PanelSpec[]
  height?: number
  /** One panel a row. */
  wide?: boolean
  /** Nobody may change the panels or filter. */
  readOnly?: boolean
  /** Names of runs that are not drawn. */
  hidden?: string[]
  groupBy?: ColumnId[]
}

declare global {
  interface Window {
    runPanelPage: RunPanelPageOptions
    /** What the panels are now, what they asked to filter by, and the run that is lit. */
    seen: { specs: PanelSpec[]; filters: Filter[]; highlight: typeof highlight }
  }
}

const NO_GROUPS: ColumnId[] = []

function Page({
  entity,
  project,
  specs: first,
  height,
  wide,
  readOnly,
  hidden = [],
  groupBy = NO_GROUPS,
}: RunPanelPageOptions) {
  const facts = useQuery({
    queryKey: ['project', entity, project],
    queryFn: () => api.project(entity, project),
  })
  const list = useProjectRuns(entity, project)
  useProjectEvents(entity, project, facts.data?.id)
  const [specs, setSpecs] = useState(first)
  const all = useMemo(
    () => list.data?.runs.map((run) => panelRun(run, entity, project)),
    [list.data, entity, project],
  )
  const runSet = useMemo((): PanelRunSet => {
    const ids = all?.filter(({ name }) => hidden.includes(name)).map(({ id }) => runKey(id))
    return {
      entity,
      project,
      query: { sort: [] },
      groupBy,
      hidden: new Set(ids),
      colors: new Map(),
    }
  }, [all, entity, project, hidden, groupBy])
  const runs = useMemo(() => all?.filter(({ name }) => !hidden.includes(name)), [all, hidden])
  const change = (at: number) => (next: PanelSpec) => {
    setSpecs((before) => {
      const after = before.with(at, next)
      window.seen.specs = after
      return after
    })
  }
  return (
    <main className="p-4">
      <h1>Panels</h1>
      <h2>{project}</h2>
      <div
        className={
          wide
            ? 'grid gap-3'
            : 'grid grid-cols-[repeat(auto-fill,minmax(min(28rem,100%),1fr))] gap-3'
        }
      >
        {runs &&
          specs.map((spec, at) => (
            <Panel
              key={spec.id}
              {...{ spec, runs, runSet, height }}
              onSpecChange={readOnly ? undefined : change(at)}
              onFilter={readOnly ? undefined : (filter) => window.seen.filters.push(filter)}
            />
          ))}
      </div>
    </main>
  )
}

function Panel(props: PanelProps) {
  const Kind = panelOf(props.spec.type)
  return Kind ? <Kind {...props} /> : <p>There is no panel of this kind.</p>
}

window.seen = { specs: window.runPanelPage.specs, filters: [], highlight }
createRoot(document.getElementById('root')!).render(
  <Providers>
    <LiveProvider>
      <Page {...window.runPanelPage} />
    </LiveProvider>
  </Providers>,
)

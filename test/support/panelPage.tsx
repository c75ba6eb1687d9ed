// A page with line panels and nothing around them, for tests of the panels themselves. It runs in the
// browser, bundled by panelBrowser.ts, and talks to the real server.
import { useEffect, useMemo, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { LiveProvider } from '@/components/live/LiveProvider'
import { useProjectEvents, useProjectRuns } from '@/components/live/useProjectRuns'
import { highlight } from '@/components/panels/highlight'
import { LinePanel } from '@/components/panels/line/LinePanel'
import { Providers } from '@/components/shell/Providers'
import { useQuery } from '@tanstack/react-query'
import { api } from '@/lib/api/client'
import { defaultLinePanel, type LinePanelSpec, type PanelDefaults } from '@/lib/panels/linePanel'
import { panelRun } from '@/lib/panels/panelRun'

export interface PanelPageOptions {
  entity: string
  project: string
  keys: string[]
  defaults?: PanelDefaults
  height?: number
  /** Empty pixels above the panels, to scroll by. */
  above?: number
}

declare global {
  interface Window {
    panelPage: PanelPageOptions
    highlightStore: typeof highlight
  }
}

function Page({ entity, project, keys, defaults, height, above = 0 }: PanelPageOptions) {
  const facts = useQuery({
    queryKey: ['project', entity, project],
    queryFn: () => api.project(entity, project),
  })
  const list = useProjectRuns(entity, project)
  useProjectEvents(entity, project, facts.data?.id)
  const runs = useMemo(
    () => list.data?.runs.map((run) => panelRun(run, entity, project)),
    [list.data, entity, project],
  )
  const [specs, setSpecs] = useState<LinePanelSpec[]>(() =>
    keys.map((key) => defaultLinePanel(key)),
  )
  useEffect(() => {
    window.highlightStore = highlight
  }, [])
  return (
    <main className="p-4">
      <h1>Panels</h1>
      <h2 style={{ marginBottom: above }}>{project}</h2>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(22rem,100%),1fr))] gap-3">
        {runs &&
          specs.map((spec, i) => (
            <LinePanel
              key={spec.id}
              spec={spec}
              runs={runs}
              defaults={defaults}
              height={height}
              onSpecChange={(next) => setSpecs((all) => all.with(i, next))}
            />
          ))}
      </div>
    </main>
  )
}

createRoot(document.getElementById('root')!).render(
  <Providers>
    <LiveProvider>
      <Page {...window.panelPage} />
    </LiveProvider>
  </Providers>,
)

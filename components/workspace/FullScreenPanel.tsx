'use client'

import { LinePanel } from '@/components/panels/line/LinePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { Panels } from './usePanels'

/** The panel that the address names, over the whole page; its place in the grid need not exist. */
export function FullScreenPanel({ panels, runs }: { panels: Panels; runs: readonly PanelRun[] }) {
  const { fullScreen, setFullScreen, workspace, onSpecChange, xKeys } = panels
  if (!fullScreen) return null
  return (
    <div hidden>
      <LinePanel
        key={fullScreen.id}
        spec={fullScreen}
        runs={runs}
        defaults={workspace.defaults}
        xKeys={xKeys}
        onSpecChange={onSpecChange}
        visible={false}
        fullScreen
        onFullScreenChange={(open) => !open && setFullScreen(null)}
      />
    </div>
  )
}

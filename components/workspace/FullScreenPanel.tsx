'use client'

import type { ComponentType } from 'react'
import type { PanelProps } from '@/components/panels/panelProps'
import { panelOf } from '@/components/panels/registry'
import type { CellShared } from './grid/PanelCell'
import type { Panels } from './usePanels'

/** The panel that the address names, over the whole page; its place in the grid need not exist. */
export function FullScreenPanel({ panels, shared }: { panels: Panels; shared: CellShared }) {
  const { fullScreen, setFullScreen, actions } = panels
  const Panel = fullScreen && (panelOf(fullScreen.type) as ComponentType<PanelProps> | undefined)
  if (!Panel) return null
  const { runs, runSet, defaults, xKeys, onFilter } = shared
  return (
    <div hidden>
      <Panel
        key={fullScreen.id}
        {...{ runs, runSet, defaults, xKeys, onFilter }}
        spec={fullScreen}
        onSpecChange={actions && ((next) => actions.change(fullScreen, next))}
        visible={false}
        fullScreen
        onFullScreenChange={(open) => !open && setFullScreen(null)}
      />
    </div>
  )
}

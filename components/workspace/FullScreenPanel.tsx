'use client'

import type { ComponentType } from 'react'
import type { PanelProps } from '@/components/panels/panelProps'
import { panelOf } from '@/components/panels/registry'
import type { CellShared } from './grid/PanelCell'
import type { PanelSpec } from '@/lib/panels/spec'

/** The panel that the address names, over the whole page; its place in the grid need not exist. */
export function FullScreenPanel({
  spec,
  shared,
  onClose,
}: {
  spec: PanelSpec | undefined
  shared: CellShared
  onClose: () => void
}) {
  const Panel = spec && (panelOf(spec.type) as ComponentType<PanelProps> | undefined)
  if (!Panel) return null
  const { runs, runSet, defaults, xKeys, onFilter, actions } = shared
  return (
    <div hidden>
      <Panel
        key={spec.id}
        {...{ runs, runSet, defaults, xKeys, onFilter }}
        spec={spec}
        onSpecChange={actions && ((next) => actions.change(spec, next))}
        visible={false}
        fullScreen
        onFullScreenChange={(open) => !open && onClose()}
      />
    </div>
  )
}

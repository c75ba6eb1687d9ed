'use client'

import { GripVertical } from 'lucide-react'
import { type ComponentType, type KeyboardEvent, memo, type ReactNode, useMemo } from 'react'
import { PanelMenuContext } from '@/components/panels/frame/panelMenu'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import type { PanelProps } from '@/components/panels/panelProps'
import { panelOf } from '@/components/panels/registry'
import type { MenuItem } from '@/components/ui/Menu'
import { ErrorBoundary } from '@/components/ui/ErrorBoundary'
import { ErrorState } from '@/components/ui/ErrorState'
import type { Filter } from '@/lib/filters/ast'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { PANEL_LABELS, type PanelSpec, titleOf } from '@/lib/panels/spec'
import type { PlacedPanel } from '@/lib/workspace/arrange'
import { HEIGHT_UNIT } from '@/lib/workspace/layout'
import { OthersHere } from '../presence/OthersHere'
import type { PanelActions } from './panelActions'
import { ResizeHandle } from './ResizeHandle'
import { panelMenu } from './panelMenu'
import { useLiveSize } from './liveSizes'

/** What every panel of the grid is given. */
export interface CellShared {
  runs: readonly PanelRun[]
  runSet?: PanelRunSet | undefined
  defaults: PanelDefaults
  xKeys: readonly string[]
  onFullScreen: (panelId: string) => void
  onFilter?: ((filter: Filter) => void) | undefined
  /** What else can be done with a panel, given what it inherits. */
  menuOf?: ((spec: PanelSpec, defaults: PanelDefaults) => MenuItem[]) | undefined
  /** Absent where nothing can be changed. */
  actions?: PanelActions | undefined
}

export interface PanelCellProps {
  panel: PlacedPanel
  /** The section's. */
  settings: PanelDefaults
  /** Of 24 columns. */
  x: number
  w: number
  h: number
  shared: CellShared
}

/** A panel in its place, with what moves and resizes it. Rendered again only when its own changes. */
export const PanelCell = memo(function PanelCell(props: PanelCellProps) {
  const { panel, settings, shared } = props
  const { actions, menuOf } = shared
  const { spec } = panel
  const live = useLiveSize(spec.id)
  const [w, h] = [live?.w ?? props.w, live?.h ?? props.h]
  const x = Math.min(props.x, 24 - w)
  const defaults = useMemo(() => ({ ...shared.defaults, ...settings }), [shared.defaults, settings])
  const menu = useMemo(
    () => [...(menuOf?.(spec, defaults) ?? []), ...(actions ? panelMenu(actions, panel) : [])],
    [menuOf, spec, defaults, actions, panel],
  )
  const onSpecChange = useMemo(
    () => actions && ((next: PanelSpec) => actions.change(spec, next)),
    [actions, spec],
  )
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const onPanel = (event.target as HTMLElement).dataset['panel'] === spec.id
    if (actions && onPanel && actions.onKey(event, panel, { w, h })) event.preventDefault()
  }
  return (
    <div
      data-panel-cell={spec.id}
      data-section={panel.section}
      onKeyDown={onKeyDown}
      onFocus={() => actions?.attend(spec.id)}
      onBlur={() => actions?.attend(null)}
      className="group/cell relative min-w-0"
      style={{ gridColumn: `${x + 1} / span ${w}`, height: h * HEIGHT_UNIT }}
    >
      <PanelMenuContext value={menu}>
        <AnyPanel
          spec={spec}
          runs={shared.runs}
          runSet={shared.runSet}
          defaults={defaults}
          xKeys={shared.xKeys}
          onFilter={shared.onFilter}
          onSpecChange={onSpecChange}
          onFullScreen={shared.onFullScreen}
          height={h * HEIGHT_UNIT}
        />
      </PanelMenuContext>
      <OthersHere panelId={spec.id} />
      {actions && (
        <>
          <span
            title="Drag to move"
            aria-hidden
            data-grip={spec.id}
            onPointerDown={(event) => actions.startDrag(event, panel)}
            className="absolute top-2.5 left-0 cursor-grab touch-none text-ink-3 opacity-0 group-hover/cell:opacity-100 pointer-coarse:opacity-100"
          >
            <GripVertical className="size-3" />
          </span>
          <ResizeHandle panel={panel} w={w} h={h} actions={actions} />
        </>
      )}
    </div>
  )
})

interface AnyPanelProps extends Omit<PanelProps, 'spec' | 'onSpecChange' | 'fullScreen'> {
  spec: PanelSpec
  onSpecChange: ((spec: PanelSpec) => void) | undefined
  onFullScreen: (panelId: string) => void
}

const AnyPanel = memo(function AnyPanel({ onFullScreen, ...props }: AnyPanelProps) {
  const { spec } = props
  const Panel = panelOf(spec.type) as ComponentType<PanelProps> | undefined
  const { id } = spec
  const onFullScreenChange = useMemo(
    () => (open: boolean) => {
      if (open) onFullScreen(id)
    },
    [onFullScreen, id],
  )
  if (!Panel) return <NoSuchPanel spec={spec} height={props.height} />
  return (
    <ErrorBoundary
      fallback={(error, retry) => (
        <BrokenPanel spec={spec} height={props.height} error={error} onRetry={retry} />
      )}
    >
      <Panel
        {...(props as PanelProps)}
        fullScreen={false}
        onFullScreenChange={onFullScreenChange}
      />
    </ErrorBoundary>
  )
})

interface StandInProps {
  spec: PanelSpec
  height: number | undefined
}

function NoSuchPanel(props: StandInProps) {
  return (
    <StandIn {...props}>
      <p className="m-auto text-ink-3">{PANEL_LABELS[props.spec.type]} cannot be shown here yet.</p>
    </StandIn>
  )
}

/** A mistake of ours in one panel is no reason to take the others away. */
function BrokenPanel({
  error,
  onRetry,
  ...props
}: StandInProps & { error: unknown; onRetry: () => void }) {
  return (
    <StandIn {...props}>
      <ErrorState
        title="This panel failed"
        error={error}
        onRetry={onRetry}
        className="m-auto overflow-y-auto py-2!"
      />
    </StandIn>
  )
}

function StandIn({ spec, height, children }: StandInProps & { children: ReactNode }) {
  return (
    <section
      aria-label={`${titleOf(spec)}, ${PANEL_LABELS[spec.type].toLowerCase()}`}
      data-panel={spec.id}
      tabIndex={0}
      style={{ height }}
      className="flex flex-col rounded-md border border-line bg-raised p-3"
    >
      <h3 className="text-13 font-medium">{titleOf(spec)}</h3>
      {children}
    </section>
  )
}

'use client'

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import {
  type LinePanelSpec,
  type PanelDefaults,
  panelTitle,
  resolveSettings,
} from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { useSeriesStore } from '../series/useSeriesStore'
import type { SeriesStore } from '../series/seriesStore'
import { LinePanelController } from './LinePanelController'
import { LinePlot } from './LinePlot'
import { PanelMessage } from './PanelMessage'
import { useChartColors } from './useChartColors'
import { useOnScreen } from './useElementSize'

export interface LinePanelProps {
  spec: LinePanelSpec
  /** In the order of the list; the first is drawn on top. */
  runs: readonly PanelRun[]
  /** What the workspace sets for panels that say nothing else. */
  defaults?: PanelDefaults | undefined
  /** Without it the panel cannot be edited. */
  onSpecChange?: ((spec: LinePanelSpec) => void) | undefined
  /** Pixels of the whole panel. */
  height?: number | undefined
  /** False keeps the panel from fetching and drawing, although it may be on screen. */
  visible?: boolean | undefined
}

const DEFAULT_HEIGHT = 260

export function LinePanel(props: LinePanelProps) {
  const store = useSeriesStore()
  const { height = DEFAULT_HEIGHT } = props
  if (!store) return <div style={{ height }} />
  return <ConnectedPanel {...props} store={store} height={height} />
}

function ConnectedPanel({
  spec,
  runs,
  defaults,
  height,
  visible = true,
  store,
}: LinePanelProps & { store: SeriesStore; height: number }) {
  const root = useRef<HTMLElement>(null)
  const [controller] = useState(() => new LinePanelController(store))
  const state = useSyncExternalStore(controller.subscribe, controller.getState, controller.getState)
  const { theme, colors } = useChartColors()
  const settings = useMemo(() => resolveSettings(spec, defaults), [spec, defaults])
  useEffect(() => {
    controller.setInput({ spec, settings, runs, theme, colors })
  }, [controller, spec, settings, runs, theme, colors])
  useEffect(() => () => controller.dispose(), [controller])
  const [onScreen, setOnScreen] = useState(false)
  useOnScreen(root, setOnScreen)
  useEffect(() => controller.setVisible(visible && onScreen), [controller, visible, onScreen])
  const onRetry = useCallback(() => controller.retry(), [controller])
  const title = panelTitle(spec)
  return (
    <section
      ref={root}
      aria-label={title}
      tabIndex={0}
      style={{ height }}
      className="flex min-w-0 flex-col rounded-md border border-line bg-raised"
    >
      <header className="flex h-8 shrink-0 items-center gap-2 pr-1 pl-3">
        <h3 title={title} className="truncate text-13 font-medium">
          {title}
        </h3>
      </header>
      <div className="relative min-h-0 grow">
        <LinePlot controller={controller} />
        <PanelMessage state={state} spec={spec} runs={runs.length} onRetry={onRetry} />
      </div>
    </section>
  )
}

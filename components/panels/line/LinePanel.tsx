'use client'

import {
  memo,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { ChartPicture } from '@/components/charts/LineChart'
import { Sheet } from '@/components/ui/Sheet'
import {
  type LinePanelSpec,
  type PanelDefaults,
  panelTitle,
  resolveSettings,
} from '@/lib/panels/linePanel'
import { definedAxis } from '@/lib/panels/definedAxis'
import { type PanelRun, sameRuns } from '@/lib/panels/panelRun'
import { useSeriesStore } from '../series/useSeriesStore'
import type { SeriesStore } from '../series/seriesStore'
import { DataTable } from './DataTable'
import { FullScreen } from './FullScreen'
import { LinePanelController } from './LinePanelController'
import { LinePlot } from './LinePlot'
import { PanelHeader } from './PanelHeader'
import { PanelMessage } from './PanelMessage'
import { PanelSettingsForm } from './PanelSettingsForm'
import { onPanelKey } from './panelKeys'
import { useChartColors } from './useChartColors'
import { useOnScreen } from './useElementSize'
import { useSettled } from './useSettled'

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
  /** Numeric keys that may be an x axis. */
  xKeys?: readonly string[] | undefined
  /** Whoever knows the page's address may decide; by default the panel does. */
  fullScreen?: boolean | undefined
  onFullScreenChange?: ((open: boolean) => void) | undefined
}

const DEFAULT_HEIGHT = 260

/** Renders when what it is given says something else, not merely when it is another object. */
export const LinePanel = memo(UnmemoizedPanel, sameProps)

function UnmemoizedPanel(props: LinePanelProps) {
  const store = useSeriesStore()
  const [ownFullScreen, setOwnFullScreen] = useState(false)
  const { height = DEFAULT_HEIGHT, fullScreen = ownFullScreen } = props
  const setFullScreen = props.onFullScreenChange ?? setOwnFullScreen
  if (!store) return <div style={{ height }} />
  return (
    <>
      {/* Whoever only wants the enlarged panel has no place for another. */}
      {(props.visible !== false || !fullScreen) && (
        <ConnectedPanel {...props} store={store} height={height} onFullScreen={setFullScreen} />
      )}
      {fullScreen && (
        <FullScreen title={panelTitle(props.spec)} onClose={() => setFullScreen(false)}>
          <ConnectedPanel
            {...props}
            visible
            store={store}
            height="100%"
            filling
            onFullScreen={setFullScreen}
          />
        </FullScreen>
      )}
    </>
  )
}

interface ConnectedProps extends Omit<LinePanelProps, 'height' | 'fullScreen'> {
  store: SeriesStore
  height: number | '100%'
  /** The panel is alone on the screen. */
  filling?: boolean
  onFullScreen: (open: boolean) => void
}

function ConnectedPanel({
  spec,
  runs,
  defaults,
  onSpecChange,
  height,
  visible = true,
  xKeys,
  store,
  filling = false,
  onFullScreen,
}: ConnectedProps) {
  const root = useRef<HTMLElement>(null)
  const [controller] = useState(() => new LinePanelController(store))
  const state = useSyncExternalStore(controller.subscribe, controller.getState, controller.getState)
  const [picture, setPicture] = useState<ChartPicture | null>(null)
  const [asTable, setAsTable] = useState(false)
  const [editing, setEditing] = useState(false)
  const [attended, setAttended] = useState(filling)
  const withActions = useSettled(attended)
  const { theme, colors } = useChartColors()
  const defined = useMemo(
    () => (spec.stream === 'history' ? definedAxis(spec.keys, runs) : undefined),
    [spec.stream, spec.keys, runs],
  )
  const settings = useMemo(
    () => resolveSettings(spec, defaults, defined?.x),
    [spec, defaults, defined?.x],
  )
  const inheritedX = resolveSettings({ ...spec, settings: {} }, defaults, defined?.x).x
  const chosen = spec.settings.x ?? defaults?.x
  const disputed = chosen === undefined && defined?.disputed ? defined.note : undefined
  useEffect(() => {
    controller.setInput({ spec, settings, runs, theme, colors })
  }, [controller, spec, settings, runs, theme, colors])
  useEffect(() => () => controller.dispose(), [controller])
  const [onScreen, setOnScreen] = useState(false)
  useOnScreen(root, setOnScreen)
  useEffect(() => controller.setVisible(visible && onScreen), [controller, visible, onScreen])
  const onRetry = useCallback(() => controller.retry(), [controller])
  const title = panelTitle(spec)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) =>
    onPanelKey(event, controller, {
      fullScreen: () => onFullScreen(!filling),
      edit: onSpecChange ? () => setEditing(true) : undefined,
      table: () => setAsTable(!asTable),
    })
  return (
    <section
      ref={root}
      aria-label={`${title}, line chart`}
      aria-keyshortcuts="ArrowLeft ArrowRight f e t r"
      data-panel={spec.id}
      tabIndex={0}
      style={{ height }}
      onKeyDown={onKeyDown}
      onPointerEnter={() => setAttended(true)}
      onFocus={() => setAttended(true)}
      className={`group/panel relative flex min-w-0 flex-col bg-raised ${filling ? '' : 'rounded-md border border-line'}`}
    >
      <PanelHeader
        {...{ spec, settings, runs, controller, colors, picture, asTable, filling, onSpecChange }}
        disputed={disputed}
        withActions={withActions}
        zoomed={state.zoom !== null}
        onEdit={() => setEditing(true)}
        onTable={() => setAsTable(!asTable)}
        onFullScreen={() => onFullScreen(!filling)}
      />
      <div className="relative min-h-0 grow">
        <LinePlot controller={controller} onPicture={setPicture} />
        <PanelMessage state={state} spec={spec} runs={runs.length} onRetry={onRetry} />
        {asTable && <DataTable controller={controller} title={title} />}
      </div>
      {onSpecChange && editing && (
        <Sheet open={editing} onOpenChange={setEditing} title={title} beside>
          <PanelSettingsForm
            {...{ spec, settings, onSpecChange, inheritedX, xKeys }}
            xNote={defined?.note}
          />
        </Sheet>
      )}
    </section>
  )
}

function sameProps(before: LinePanelProps, after: LinePanelProps): boolean {
  const { runs: runsBefore, ...restBefore } = before
  const { runs: runsAfter, ...restAfter } = after
  const names = new Set([...Object.keys(restBefore), ...Object.keys(restAfter)])
  for (const name of names as Set<keyof typeof restBefore>) {
    if (!Object.is(restBefore[name], restAfter[name])) return false
  }
  return sameRuns(runsBefore, runsAfter)
}

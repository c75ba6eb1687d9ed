'use client'

import { Undo2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ChartPicture } from '@/components/charts/LineChart'
import { Button } from '@/components/ui/Button'
import { countOf } from '@/lib/format/number'
import { definedAxis } from '@/lib/panels/definedAxis'
import { panelTitle, resolveSettings } from '@/lib/panels/linePanel'
import { framed, type PlacedPanelProps } from '../frame/framed'
import { PanelFrame } from '../frame/PanelFrame'
import { useChartColors } from '../frame/useChartColors'
import type { SeriesStore } from '../series/seriesStore'
import { useSeriesStore } from '../series/useSeriesStore'
import { DataTable } from './DataTable'
import { leftOutNote } from './leftOutNote'
import { lineExports } from './lineExports'
import { LinePanelController } from './LinePanelController'
import { LinePlot } from './LinePlot'
import { PanelMessage } from './PanelMessage'
import { PanelSettingsForm } from './PanelSettingsForm'
import { onPanelKey } from './panelKeys'

type Props = PlacedPanelProps<'line'>

export const LinePanel = framed<'line'>(function LinePanelBody(props: Props) {
  const store = useSeriesStore()
  if (!store) return <div style={{ height: props.place.height }} />
  return <ConnectedPanel {...props} store={store} />
})

/** From so many on, how many lines there are is said. */
const MANY_LINES = 50

function ConnectedPanel({ store, ...props }: Props & { store: SeriesStore }) {
  const { spec, runs, defaults, onSpecChange, visible = true, xKeys } = props
  const [controller] = useState(() => new LinePanelController(store))
  const state = useSyncExternalStore(controller.subscribe, controller.getState, controller.getState)
  const [picture, setPicture] = useState<ChartPicture | null>(null)
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
  useEffect(() => {
    controller.setInput({ spec, settings, runs, theme, colors })
  }, [controller, spec, settings, runs, theme, colors])
  useEffect(() => () => controller.dispose(), [controller])
  const [onScreen, setOnScreen] = useState(false)
  useEffect(() => controller.setVisible(visible && onScreen), [controller, visible, onScreen])
  const onRetry = useCallback(() => controller.retry(), [controller])
  const exports = useMemo(
    () => lineExports(controller, spec, settings),
    [controller, spec, settings],
  )
  const lines = runs.length * spec.keys.length
  const notes = [
    lines > MANY_LINES && countOf(lines, 'line'),
    ...(picture ? leftOutNote(picture.leftOut) : []),
    chosen === undefined && defined?.disputed && defined.note,
  ]
  return (
    <PanelFrame
      panel={props}
      notes={notes}
      keys="ArrowLeft ArrowRight r"
      onKey={(event) => onPanelKey(event, controller)}
      onScreenChange={setOnScreen}
      exports={exports}
      table={() => <DataTable controller={controller} title={panelTitle(spec)} />}
      action={
        state.zoom !== null && (
          <Button variant="quiet" icon={Undo2} onClick={() => controller.setZoom(null)}>
            Reset zoom
          </Button>
        )
      }
      settings={
        onSpecChange &&
        (() => (
          <PanelSettingsForm
            {...{ spec, settings, onSpecChange, inheritedX, xKeys }}
            xNote={defined?.note}
          />
        ))
      }
    >
      <LinePlot controller={controller} onPicture={setPicture} />
      <PanelMessage state={state} spec={spec} runs={runs.length} onRetry={onRetry} />
    </PanelFrame>
  )
}

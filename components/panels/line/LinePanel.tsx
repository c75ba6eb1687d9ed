'use client'

import { MessageSquarePlus, Undo2 } from 'lucide-react'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { ChartPicture } from '@/components/charts/LineChart'
import { Button } from '@/components/ui/Button'
import { api } from '@/lib/api/client'
import { countOf, formatCount } from '@/lib/format/number'
import { definedAxis } from '@/lib/panels/definedAxis'
import { panelTitle, resolveSettings } from '@/lib/panels/linePanel'
import { framed, type PlacedPanelProps } from '../frame/framed'
import { PanelFrame } from '../frame/PanelFrame'
import { useChartColors } from '../frame/useChartColors'
import { usePanelOverlays } from '../overlays'
import type { SeriesStore } from '../series/seriesStore'
import { useSeriesStore } from '../series/useSeriesStore'
import { DataTable } from './DataTable'
import { leftOutNote } from '@/lib/panels/line/leftOutNote'
import { Legend, WithLegend } from './Legend'
import { drawnRuns, keysOf, type LineContent } from '@/lib/panels/line/lineContent'
import { lineExports } from './lineExports'
import { LinePanelController } from './LinePanelController'
import { LinePlot } from './LinePlot'
import { MarkForm, MarkingHint } from './MarkAsked'
import { OverlayLayer } from './OverlayLayer'
import { PanelMessage } from './PanelMessage'
import { PanelSettingsForm } from './PanelSettingsForm'
import { onPanelKey } from './panelKeys'
import { useLineContent } from './useLineContent'
import { useMarking } from './useMarking'

type Props = PlacedPanelProps<'line'>

export const LinePanel = framed<'line'>(function LinePanelBody(props: Props) {
  const store = useSeriesStore()
  if (!store) return <div style={{ height: props.place.height }} />
  return <ConnectedPanel {...props} store={store} />
})

const MARKS = { OverlayLayer, MarkForm, MarkingHint }

/** From so many on, how many lines there are is said. */
const MANY_LINES = 50

function ConnectedPanel({ store, ...props }: Props & { store: SeriesStore }) {
  const { spec, runs, defaults, onSpecChange, visible = true, xKeys } = props
  const [controller] = useState(() => new LinePanelController(store, api.groups))
  const [onScreen, setOnScreen] = useState(false)
  const found = useLineContent(props, visible && onScreen)
  const { sources, groups, names, leftOut, problems } = found
  const content = useMemo(
    (): LineContent => ({ sources, groups, names, leftOut }),
    [sources, groups, names, leftOut],
  )
  const keys = useMemo(() => keysOf(sources), [sources])
  const state = useSyncExternalStore(controller.subscribe, controller.getState, controller.getState)
  const [picture, setPicture] = useState<ChartPicture | null>(null)
  const { theme, colors } = useChartColors()
  const defined = useMemo(
    () => (spec.stream === 'history' ? definedAxis(keys, runs) : undefined),
    [spec.stream, keys, runs],
  )
  const settings = useMemo(
    () => resolveSettings(spec, defaults, defined?.x),
    [spec, defaults, defined?.x],
  )
  const inheritedX = resolveSettings({ ...spec, settings: {} }, defaults, defined?.x).x
  const chosen = spec.settings.x ?? defaults?.x
  useEffect(() => {
    controller.setInput({ spec, content, settings, runs, theme, colors })
  }, [controller, spec, content, settings, runs, theme, colors])
  useEffect(() => () => controller.dispose(), [controller])
  useEffect(() => controller.setVisible(visible && onScreen), [controller, visible, onScreen])
  const { retry } = found
  const onRetry = useCallback(() => {
    controller.retry()
    retry()
  }, [controller, retry])
  const exports = useMemo(
    () => lineExports(controller, spec, settings, keys),
    [controller, spec, settings, keys],
  )
  const drawn = useMemo(() => drawnRuns({ spec, content, runs }), [spec, content, runs])
  const overlaid = usePanelOverlays(spec.id, spec.stream, keys, drawn, settings.x)
  const marking = useMarking(controller, overlaid.Form !== undefined)
  const lines = (groups?.filter(({ hidden }) => !hidden).length ?? runs.length) * sources.length
  const limit = spec.limit ?? Infinity
  const notes = [
    lines > limit && `${formatCount(limit)} of ${countOf(lines, 'line')}`,
    lines <= limit && lines > MANY_LINES && countOf(lines, 'line'),
    leftOut > 0 && `${countOf(leftOut, 'run')} too many, in no group here`,
    ...problems,
    ...(picture ? leftOutNote(picture.leftOut) : []),
    chosen === undefined && defined?.disputed && defined.note,
  ]
  return (
    <PanelFrame
      panel={props}
      notes={notes}
      keys={`ArrowLeft ArrowRight Enter r${marking.start ? ' a' : ''}`}
      onKey={(event) => onPanelKey(event, controller, marking)}
      menu={
        marking.start && [
          {
            label: overlaid.words.verb,
            icon: MessageSquarePlus,
            shortcut: 'A',
            onSelect: marking.startFromMenu,
          },
        ]
      }
      takesFocus={marking.takesFocus}
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
            {...{ spec, runs, settings, onSpecChange, inheritedX, xKeys }}
            runSet={props.runSet}
            sources={sources}
            groups={groups ?? undefined}
            xNote={defined?.note}
          />
        ))
      }
    >
      <WithLegend
        position={spec.legend?.position ?? 'none'}
        legend={<Legend items={state.legend} position={spec.legend?.position ?? 'none'} />}
      >
        <LinePlot
          {...{ controller, overlaid, marking }}
          drawn={state.answered}
          onPicture={setPicture}
          marks={MARKS}
        />
        <PanelMessage
          state={state}
          keys={keys}
          problem={problems[0]}
          shown={groups ? groups.length : runs.length}
          waiting={groups === undefined && found.error === undefined}
          groupError={found.error}
          onRetry={onRetry}
        />
      </WithLegend>
    </PanelFrame>
  )
}

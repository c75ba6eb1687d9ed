'use client'

import { Table2, Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { ChartPicture } from '@/components/charts/LineChart'
import { useOnScreen } from '@/components/panels/frame/useElementSize'
import { useChartColors } from '@/components/panels/frame/useChartColors'
import { Legend, WithLegend } from '@/components/panels/line/Legend'
import { leftOutNote } from '@/lib/panels/line/leftOutNote'
import { LinePanelController } from '@/components/panels/line/LinePanelController'
import { LinePlot } from '@/components/panels/line/LinePlot'
import { onPanelKey } from '@/components/panels/line/panelKeys'
import { PanelMessage } from '@/components/panels/line/PanelMessage'
import { useMarking } from '@/components/panels/line/useMarking'
import { usePanelOverlays } from '@/components/panels/overlays'
import { Button } from '@/components/ui/Button'
import type { SharedLineBody } from '@/lib/api/sharing'
import { countOf } from '@/lib/format/number'
import { drawnRuns, keysOf } from '@/lib/panels/line/lineContent'
import type { LinePanelSpec, PanelSettings } from '@/lib/panels/linePanel'
import { PanelCard } from './PanelCard'
import { withChoices } from './readerChoices'
import { lineContentOf, panelRuns, SharedPanelFeed } from './sharedPanelSource'
import type { ShareConnection } from './shareConnection'
import { useShared } from './ShareProvider'

const DataTable = dynamic(() =>
  import('@/components/panels/line/DataTable').then((m) => m.DataTable),
)

interface Props {
  panelId: string
  title: string
  label: string
  body: SharedLineBody
  leftOut: number
}

/** The chart of the workspace, with rows that come by the link, and nothing to change but the view. */
export function SharedLinePanel(props: Props) {
  const { connection } = useShared()
  if (!connection) return <PanelCard title={props.title} label={props.label} busy />
  return <Connected {...props} connection={connection} />
}

function Connected({
  panelId,
  title,
  label,
  body,
  leftOut,
  connection,
}: Props & { connection: ShareConnection }) {
  const { place, choices } = useShared()
  const [feed] = useState(() => new SharedPanelFeed(place, panelId, body, connection))
  useEffect(() => feed.setPlace(place), [feed, place])
  useEffect(() => feed.setBody(body), [feed, body])
  useEffect(() => connection.add(panelId, feed), [connection, panelId, feed])
  const [controller] = useState(() => new LinePanelController(feed.store, feed.groups))
  const spec = useMemo(() => withChoices(body.spec as LinePanelSpec, choices), [body.spec, choices])
  // The server has decided them all.
  const settings = spec.settings as PanelSettings
  const runs = useMemo(() => panelRuns(body, choices.hidden), [body, choices.hidden])
  const content = useMemo(() => lineContentOf(body, choices.hidden), [body, choices.hidden])
  const keys = useMemo(() => keysOf(content.sources), [content])
  const { theme, colors } = useChartColors()
  const state = useSyncExternalStore(controller.subscribe, controller.getState, controller.getState)
  useEffect(() => {
    controller.setInput({ spec, content, settings, runs, theme, colors })
  }, [controller, spec, content, settings, runs, theme, colors])
  useEffect(() => () => controller.dispose(), [controller])
  const host = useRef<HTMLDivElement>(null)
  const onScreenChange = useCallback(
    (onScreen: boolean) => controller.setVisible(onScreen),
    [controller],
  )
  useOnScreen(host, onScreenChange)
  const [picture, setPicture] = useState<ChartPicture | null>(null)
  const [asTable, setAsTable] = useState(false)
  const drawn = useMemo(() => drawnRuns({ spec, content, runs }), [spec, content, runs])
  const overlaid = usePanelOverlays(spec.id, spec.stream, keys, drawn, settings.x)
  const marking = useMarking(controller, false)
  const { groups } = content
  const legend = spec.legend?.position ?? 'none'
  const notes = [
    leftOut > 0 && `${countOf(leftOut, 'run')} more`,
    ...body.notes,
    ...(picture ? leftOutNote(picture.leftOut) : []),
  ].filter((note) => typeof note === 'string')
  return (
    <PanelCard
      title={title}
      label={label}
      note={notes.join(' · ') || undefined}
      onKey={(event) => {
        if (event.key === 't') setAsTable((shown) => !shown)
        return event.key === 't' || onPanelKey(event, controller, marking)
      }}
      action={
        <>
          {state.zoom !== null && (
            <Button variant="quiet" icon={Undo2} onClick={() => controller.setZoom(null)}>
              Reset zoom
            </Button>
          )}
          <button
            type="button"
            title="Table"
            aria-label={`Table of ${title}`}
            aria-pressed={asTable}
            onClick={() => setAsTable((shown) => !shown)}
            className="grid size-7 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink aria-pressed:bg-hover print:hidden"
          >
            <Table2 aria-hidden className="size-3.5" />
          </button>
        </>
      }
    >
      <div ref={host} className="absolute inset-0">
        <WithLegend position={legend} legend={<Legend items={state.legend} position={legend} />}>
          <LinePlot
            {...{ controller, overlaid, marking }}
            drawn={state.answered}
            onPicture={setPicture}
          />
          <PanelMessage
            state={state}
            keys={keys}
            problem={body.notes[0]}
            shown={groups ? groups.length : runs.length}
            waiting={false}
            groupError={undefined}
            onRetry={() => controller.retry()}
          />
        </WithLegend>
        {asTable && <DataTable controller={controller} title={title} />}
      </div>
    </PanelCard>
  )
}

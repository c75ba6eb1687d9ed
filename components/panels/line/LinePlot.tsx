'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { Axes } from '@/components/charts/Axes'
import type { ChartPicture } from '@/components/charts/LineChart'
import { crosshair } from '../crosshair'
import type { usePanelOverlays } from '../overlays'
import { ChartTooltip } from './ChartTooltip'
import { attachGestures } from './gestures'
import type { LinePanelController } from './LinePanelController'
import { useElementSize } from '../frame/useElementSize'
import { OthersPointers } from './OthersPointers'
import type * as MarkAsked from './MarkAsked'
import type { OverlayLayer as Overlays } from './OverlayLayer'
import type { Marking } from './useMarking'

/** What shows marks over a chart and asks for new ones; pages that have none need not load it. */
export type MarkParts = Pick<typeof MarkAsked, 'MarkForm' | 'MarkingHint'> & {
  OverlayLayer: typeof Overlays
}

/** The chart itself: three canvases under axes, and what follows the pointer. */
export function LinePlot({
  controller,
  overlaid,
  marking,
  drawn,
  onPicture,
  marks,
}: {
  controller: LinePanelController
  overlaid: ReturnType<typeof usePanelOverlays>
  marking: Marking
  /** Series that have been drawn. */
  drawn: number
  onPicture: (picture: ChartPicture | null) => void
  marks?: MarkParts
}) {
  const host = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const growing = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const [picture, setPicture] = useState<ChartPicture | null>(null)
  useEffect(() => {
    const detach = controller.attach({
      still: still.current!,
      growing: growing.current!,
      overlay: overlay.current!,
    })
    const chart = controller.getChart()!
    const unsubscribe = chart.subscribe(() => {
      setPicture(chart.getPicture())
      onPicture(chart.getPicture())
    })
    return () => {
      unsubscribe()
      detach()
    }
  }, [controller, onPicture])
  const onSize = useCallback(
    (size: { width: number; height: number }) => controller.setSize(size),
    [controller],
  )
  useElementSize(host, onSize)
  const { overlays, query, Card, words, Form } = overlaid
  return (
    <div ref={host} className="absolute inset-0 cursor-crosshair touch-pan-y overflow-hidden">
      {picture && <Axes frame={picture.frame} />}
      <canvas ref={still} aria-hidden className="absolute inset-0" />
      <canvas ref={growing} aria-hidden className="absolute inset-0" />
      <canvas ref={overlay} aria-hidden className="absolute inset-0" />
      {picture && <OthersPointers axis={controller.axisName()} picture={picture} />}
      <PointerMarks controller={controller} host={host} marking={marking} />
      {picture && marks && (
        <marks.OverlayLayer
          {...{ controller, overlays, drawn, Card, words }}
          frame={picture.frame}
          inert={marking.active}
        />
      )}
      <ChartTooltip controller={controller} host={host} />
      {marks && marking.active && <marks.MarkingHint onEnd={marking.stop} />}
      {picture && marks && Form && (
        <marks.MarkForm
          {...{ marking, query, Form, host }}
          noun={words.noun}
          frame={picture.frame}
        />
      )}
    </div>
  )
}

/** The crosshair and the box of a drag: two elements moved without rendering. */
function PointerMarks({
  controller,
  host,
  marking: { active, mark },
}: {
  controller: LinePanelController
  host: RefObject<HTMLElement | null>
  marking: Marking
}) {
  const line = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const moveLine = () => {
      // The panel that a pointer leaves by being taken away tells so once more, without an element.
      const style = line.current?.style
      if (!style) return
      const at = crosshair.get()
      const frame = controller.getChart()?.getPicture()?.frame
      const x = at && frame && at.axis === controller.axisName() ? frame.x.project(at.x) : NaN
      const inside = frame && x >= frame.left - 0.5 && x <= frame.right + 0.5
      style.display = inside ? '' : 'none'
      if (!inside) return
      style.transform = `translateX(${Math.round(x)}px)`
      style.top = `${frame.top}px`
      style.height = `${frame.bottom - frame.top}px`
    }
    return crosshair.subscribe(moveLine)
  }, [controller])
  useEffect(() => {
    const element = host.current
    if (!element) return
    return attachGestures(element, {
      chart: () => controller.getChart(),
      pointer: controller.pointer,
      getZoom: () => controller.getZoom(),
      setZoom: (zoom, settled) => controller.setZoom(zoom, settled),
      showBox: (rectangle) => {
        const style = box.current?.style
        if (!style) return
        style.display = rectangle ? '' : 'none'
        if (!rectangle) return
        style.transform = `translate(${rectangle.x}px, ${rectangle.y}px)`
        style.width = `${rectangle.width}px`
        style.height = `${rectangle.height}px`
      },
      mark: () => (active ? mark : null),
    })
  }, [controller, host, active, mark])
  return (
    <>
      <div
        ref={line}
        data-testid="crosshair"
        style={{ display: 'none' }}
        className="pointer-events-none absolute left-0 w-px bg-line-strong"
      />
      <div
        ref={box}
        style={{ display: 'none' }}
        className="pointer-events-none absolute top-0 left-0 border-x border-accent bg-accent/10"
      />
    </>
  )
}

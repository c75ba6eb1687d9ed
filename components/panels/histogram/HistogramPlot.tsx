'use client'

import { type PointerEvent, useMemo, useRef, useState } from 'react'
import type { ChartColors } from '@/lib/charts/types'
import { firstIndex } from '@/lib/metrics/domains'
import { formatExact } from '@/lib/metrics/numbers'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { HistogramPanelSpec } from '@/lib/panels/otherPanels'
import { useElementSize } from '../frame/useElementSize'
import { MarksCanvas } from '../plot/MarksCanvas'
import { type PlotReading, PlotTooltip } from '../plot/PlotTooltip'
import type { HistogramModel } from '@/lib/panels/histogram/histogramModel'
import { binText, type HistogramScene } from '@/lib/panels/histogram/histogramScene'
import { sceneOf } from '@/lib/panels/histogram/modelScene'

/** The picture, and what it says under the pointer. */
export function HistogramPlot({
  spec,
  model,
  theme,
  colors,
}: {
  spec: HistogramPanelSpec
  model: HistogramModel
  theme: PaletteTheme
  colors: ChartColors
}) {
  const host = useRef<HTMLDivElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [at, setAt] = useState<{ x: number; y: number } | null>(null)
  useElementSize(host, setSize)
  const scene = useMemo(
    () =>
      size.width > 0 ? sceneOf(spec, model, theme, { ...size, colors, lineWidth: 1.5 }) : null,
    [spec, model, theme, size, colors],
  )
  const onMove = (event: PointerEvent) => {
    const box = host.current!.getBoundingClientRect()
    setAt({ x: event.clientX - box.left, y: event.clientY - box.top })
  }
  const reading = scene && at ? readingAt(model, scene, at) : null
  return (
    <div
      ref={host}
      className="absolute inset-0 overflow-hidden"
      onPointerMove={onMove}
      onPointerLeave={() => setAt(null)}
    >
      {scene && <MarksCanvas size={size} marks={scene.marks} />}
      {reading && <PlotTooltip host={host} reading={reading} />}
    </div>
  )
}

function readingAt(
  model: HistogramModel,
  { frame }: HistogramScene,
  at: { x: number; y: number },
): PlotReading | null {
  const { left, right, top, bottom } = frame
  if (at.x < left || at.x > right || at.y < top || at.y > bottom) return null
  if (model.kind === 'steps') {
    const step = frame.x.invert(at.x)
    const one = model.histograms.toSorted(
      (a, b) => Math.abs(a.step - step) - Math.abs(b.step - step),
    )[0]!
    const i = binAt(one.edges, frame.y.invert(at.y))
    const values = i === undefined ? [] : [binText(one, i)]
    return { ...at, color: 'var(--accent)', title: `Step ${formatExact(one.step)}`, values }
  }
  const x = frame.x.invert(at.x)
  const values = model.shown.flatMap(({ name, histogram }) => {
    const i = binAt(histogram.edges, x)
    if (i === undefined) return []
    const bin = binText(histogram, i)
    return model.shown.length > 1 ? [{ label: name, value: `${bin.value} in ${bin.label}` }] : [bin]
  })
  if (values.length === 0) return null
  return { ...at, color: model.shown[0]!.color, title: model.title, values }
}

function binAt(edges: readonly number[], value: number): number | undefined {
  const i = firstIndex(edges.length, (k) => edges[k]! > value) - 1
  return i >= 0 && i < edges.length - 1 ? i : undefined
}

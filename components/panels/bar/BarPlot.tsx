'use client'

import {
  type PointerEvent,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { ChartColors } from '@/lib/charts/types'
import { countOf } from '@/lib/format/number'
import { formatExact, formatValue } from '@/lib/metrics/numbers'
import type { BarPanelSpec } from '@/lib/panels/otherPanels'
import { titleOf } from '@/lib/panels/spec'
import { columnLabel } from '@/lib/runs/columns'
import { useElementSize } from '../frame/useElementSize'
import { highlight, useHighlight } from '../highlight'
import { MarksCanvas } from '../plot/MarksCanvas'
import { type PlotReading, PlotTooltip } from '../plot/PlotTooltip'
import { type BarModel, type BarPlace } from '@/lib/panels/bar/barModel'
import { barScene, ROW_PX } from '@/lib/panels/bar/barScene'

/** What is pointed at, and how far the bars were scrolled then. */
interface Read {
  place: number
  byKeyboard: boolean
  scrolled: number
}

export interface BarHandle {
  step(by: number): void
  pin(): void
  leave(): boolean
}

/** Bars on a canvas; more of them than fit are scrolled to. */
export function BarPlot({
  spec,
  model,
  colors,
  handle,
}: {
  spec: BarPanelSpec
  model: BarModel
  colors: ChartColors
  handle: RefObject<BarHandle | null>
}) {
  const host = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: 0, height: 0 })
  const [read, setRead] = useState<Read | null>(null)
  useElementSize(host, setRoom)
  const vertical = spec.vertical ?? false
  const size = useMemo(() => {
    const least = model.places.length * ROW_PX * (model.columns.length > 2 ? 1.6 : 1) + 50
    return vertical ? room : { width: room.width, height: Math.max(room.height, least) }
  }, [room, vertical, model])
  const scene = useMemo(
    () =>
      size.width > 0
        ? barScene(spec, model, { ...size, colors, lineWidth: 1.5, legend: true })
        : null,
    [spec, model, size, colors],
  )
  const place = read ? model.places[read.place] : undefined
  const show = (index: number | null, byKeyboard: boolean) => {
    const before = place?.run
    const next = index === null ? undefined : model.places[index]
    if (before !== undefined && before !== next?.run) highlight.clear(before)
    if (next?.run !== undefined) highlight.set(next.run)
    const scrolled = host.current?.scrollTop ?? 0
    setRead(index === null || !next ? null : { place: index, byKeyboard, scrolled })
  }
  useEffect(() => {
    if (!read?.byKeyboard || !scene || vertical) return
    const at = scene.start + read.place * scene.step
    const element = host.current!
    if (at < element.scrollTop || at + scene.step > element.scrollTop + element.clientHeight) {
      element.scrollTop = at - element.clientHeight / 2
    }
  }, [read, scene, vertical])
  useImperativeHandle(handle, () => ({
    step: (by) => {
      const last = model.places.length - 1
      const from = read?.place ?? (by > 0 ? -1 : last + 1)
      show(Math.max(0, Math.min(last, from + by)), true)
    },
    pin: () => place?.run !== undefined && highlight.togglePin(place.run),
    leave: () => {
      const busy = read !== null
      show(null, false)
      return busy
    },
  }))
  const onMove = (event: PointerEvent) => {
    if (!scene) return
    const box = host.current!.getBoundingClientRect()
    const across = vertical
      ? event.clientX - box.left
      : event.clientY - box.top + host.current!.scrollTop
    const index = Math.floor((across - scene.start) / scene.step)
    show(index >= 0 && index < model.places.length ? index : null, false)
  }
  return (
    <div
      ref={host}
      {...(size.height > room.height
        ? { role: 'region', 'aria-label': `Bars of ${titleOf(spec)}`, tabIndex: 0 }
        : {})}
      className="absolute inset-0 overflow-x-hidden overflow-y-auto"
      onPointerMove={onMove}
      onPointerLeave={() => show(null, false)}
      onClick={() => place?.run !== undefined && highlight.togglePin(place.run)}
    >
      <div className="relative" style={{ height: size.height }}>
        {scene && <MarksCanvas size={size} marks={scene.marks} />}
        {scene && <LitPlace {...{ model, scene, size, vertical }} />}
      </div>
      {scene && read && place && (
        <PlotTooltip host={host} reading={readingOf(model, place, read, scene.at(read.place, 0))} />
      )}
    </div>
  )
}

/** Behind the bar of the run that is lit, here or elsewhere. */
function LitPlace({
  model,
  scene,
  size,
  vertical,
}: {
  model: BarModel
  scene: { start: number; step: number }
  size: { width: number; height: number }
  vertical: boolean
}) {
  const lit = useHighlight()
  const index = lit === null ? -1 : model.places.findIndex(({ run }) => run === lit)
  if (index < 0) return null
  const from = scene.start + index * scene.step
  const style = vertical
    ? { left: from, width: scene.step, top: 0, height: size.height }
    : { top: from, height: scene.step, left: 0, width: size.width }
  return <span aria-hidden className="pointer-events-none absolute bg-ink/8" style={style} />
}

function readingOf(
  model: BarModel,
  place: BarPlace,
  { byKeyboard, scrolled }: Read,
  at: { x: number; y: number },
): PlotReading {
  const values = model.columns.flatMap((id, column) => {
    const cell = place.cells[column]
    const label = columnLabel(id)
    if (!cell) return [{ label, value: '–' }]
    if (cell.summary.n === 1) return [{ label, value: formatExact(cell.value) }]
    const { n, min, max, std, median } = cell.summary
    return [
      { label, value: formatValue(cell.value) },
      { label: countOf(n, 'run'), value: `${formatValue(min)} to ${formatValue(max)}` },
      { label: 'median, σ', value: `${formatValue(median)}, ${formatValue(std)}` },
    ]
  })
  const { x, y } = at
  return { x, y: y - scrolled, color: place.color, title: place.label, values, byKeyboard }
}

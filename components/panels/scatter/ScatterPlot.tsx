'use client'

import {
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { ChartColors } from '@/lib/charts/types'
import { Button } from '@/components/ui/Button'
import { countOf } from '@/lib/format/number'
import { tidyRange } from '@/lib/panels/rangeFilter'
import type { ScatterPanelSpec } from '@/lib/panels/otherPanels'
import { useElementSize } from '../frame/useElementSize'
import { highlight } from '../highlight'
import { type Mark } from '@/lib/panels/plot/marks'
import { paintCanvas } from '../plot/paintMarks'
import { type PlotReading, PlotTooltip } from '../plot/PlotTooltip'
import { readings } from '@/lib/panels/plot/readValues'
import type { ScatterModel } from '@/lib/panels/scatter/scatterModel'
import {
  scatterScene,
  type ScatterScene,
  type ScatterZoom,
} from '@/lib/panels/scatter/scatterScene'

export interface PlotHandle {
  /** Reads the next point along x, as the arrow keys do. */
  step(by: number): void
  /** The run that is read; null when there is none. */
  readRun(): number | null
  /** Whether there was anything to leave. */
  leave(): boolean
}

interface ScatterPlotProps {
  spec: ScatterPanelSpec
  model: ScatterModel
  colors: ChartColors
  zoom: ScatterZoom | null
  onZoom: (zoom: ScatterZoom | null) => void
  /** Absent where runs cannot be filtered. */
  onFilter: ((range: ScatterZoom) => void) | undefined
  onPin: (runId: number) => void
  handle: RefObject<PlotHandle | null>
}

interface Box {
  x: number
  y: number
  width: number
  height: number
}

const NEAR_PX = 18
/** Less than this is a click with a trembling hand. */
const MIN_DRAG_PX = 5

/** The points on canvas, what follows the pointer, and the rectangle that chooses runs. */
export function ScatterPlot(props: ScatterPlotProps) {
  const { spec, model, colors, zoom, onZoom, onFilter, onPin, handle } = props
  const host = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [reading, setReading] = useState<{ point: number; byKeyboard: boolean } | null>(null)
  const [box, setBox] = useState<Box | null>(null)
  const drag = useRef<{ x: number; y: number } | null>(null)
  const [dragging, setDragging] = useState(false)
  useElementSize(host, setSize)

  const scene = useMemo(
    () =>
      size.width > 0 && size.height > 0
        ? scatterScene(spec, model, { ...size, colors, zoom, lineWidth: 1.5 })
        : null,
    [spec, model, size, colors, zoom],
  )
  useEffect(() => {
    if (scene && still.current) paintCanvas(still.current, size, scene.marks)
  }, [scene, size])
  useHighlightedPoint(overlay, scene, model, size, colors)

  const read = (point: number | null, byKeyboard: boolean) => {
    const before = reading && model.runs[reading.point]
    if (point === null) {
      if (before) highlight.clear(before.id)
      setReading(null)
      return
    }
    highlight.set(model.runs[point]!.id)
    setReading({ point, byKeyboard })
  }
  const order = useMemo(
    () => model.xs.map((_, i) => i).sort((a, b) => model.xs[a]! - model.xs[b]!),
    [model],
  )
  useImperativeHandle(handle, () => ({
    step: (by) => {
      if (order.length === 0) return
      const at = reading ? order.indexOf(reading.point) : by > 0 ? -1 : order.length
      read(order[Math.max(0, Math.min(order.length - 1, at + by))]!, true)
    },
    readRun: () => (reading ? model.runs[reading.point]!.id : null),
    leave: () => {
      const busy = reading !== null || box !== null
      read(null, false)
      setBox(null)
      return busy
    },
  }))

  const place = (event: PointerEvent) => {
    const at = host.current!.getBoundingClientRect()
    return { x: event.clientX - at.left, y: event.clientY - at.top }
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch' || !scene) return
    event.preventDefault()
    host.current!.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
    host.current!.setPointerCapture(event.pointerId)
    drag.current = place(event)
    setBox(null)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!scene) return
    const at = place(event)
    if (!drag.current) return read(nearest(scene, at), false)
    const next = between(drag.current, at, scene)
    if (next.width < MIN_DRAG_PX && next.height < MIN_DRAG_PX) return
    read(null, false)
    setDragging(true)
    setBox(next)
  }
  const onPointerUp = (event: PointerEvent) => {
    if (!scene) return
    const clicked = !dragging
    drag.current = null
    setDragging(false)
    if (!clicked) return
    const point = nearest(scene, place(event))
    if (point !== null) onPin(model.runs[point]!.id)
    if (event.pointerType === 'touch') read(point, false)
  }

  const range = scene && box ? rangeOf(scene, box) : null
  const inside = range ? countInside(model, range) : 0
  const shown = scene && reading ? readingOf(model, scene, reading) : null
  return (
    <div
      ref={host}
      className="absolute inset-0 cursor-crosshair touch-pan-y overflow-hidden"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerLeave={() => !drag.current && read(null, false)}
      onDoubleClick={() => onZoom(null)}
    >
      <canvas ref={still} aria-hidden className="absolute inset-0" />
      <canvas ref={overlay} aria-hidden className="absolute inset-0" />
      {box && (
        <div
          data-testid="scatter-box"
          className="pointer-events-none absolute border border-accent bg-accent/10"
          style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        />
      )}
      {range && !dragging && (
        <Choice box={box!} size={size} count={inside} onClose={() => setBox(null)}>
          {onFilter && (
            <Button
              variant="primary"
              disabled={inside === 0}
              onClick={() => {
                onFilter(range)
                setBox(null)
              }}
            >
              Filter to these runs
            </Button>
          )}
          <Button
            onClick={() => {
              onZoom(range)
              setBox(null)
            }}
          >
            Zoom in
          </Button>
        </Choice>
      )}
      {shown && <PlotTooltip reading={shown} host={host} />}
    </div>
  )
}

/** What to do with the rectangle, beside it. */
function Choice({
  box,
  size,
  count,
  onClose,
  children,
}: {
  box: Box
  size: { width: number; height: number }
  count: number
  onClose: () => void
  children: React.ReactNode
}) {
  const first = useRef<HTMLDivElement>(null)
  useEffect(() => first.current?.querySelector('button')?.focus(), [])
  const left = Math.max(4, Math.min(size.width - 260, box.x))
  const below = box.y + box.height + 44 < size.height
  return (
    <div
      ref={first}
      role="group"
      aria-label={`${countOf(count, 'run')} chosen`}
      className="absolute z-10 flex flex-wrap items-center gap-1.5 rounded-md border border-line bg-raised p-1.5 shadow-float"
      style={{ left, top: below ? box.y + box.height + 4 : Math.max(4, box.y + 4) }}
      onPointerDown={(event) => event.stopPropagation()}
      onPointerUp={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onClose()
      }}
    >
      <span className="px-1 text-12 text-ink-2">{countOf(count, 'run')}</span>
      {children}
    </div>
  )
}

/** The run pointed at, here or anywhere: a ring around its point, the others fainter. */
function useHighlightedPoint(
  overlay: RefObject<HTMLCanvasElement | null>,
  scene: ScatterScene | null,
  model: ScatterModel,
  size: { width: number; height: number },
  colors: ChartColors,
): void {
  const paint = useCallback(() => {
    if (!scene || !overlay.current) return
    const marks: Mark[] = []
    const id = highlight.get()
    const point = id === null ? -1 : model.runs.findIndex((run) => run.id === id)
    if (point >= 0) {
      const at = [scene.places[2 * point]!, scene.places[2 * point + 1]!]
      const { radius } = scene
      marks.push(
        { kind: 'dots', points: at, color: colors.ground, radius: radius + 4 },
        { kind: 'dots', points: at, color: model.colors[point]!, radius: radius + 2 },
        { kind: 'rings', points: at, color: colors.ink, radius: radius + 4, width: 1.5 },
      )
    }
    paintCanvas(overlay.current, size, marks)
  }, [overlay, scene, model, size, colors])
  useEffect(() => {
    paint()
    return highlight.subscribe(paint)
  }, [paint])
}

function nearest(scene: ScatterScene, at: { x: number; y: number }): number | null {
  const { places, frame } = scene
  let best: number | null = null
  let least = NEAR_PX ** 2
  for (let i = 0; i < places.length / 2; i++) {
    const x = places[2 * i]!
    const y = places[2 * i + 1]!
    if (x < frame.left - 6 || x > frame.right + 6 || y < frame.top - 6 || y > frame.bottom + 6) {
      continue
    }
    const distance = (x - at.x) ** 2 + (y - at.y) ** 2
    // Of two points in one place the one on top is read, which is the first.
    if (distance >= least) continue
    least = distance
    best = i
  }
  return best
}

function between(
  from: { x: number; y: number },
  to: { x: number; y: number },
  scene: ScatterScene,
) {
  const { frame } = scene
  const clampX = (x: number) => Math.max(frame.left - 6, Math.min(frame.right + 6, x))
  const clampY = (y: number) => Math.max(frame.top - 6, Math.min(frame.bottom + 6, y))
  const x = Math.min(clampX(from.x), clampX(to.x))
  const y = Math.min(clampY(from.y), clampY(to.y))
  return {
    x,
    y,
    width: Math.abs(clampX(from.x) - clampX(to.x)),
    height: Math.abs(clampY(from.y) - clampY(to.y)),
  }
}

function rangeOf({ frame }: ScatterScene, box: Box): ScatterZoom {
  const { x, y } = frame
  return {
    x: tidyRange(x.invert(box.x), x.invert(box.x + box.width), x.kind),
    y: tidyRange(y.invert(box.y + box.height), y.invert(box.y), y.kind),
  }
}

function countInside({ xs, ys }: ScatterModel, { x, y }: ScatterZoom): number {
  return xs.reduce((count, px, i) => {
    const inside = px >= x[0] && px <= x[1] && ys[i]! >= y[0] && ys[i]! <= y[1]
    return count + (inside ? 1 : 0)
  }, 0)
}

function readingOf(
  model: ScatterModel,
  { places }: ScatterScene,
  { point, byKeyboard }: { point: number; byKeyboard: boolean },
): PlotReading | null {
  const run = model.runs[point]
  if (!run) return null
  return {
    x: places[2 * point]!,
    y: places[2 * point + 1]!,
    color: model.colors[point]!,
    title: run.displayName,
    values: readings([model.y, model.x, model.color], model.rows[point]!),
    byKeyboard,
  }
}

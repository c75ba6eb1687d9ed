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
import { useElementSize } from '../frame/useElementSize'
import { highlight } from '../highlight'
import type { Mark } from '@/lib/panels/plot/marks'
import { paintCanvas } from '../plot/paintMarks'
import { PlotTooltip } from '../plot/PlotTooltip'
import { readings } from '@/lib/panels/plot/readValues'
import { AxisHeads } from './AxisHeads'
import { axisAt, beginDrag, type BrushDrag, dragged, nearestLine, pressed } from './axisGestures'
import type { AxisSpec, ParallelModel } from '@/lib/panels/parallel/parallelModel'
import { parallelScene, type ParallelScene } from '@/lib/panels/parallel/parallelScene'

export interface ParallelHandle {
  step(by: number): void
  readRun(): number | null
  /** Whether there was anything to leave. */
  leave(): boolean
}

interface ParallelPlotProps {
  model: ParallelModel
  colors: ChartColors
  accent: string
  /** `settled` is false while a hand still moves it. */
  onAxis: (index: number, axis: AxisSpec, settled: boolean) => void
  onMove: (from: number, to: number) => void
  onPin: (runId: number) => void
  handle: RefObject<ParallelHandle | null>
}

/** Less than this is a click with a trembling hand. */
const MIN_DRAG_PX = 4

/** The lines on canvas, the axes' names above them, brushes, and what follows the pointer. */
export function ParallelPlot(props: ParallelPlotProps) {
  const { model, colors, accent, onAxis, onMove, onPin, handle } = props
  const host = useRef<HTMLDivElement>(null)
  const still = useRef<HTMLCanvasElement>(null)
  const overlay = useRef<HTMLCanvasElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const [reading, setReading] = useState<Reading | null>(null)
  const [over, setOver] = useState(false)
  const drag = useRef<Held | null>(null)
  const heldY = useRef(0)
  const pending = useRef<number | null>(null)
  useEffect(() => () => cancelAnimationFrame(pending.current ?? 0), [])
  useElementSize(host, setSize)
  const scene = useMemo(
    () =>
      size.width > 0 && size.height > 0
        ? parallelScene(model, { ...size, colors, accent, lineWidth: 1.25, titles: false })
        : null,
    [model, size, colors, accent],
  )
  useEffect(() => {
    if (scene && still.current) paintCanvas(still.current, size, scene.marks)
  }, [scene, size])
  useHighlightedLine(overlay, scene, model, size, colors)

  const runs = model.table.runs
  const read = (next: Reading | null) => {
    if (next) highlight.set(runs[next.row]!.id)
    else if (reading && runs[reading.row]) highlight.clear(runs[reading.row]!.id)
    setReading(next)
  }
  useImperativeHandle(handle, () => ({
    step: (by) => {
      const rows = [...runs.keys()].filter((row) => model.chosen[row])
      if (rows.length === 0 || !scene) return
      const at = reading ? rows.indexOf(reading.row) : by > 0 ? -1 : rows.length
      const row = rows[Math.max(0, Math.min(rows.length - 1, at + by))]!
      const last = scene.axes.at(-1)!
      read({ row, x: last.x, y: last.ys[row]!, byKeyboard: true })
    },
    readRun: () => (reading ? runs[reading.row]!.id : null),
    leave: () => {
      const busy = reading !== null
      read(null)
      return busy
    },
  }))

  const place = (event: PointerEvent) => {
    const at = host.current!.getBoundingClientRect()
    return { x: event.clientX - at.left, y: event.clientY - at.top }
  }
  const clampY = (y: number) => Math.max(scene!.top, Math.min(scene!.bottom, y))
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || !scene) return
    const at = place(event)
    const index = axisAt(scene.axes, at.x)
    if (index < 0 || at.y < scene.top - 8 || at.y > scene.bottom + 8) return
    event.preventDefault()
    host.current!.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
    host.current!.setPointerCapture(event.pointerId)
    const y = clampY(at.y)
    const axis = model.axes[index]!
    drag.current = {
      drag: beginDrag(index, axis, scene.axes[index]!, y),
      axis: axis.spec,
      y,
      moved: false,
    }
    read(null)
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!scene) return
    const at = place(event)
    const now = drag.current
    if (!now) {
      setOver(axisAt(scene.axes, at.x) >= 0 && at.y >= scene.top && at.y <= scene.bottom)
      const row = nearestLine(scene.axes, model.chosen, at)
      return read(row === null ? null : { row, ...at, byKeyboard: false })
    }
    const y = clampY(at.y)
    if (!now.moved && Math.abs(y - now.y) < MIN_DRAG_PX) return
    now.moved = true
    // Hands report more often than screens show.
    pending.current ??= requestAnimationFrame(() => {
      pending.current = null
      const held = drag.current
      if (held) dragTo(held, heldY.current)
    })
    heldY.current = y
  }
  const dragTo = (held: Held, y: number) => {
    const { axis } = held.drag
    onAxis(axis, dragged(held.drag, before(held, model), scene!.axes[axis]!, y), false)
  }
  const onPointerUp = (event: PointerEvent) => {
    const now = drag.current
    drag.current = null
    cancelAnimationFrame(pending.current ?? 0)
    pending.current = null
    if (!scene) return
    if (!now) {
      if (reading && event.type === 'pointerup') onPin(runs[reading.row]!.id)
      return
    }
    const { axis } = now.drag
    const y = clampY(place(event).y)
    const after = now.moved ? dragged : pressed
    onAxis(axis, after(now.drag, before(now, model), scene.axes[axis]!, y), true)
  }
  const shown = scene ? reading : null
  return (
    <div
      ref={host}
      className={`absolute inset-0 overflow-hidden ${over ? 'cursor-ns-resize' : ''}`}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => (drag.current = null)}
      onPointerLeave={() => !drag.current && read(null)}
    >
      <canvas ref={still} aria-hidden className="absolute inset-0" />
      <canvas ref={overlay} aria-hidden className="absolute inset-0" />
      {scene && <AxisHeads model={model} scene={scene} onAxis={onAxis} onMove={onMove} />}
      {shown && (
        <PlotTooltip
          host={host}
          reading={{
            x: shown.x,
            y: shown.y,
            color: model.colors[shown.row]!,
            title: runs[shown.row]?.displayName ?? '',
            values: readings(
              model.axes.map(({ column }) => column),
              shown.row,
            ),
            byKeyboard: shown.byKeyboard,
          }}
        />
      )}
    </div>
  )
}

/** A press on an axis, and the axis as it was before. */
interface Held {
  drag: BrushDrag
  axis: AxisSpec
  y: number
  moved: boolean
}

interface Reading {
  row: number
  x: number
  y: number
  byKeyboard: boolean
}

/** The axis as it was when the drag began: what is dragged replaces nothing but itself. */
function before(now: Held, model: ParallelModel) {
  return { ...model.axes[now.drag.axis]!, spec: now.axis }
}

function useHighlightedLine(
  overlay: RefObject<HTMLCanvasElement | null>,
  scene: ParallelScene | null,
  model: ParallelModel,
  size: { width: number; height: number },
  colors: ChartColors,
): void {
  const paint = useCallback(() => {
    if (!scene || !overlay.current) return
    const id = highlight.get()
    const row = id === null ? -1 : model.table.runs.findIndex((run) => run.id === id)
    const marks: Mark[] = []
    if (row >= 0) {
      const path = scene.axes.flatMap(({ x, ys }) => [x, ys[row]!])
      const color = model.colors[row]!
      marks.push(
        { kind: 'lines', paths: [path], color: colors.ground, width: 6 },
        { kind: 'lines', paths: [path], color, width: 3 },
        { kind: 'dots', points: path, color, radius: 4 },
        { kind: 'rings', points: path, color: colors.ink, radius: 4, width: 1 },
      )
    }
    paintCanvas(overlay.current, size, marks)
  }, [overlay, scene, model, size, colors])
  useEffect(() => {
    paint()
    return highlight.subscribe(paint)
  }, [paint])
}

/**
 * Pointer gestures of a chart. Mouse: move reads, a click pins the line pointed at, drag zooms x, with
 * shift both axes, with alt or the middle button pans, double click shows everything. Touch: one finger reads, two pinch and pan,
 * double tap shows everything; up and down scroll the page, as the wheel always does.
 * While a place to mark is asked for, a click or tap gives a point and a drag a range, and nothing zooms.
 */
import type { LineChart } from '@/components/charts/LineChart'
import type { Zoom } from '@/lib/charts/lineDomains'
import type { Axis } from '@/lib/charts/scales'
import type { Domain } from '@/lib/metrics/domains'
import type { PanelPointer } from './PanelPointer'

export interface GestureHost {
  chart(): LineChart | null
  pointer: PanelPointer
  getZoom(): Zoom | null
  /** `settled` is false while a hand still moves it. */
  setZoom(zoom: Zoom | null, settled?: boolean): void
  /** The rectangle being dragged, in pixels of the chart; null when there is none. */
  showBox(box: { x: number; y: number; width: number; height: number } | null): void
  /** Set while a place to mark is asked for; `to` is null for a point. */
  mark?(): ((from: Point, to: Point | null) => void) | null
}

export interface Point {
  x: number
  y: number
}

type Drag =
  | { kind: 'box'; from: Point; both: boolean }
  | { kind: 'pan'; from: Point; domain: Domain }
  | { kind: 'pinch'; left: number; right: number; domain: Domain }

/** Less than this is a click with a trembling hand. */
const MIN_DRAG_PX = 4
const DOUBLE_TAP_MS = 300

/** Returns what takes the listeners off again. */
export function attachGestures(element: HTMLElement, host: GestureHost): () => void {
  const fingers = new Map<number, Point>()
  let drag: Drag | null = null
  let lastTap = 0

  const frame = () => host.chart()?.getPicture()?.frame ?? null
  const place = (event: PointerEvent): Point => {
    const box = element.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }

  const marker = () => host.mark?.() ?? null

  const onDown = (event: PointerEvent) => {
    const current = frame()
    if (!current || onControl(event)) return
    const at = place(event)
    if (event.pointerType === 'touch' && !marker()) {
      fingers.set(event.pointerId, at)
      if (fingers.size === 2) drag = startPinch(fingers, current.x)
      else if (fingers.size === 1) {
        if (event.timeStamp - lastTap < DOUBLE_TAP_MS) host.setZoom(null)
        lastTap = event.timeStamp
        host.pointer.moveTo(at.x, at.y)
      }
      return
    }
    if (event.button > 1) return
    // Not on the text around: a drag over a chart selects nothing.
    event.preventDefault()
    element.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
    element.setPointerCapture(event.pointerId)
    drag =
      (event.button === 1 || event.altKey) && !marker()
        ? { kind: 'pan', from: at, domain: current.x.domain }
        : { kind: 'box', from: at, both: event.shiftKey && !marker() }
  }

  const onMove = (event: PointerEvent) => {
    const at = place(event)
    const current = frame()
    if (!current) return
    if (event.pointerType === 'touch' && drag?.kind !== 'box') {
      if (!fingers.has(event.pointerId)) return
      fingers.set(event.pointerId, at)
      if (drag?.kind === 'pinch' && fingers.size === 2) pinch(drag, fingers, current.x, host)
      else if (fingers.size === 1) host.pointer.moveTo(at.x, at.y)
      return
    }
    if (drag?.kind === 'box') {
      drag.both = event.shiftKey && !marker()
      host.pointer.leave()
      host.showBox(boxOf(drag, at, current))
    } else if (drag?.kind === 'pan') {
      host.pointer.leave()
      const x = moved(drag.domain, drag.from.x, at.x, current.x)
      host.setZoom({ x, y: host.getZoom()?.y ?? null }, false)
    } else if (onControl(event)) host.pointer.leave()
    else host.pointer.moveTo(at.x, at.y)
  }

  const onUp = (event: PointerEvent) => {
    const current = frame()
    if (drag?.kind === 'box' && current && event.type === 'pointerup') {
      const at = place(event)
      const box = boxOf(drag, at, current)
      const mark = marker()
      if (mark) {
        const [left, right] = drag.from.x <= at.x ? [drag.from, at] : [at, drag.from]
        if (box.width > MIN_DRAG_PX) mark(left, right)
        else mark(at, null)
      } else if (box.width > MIN_DRAG_PX || (drag.both && box.height > MIN_DRAG_PX)) {
        const x: Domain = [current.x.invert(box.x), current.x.invert(box.x + box.width)]
        const y: Domain = [current.y.invert(box.y + box.height), current.y.invert(box.y)]
        host.setZoom({ x, y: drag.both ? y : (host.getZoom()?.y ?? null) })
      } else {
        host.pointer.moveTo(at.x, at.y)
        host.pointer.pin()
      }
    }
    fingers.delete(event.pointerId)
    if (drag && drag.kind !== 'box') host.setZoom(host.getZoom())
    if (drag?.kind !== 'pinch' || fingers.size < 2) drag = null
    host.showBox(null)
  }

  const onLeave = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') host.pointer.leave()
  }
  const onDouble = (event: MouseEvent) => {
    if (!marker() && !onControl(event)) host.setZoom(null)
  }
  /** A finger elsewhere ends reading by touch. */
  const onOutside = (event: PointerEvent) => {
    if (event.pointerType === 'touch' && !element.contains(event.target as Node)) {
      host.pointer.leave()
    }
  }

  element.addEventListener('pointerdown', onDown)
  element.addEventListener('pointermove', onMove)
  element.addEventListener('pointerup', onUp)
  element.addEventListener('pointercancel', onUp)
  element.addEventListener('pointerleave', onLeave)
  element.addEventListener('dblclick', onDouble)
  window.addEventListener('pointerdown', onOutside)
  return () => {
    element.removeEventListener('pointerdown', onDown)
    element.removeEventListener('pointermove', onMove)
    element.removeEventListener('pointerup', onUp)
    element.removeEventListener('pointercancel', onUp)
    element.removeEventListener('pointerleave', onLeave)
    element.removeEventListener('dblclick', onDouble)
    window.removeEventListener('pointerdown', onOutside)
  }
}

/** Buttons over the chart take their own clicks. */
function onControl({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('[data-over-chart]') !== null
}

function boxOf(
  drag: { from: Point; both: boolean },
  to: Point,
  frame: { left: number; right: number; top: number; bottom: number },
) {
  const clampX = (x: number) => Math.min(frame.right, Math.max(frame.left, x))
  const clampY = (y: number) => Math.min(frame.bottom, Math.max(frame.top, y))
  const x = Math.min(clampX(drag.from.x), clampX(to.x))
  const width = Math.abs(clampX(drag.from.x) - clampX(to.x))
  if (!drag.both) return { x, width, y: frame.top, height: frame.bottom - frame.top }
  const y = Math.min(clampY(drag.from.y), clampY(to.y))
  return { x, width, y, height: Math.abs(clampY(drag.from.y) - clampY(to.y)) }
}

/** The domain under which what was at `from` pixels is at `to`. Works on log axes too. */
function moved(domain: Domain, from: number, to: number, axis: Axis): Domain {
  const [low, high] = pixelsOf(domain, axis)
  return [axis.invert(low + from - to), axis.invert(high + from - to)]
}

function pixelsOf([low, high]: Domain, axis: Axis): Domain {
  return [axis.project(low), axis.project(high)]
}

function startPinch(fingers: Map<number, Point>, axis: Axis): Drag {
  const [left, right] = [...fingers.values()].map((finger) => finger.x).sort((a, b) => a - b)
  return {
    kind: 'pinch',
    left: axis.invert(left!),
    right: axis.invert(right!),
    domain: axis.domain,
  }
}

/** Keeps under each finger the x it was put on. */
function pinch(
  drag: { left: number; right: number; domain: Domain },
  fingers: Map<number, Point>,
  axis: Axis,
  host: GestureHost,
): void {
  const [left, right] = [...fingers.values()].map((finger) => finger.x).sort((a, b) => a - b)
  if (right! - left! < 2 * MIN_DRAG_PX) return
  const [from, to] = pixelsOf(axis.domain, axis)
  const [a, b] = [axis.project(drag.left), axis.project(drag.right)]
  const scale = (b - a) / (right! - left!)
  const low = axis.invert(a + (from - left!) * scale)
  const high = axis.invert(b + (to - right!) * scale)
  if (low < high) host.setZoom({ x: [low, high], y: host.getZoom()?.y ?? null }, false)
}

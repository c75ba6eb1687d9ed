/** Single points of lines. */
import type { LineGeometry } from './lineGeometry'
import type { Frame } from './scales'

const DOT_PX = 3

/** A dot with a ring of the ground around it, so that it stands off the lines. */
export function dot(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  color: string,
  ground: string,
): void {
  context.beginPath()
  context.arc(x, y, DOT_PX, 0, 2 * Math.PI)
  context.fillStyle = color
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = ground
  context.stroke()
}

/** The drawn point nearest to an x. */
export function pointAt(geometry: LineGeometry, frame: Frame, x: number) {
  const columns = geometry.smoothed?.columns ?? geometry.columns
  const ys = geometry.smoothed?.ys ?? columns.mean
  const target = frame.x.project(x)
  let low = 0
  let high = columns.length - 1
  if (high < 0 || Number.isNaN(target)) return null
  while (low < high) {
    const middle = (low + high) >>> 1
    if (columns.x[middle]! < target) low = middle + 1
    else high = middle
  }
  const i = low > 0 && target - columns.x[low - 1]! < columns.x[low]! - target ? low - 1 : low
  const y = frame.y.project(ys[i]!)
  return Number.isFinite(y) ? { x: columns.x[i]!, y } : null
}

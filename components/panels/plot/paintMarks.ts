/** Marks on a canvas. */
import { FONT_PX, type Mark } from '@/lib/panels/plot/marks'

const FONT = `"Inter Variable", "Helvetica Neue", Arial, sans-serif`

/** Sizes the canvas to its CSS pixels and paints the marks; a canvas of another size is emptied. */
export function paintCanvas(
  canvas: HTMLCanvasElement,
  { width, height }: { width: number; height: number },
  marks: readonly Mark[],
): void {
  const ratio = window.devicePixelRatio || 1
  const wide = Math.round(width * ratio)
  const high = Math.round(height * ratio)
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide
    canvas.height = high
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const context = canvas.getContext('2d')
  if (!context) return
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineCap = 'butt'
  for (const mark of marks) paint(context, mark)
}

function paint(context: CanvasRenderingContext2D, mark: Mark): void {
  if (mark.kind === 'clip') {
    context.save()
    context.beginPath()
    context.rect(mark.x, mark.y, mark.width, mark.height)
    context.clip()
    for (const inner of mark.marks) paint(context, inner)
    context.restore()
    return
  }
  context.globalAlpha = 'alpha' in mark ? (mark.alpha ?? 1) : 1
  context.fillStyle = context.strokeStyle = mark.color
  switch (mark.kind) {
    case 'rect':
      context.fillRect(mark.x, mark.y, mark.width, mark.height)
      break
    case 'area':
      context.beginPath()
      for (let i = 0; i + 1 < mark.path.length; i += 2)
        context.lineTo(mark.path[i]!, mark.path[i + 1]!)
      context.fill()
      break
    case 'dots': {
      const { points, radius } = mark
      // Each by itself, so that dots over one another show how many there are.
      for (let i = 0; i + 1 < points.length; i += 2) {
        context.beginPath()
        context.arc(points[i]!, points[i + 1]!, radius, 0, 2 * Math.PI)
        context.fill()
      }
      break
    }
    case 'rings': {
      const { points, radius } = mark
      context.lineWidth = mark.width
      context.beginPath()
      for (let i = 0; i + 1 < points.length; i += 2) {
        context.moveTo(points[i]! + radius, points[i + 1]!)
        context.arc(points[i]!, points[i + 1]!, radius, 0, 2 * Math.PI)
      }
      context.stroke()
      break
    }
    case 'lines':
      context.lineWidth = mark.width
      context.setLineDash([...(mark.dash ?? [])])
      // One stroke for all, as a file has them: hundreds of strokes are far slower than one.
      context.lineJoin = mark.width > 2 ? 'round' : 'bevel'
      context.beginPath()
      for (const path of mark.paths) {
        context.moveTo(path[0]!, path[1]!)
        for (let i = 2; i + 1 < path.length; i += 2) context.lineTo(path[i]!, path[i + 1]!)
      }
      context.stroke()
      context.setLineDash([])
      break
    case 'text':
      context.save()
      context.font = `${mark.bold ? '600 ' : ''}${FONT_PX}px ${FONT}`
      context.textAlign = mark.anchor === 'middle' ? 'center' : mark.anchor
      context.translate(mark.x, mark.y)
      if (mark.turn) context.rotate((mark.turn * Math.PI) / 180)
      if (mark.halo) {
        context.strokeStyle = mark.halo
        context.lineWidth = 3
        context.strokeText(mark.text, 0, 0)
      }
      context.fillText(mark.text, 0, 0)
      context.restore()
  }
}

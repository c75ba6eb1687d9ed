/**
 * A line chart on three canvases: lines that stand still, lines that grow, and what follows the
 * pointer. Each is painted only when something on it changed; whoever changes something only says
 * so, and the draw queue decides when.
 */
import type { Domain } from '@/lib/metrics/domains'
import { cancelDraw, queueDraw } from './drawQueue'
import { chartDomains, type LeftOut, type Zoom } from '@/lib/charts/lineDomains'
import { GeometryCache, type LineGeometry } from '@/lib/charts/lineGeometry'
import { dot, pointAt } from '@/lib/charts/marks'
import { lineEnd, lookFor, paintLine } from '@/lib/charts/paintLine'
import { buildFrame, type Frame, frameSignature } from '@/lib/charts/scales'
import type { ChartColors, ChartLine, ChartOptions, Size } from '@/lib/charts/types'

export interface ChartLayers {
  still: HTMLCanvasElement
  growing: HTMLCanvasElement
  overlay: HTMLCanvasElement
}

/** What is on screen: read by axes, tooltips and exports. */
export interface ChartPicture {
  frame: Frame
  leftOut: LeftOut
}

const DIMMED = '0.22'
const HIGHLIGHT_WIDTH = 2.5

export class LineChart {
  private lines: readonly ChartLine[] = []
  private options: ChartOptions | null = null
  private colors: ChartColors | null = null
  private size: Size = { width: 0, height: 0 }
  private zoom: Zoom | null = null
  private highlighted: number | null = null
  private cursorX: number | null = null
  private picture: ChartPicture | null = null
  private signature = ''
  private readonly cache = new GeometryCache()
  private readonly painted = { still: '', growing: '', overlay: '' }
  private readonly listeners = new Set<() => void>()
  private readonly drawNow = () => this.draw()

  constructor(private readonly layers: ChartLayers) {}

  // ---- what changed

  setLines(lines: readonly ChartLine[]): void {
    this.lines = lines
    this.cache.keep(lines)
    queueDraw(this.drawNow)
  }

  setLook(options: ChartOptions, colors: ChartColors): void {
    this.options = options
    this.colors = colors
    this.painted.still = this.painted.growing = this.painted.overlay = ''
    queueDraw(this.drawNow)
  }

  setSize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return
    this.size = size
    queueDraw(this.drawNow)
  }

  setZoom(zoom: Zoom | null): void {
    this.zoom = zoom
    queueDraw(this.drawNow)
  }

  setHighlight(run: number | null): void {
    if (run === this.highlighted) return
    this.highlighted = run
    queueDraw(this.drawNow)
  }

  /** Marks the highlighted line's point at an x. */
  setCursor(x: number | null): void {
    if (x === this.cursorX) return
    this.cursorX = x
    if (this.highlighted !== null) queueDraw(this.drawNow)
  }

  /** Draws now rather than in the next frame; for measurements. */
  drawAtOnce(): void {
    cancelDraw(this.drawNow)
    this.draw()
  }

  dispose(): void {
    cancelDraw(this.drawNow)
    this.listeners.clear()
  }

  // ---- what is on screen

  getPicture = (): ChartPicture | null => this.picture

  getLines(): readonly ChartLine[] {
    return this.lines
  }

  getZoom(): Zoom | null {
    return this.zoom
  }

  /** Told when axes or notes changed; not of every new point. */
  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  geometryOf(line: ChartLine): LineGeometry | null {
    const { picture, options } = this
    if (!picture || !options) return null
    const { frame } = picture
    const { width } = this.size
    const { smoothing } = options
    return this.cache.geometry(line, { x: frame.x, width, pixel: 1 / ratio(), smoothing })
  }

  // ---- drawing

  private draw(): void {
    const { options, colors, size } = this
    if (!options || !colors || size.width < 2 || size.height < 2) return
    const { x, y, ...leftOut } = chartDomains(this.lines, options, this.zoom, this.cache)
    const frame = this.frameFor(x, y, options)
    this.publish(frame, leftOut)
    for (const canvas of Object.values(this.layers)) this.fit(canvas)
    const look = lookFor(this.lines.length, options)
    for (const layer of ['still', 'growing'] as const) {
      const lines = this.lines.filter((line) => line.live === (layer === 'growing'))
      const versions = lines.map((line) => line.version).join()
      const content = `${this.signature} ${ratio()} ${look.width} ${look.envelope} ${versions}`
      if (this.painted[layer] === content) continue
      this.painted[layer] = content
      this.paint(layer, frame, (context) => {
        // The first of the list lies on top.
        for (let i = lines.length - 1; i >= 0; i--) {
          const geometry = this.geometryOf(lines[i]!)
          if (geometry) paintLine(context, lines[i]!, geometry, frame, look)
        }
        if (layer === 'growing') this.paintDots(context, lines, frame, colors)
      })
    }
    this.paintOverlay(frame, options)
  }

  private paintDots(
    context: CanvasRenderingContext2D,
    lines: readonly ChartLine[],
    frame: Frame,
    colors: ChartColors,
  ): void {
    for (const line of lines) {
      const geometry = this.geometryOf(line)
      const end = geometry && lineEnd(line, geometry, frame)
      if (end) dot(context, end.x, end.y, line.color, colors.ground)
    }
  }

  private paintOverlay(frame: Frame, options: ChartOptions): void {
    const lit = this.lines.filter((line) => isLit(line, this.highlighted))
    const content = lit.length
      ? `${this.signature} ${this.cursorX} ${lit.map((line) => line.version).join()} ${this.highlighted}`
      : ''
    for (const layer of [this.layers.still, this.layers.growing]) {
      layer.style.opacity = lit.length > 0 && this.lines.length > lit.length ? DIMMED : ''
    }
    if (this.painted.overlay === content) return
    this.painted.overlay = content
    this.paint('overlay', frame, (context) => {
      const { showEnvelope: envelope } = options
      const look = { width: HIGHLIGHT_WIDTH, unit: 1, envelope, dashed: true }
      for (const line of lit) {
        const geometry = this.geometryOf(line)
        if (!geometry) continue
        paintLine(context, line, geometry, frame, look)
        const at = this.cursorX === null ? null : pointAt(geometry, frame, this.cursorX)
        if (at) dot(context, at.x, at.y, line.color, this.colors!.ground)
      }
    })
  }

  private paint(
    layer: keyof ChartLayers,
    { left, right, top, bottom }: Frame,
    work: (context: CanvasRenderingContext2D) => void,
  ): void {
    const context = this.layers[layer].getContext('2d')!
    const scale = ratio()
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, this.size.width, this.size.height)
    context.save()
    context.beginPath()
    // A little more than the axes enclose, so that lines along an edge keep their width.
    context.rect(left - 1, top - 4, right - left + 6, bottom - top + 6)
    context.clip()
    work(context)
    context.restore()
  }

  /** Sets the canvas to device pixels; that clears it, so it counts as not painted. */
  private fit(canvas: HTMLCanvasElement): void {
    const scale = ratio()
    const width = Math.round(this.size.width * scale)
    const height = Math.round(this.size.height * scale)
    if (canvas.width === width && canvas.height === height) return
    canvas.width = width
    canvas.height = height
    canvas.style.width = `${this.size.width}px`
    canvas.style.height = `${this.size.height}px`
    this.painted.still = this.painted.growing = this.painted.overlay = ''
  }

  private frameFor(xDomain: Domain, yDomain: Domain, options: ChartOptions): Frame {
    const { xScale, yScale, xUnit, yUnit, xTitle, yTitle } = options
    const axes = { xScale, yScale, xUnit, yUnit, xTitle, yTitle }
    const request = { ...this.size, xDomain, yDomain, ...axes }
    const signature = frameSignature(request)
    if (this.picture && signature === this.signature) return this.picture.frame
    this.signature = signature
    return buildFrame(request, this.picture?.frame)
  }

  private publish(frame: Frame, leftOut: LeftOut): void {
    const before = this.picture
    const same =
      before?.frame === frame &&
      Object.entries(leftOut).every(
        ([name, value]) => before.leftOut[name as keyof LeftOut] === value,
      )
    if (same) return
    this.picture = { frame, leftOut }
    for (const listener of this.listeners) listener()
  }
}

/** A group is lit by itself and by any of its runs. */
function isLit(line: ChartLine, run: number | null): boolean {
  return run !== null && (line.run === run || line.group?.runs.has(run) === true)
}

function ratio(): number {
  return window.devicePixelRatio || 1
}

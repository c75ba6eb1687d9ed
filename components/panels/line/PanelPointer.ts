/** What a person points at in one panel: crosshair, lit line and tooltip follow from it. */
import { hitTest, type Hit, nearestEntry } from '@/components/charts/hitTest'
import type { LineChart } from '@/components/charts/LineChart'
import type { ChartLine } from '@/lib/charts/types'
import { crosshair } from '../crosshair'
import { highlight } from '../highlight'

export interface Pointing {
  x: number
  /** The nearest line first; at most so many as a tooltip shows. */
  hits: Hit[]
  more: number
  /** Pixels within the chart. */
  at: { x: number; y: number }
  /** Reached by keys: the reading is announced. */
  byKeyboard: boolean
}

const MOST_SHOWN = 10
/** A line nearer than this is lit. */
const LIT_PX = 24

export class PanelPointer {
  private pointing: Pointing | null = null
  private litRun: number | null = null
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly chart: () => LineChart | null,
    private readonly axis: () => string,
  ) {}

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get = (): Pointing | null => this.pointing

  /** The pointer is at these pixels within the chart. */
  moveTo(px: number, py: number): void {
    const chart = this.chart()
    const found = chart && hitTest(chart, px, py)
    if (!found) return this.leave()
    const nearest = found.hits[0]
    this.light(nearest && nearest.distance <= LIT_PX ? nearest.line.run : null)
    this.show(found.x, found.hits, { x: px, y: py }, false)
  }

  leave(): void {
    this.light(null)
    if (!this.pointing) return
    this.pointing = null
    crosshair.set(null)
    this.tell()
  }

  /** Keeps the line pointed at lit, on every panel; lets it go when it was. */
  pin(): void {
    if (this.litRun !== null) highlight.togglePin(this.litRun)
  }

  /** One row on, or back, along the line last pointed at. */
  step(direction: 1 | -1): void {
    const chart = this.chart()
    const lines = chart?.getLines() ?? []
    if (!chart || lines.length === 0) return
    const line = this.keyboardLine(lines)
    const frame = chart.getPicture()?.frame
    if (!frame) return
    const { buckets } = line.result
    let x: number
    if (this.pointing) {
      const i = nearestEntry(buckets, this.pointing.x)
      const next = Math.min(buckets.length - 1, Math.max(0, i + direction))
      x = (buckets.xMin[next]! + buckets.xMax[next]!) / 2
    } else x = direction > 0 ? frame.x.domain[0] : frame.x.domain[1]
    this.pointAlong(chart, line, x)
  }

  /** The next line up or down the list, at the same x. */
  changeLine(direction: 1 | -1): void {
    const chart = this.chart()
    const lines = chart?.getLines() ?? []
    if (!chart || lines.length === 0) return
    const i = lines.indexOf(this.keyboardLine(lines))
    const line = lines[(i + direction + lines.length) % lines.length]!
    const x = this.pointing?.x ?? chart.getPicture()?.frame.x.domain[1]
    if (x !== undefined) this.pointAlong(chart, line, x)
  }

  private keyboardLine(lines: readonly ChartLine[]): ChartLine {
    const id = this.pointing?.hits[0]?.line.id
    return lines.find((line) => line.id === id) ?? lines[0]!
  }

  private pointAlong(chart: LineChart, line: ChartLine, x: number): void {
    const frame = chart.getPicture()?.frame
    if (!frame) return
    const px = Math.min(frame.right, Math.max(frame.left, frame.x.project(x)))
    const found = hitTest(chart, px, frame.top)
    if (!found) return
    const own = found.hits.find((hit) => hit.line.id === line.id)
    const hits = own ? [own, ...found.hits.filter((hit) => hit !== own)] : found.hits
    this.light(line.run)
    this.show(x, hits, { x: px, y: own?.at.y ?? frame.top }, true)
  }

  private show(x: number, hits: Hit[], at: { x: number; y: number }, byKeyboard: boolean): void {
    const shown = hits.slice(0, MOST_SHOWN)
    this.pointing = { x, hits: shown, more: hits.length - shown.length, at, byKeyboard }
    crosshair.set({ axis: this.axis(), x })
    this.tell()
  }

  private light(run: number | null): void {
    if (run === this.litRun) return
    if (run !== null) highlight.set(run)
    else if (this.litRun !== null) highlight.clear(this.litRun)
    this.litRun = run
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }
}

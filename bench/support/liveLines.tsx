// Runs in a browser: a chart whose lines all grow ten times a second, on canvas as the product draws it, and
// as SVG as chart libraries draw it: React and one path a line, through every point (visx).
import { LinePath } from '@visx/shape'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { LineChart } from '@/components/charts/LineChart'
import { chartDomains } from '@/lib/charts/lineDomains'
import { GeometryCache } from '@/lib/charts/lineGeometry'
import { buildFrame } from '@/lib/charts/scales'
import type { ChartLine, ChartOptions } from '@/lib/charts/types'
import { Buckets } from '@/lib/metrics/buckets'
import { runColor } from '@/lib/palette/runColors'
import { BUILT_IN_SETTINGS } from '@/lib/panels/linePanel'

export type LinesKind = 'canvas' | 'svg'

export interface LiveLinesOptions {
  kind: LinesKind
  lines: number
  /** Points of each line when it begins. */
  points: number
  ticks: number
}

export interface LiveLinesResult {
  frames: number
  seconds: number
  worstMs: number
}

declare global {
  interface Window {
    liveLines(options: LiveLinesOptions): Promise<LiveLinesResult>
  }
}

const SIZE = { width: 900, height: 420 }
const TICK_MS = 100
const OPTIONS: ChartOptions = { ...BUILT_IN_SETTINGS, xUnit: 'number', yUnit: '' }

interface Drawing {
  /** Shows the lines as they are now. */
  show(lines: readonly ChartLine[]): void
  end(): void
}

window.liveLines = async ({ kind, lines: count, points, ticks }) => {
  const host = document.body.appendChild(document.createElement('div'))
  let lines = Array.from({ length: count }, (_, run) => lineOf(run))
  let step = 0
  const grow = (by: number) => {
    for (let i = 0; i < by; i++, step++) {
      for (const { run, result } of lines) result.buckets.addPoint(step, step, valueAt(run, step))
    }
    lines = lines.map((line) => ({ ...line, version: step }))
  }
  grow(points)
  const drawing = kind === 'canvas' ? onCanvas(host) : asSvg(host)
  drawing.show(lines)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const times: number[] = []
  let running = true
  requestAnimationFrame(function frame(now) {
    times.push(now)
    if (running) requestAnimationFrame(frame)
  })
  await new Promise<void>((resolve) => {
    let left = ticks
    const timer = setInterval(() => {
      grow(1)
      drawing.show(lines)
      if (--left > 0) return
      clearInterval(timer)
      resolve()
    }, TICK_MS)
  })
  running = false
  drawing.end()
  host.remove()
  const gaps = times.slice(1).map((time, i) => time - times[i]!)
  const seconds = (times.at(-1)! - times[0]!) / 1000
  return { frames: gaps.length, seconds, worstMs: Math.max(...gaps) }
}

function valueAt(run: number, step: number): number {
  return Math.exp(-step / (300 + run)) + 0.05 * Math.sin(step * 0.7 + run) + Math.random() * 0.02
}

function lineOf(run: number): ChartLine {
  const facts = { run, key: 'loss', nextRow: 0, known: true, sortedByX: false }
  return {
    id: String(run),
    run,
    key: 'loss',
    name: String(run),
    color: runColor(run + 1, 'light'),
    dash: [],
    live: true,
    result: { ...facts, buckets: new Buckets(1, 16) },
    version: 0,
  }
}

function onCanvas(host: HTMLElement): Drawing {
  const [still, growing, overlay] = [0, 1, 2].map(() =>
    host.appendChild(document.createElement('canvas')),
  ) as [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement]
  const chart = new LineChart({ still, growing, overlay })
  const colors = { ground: '#fff', ink: '#000', faint: '#666', line: '#eee' }
  chart.setLook(OPTIONS, colors)
  chart.setSize(SIZE)
  return { show: (lines) => chart.setLines(lines), end: () => chart.dispose() }
}

function asSvg(host: HTMLElement): Drawing {
  const root = createRoot(host)
  return {
    show: (lines) => flushSync(() => root.render(<SvgLines lines={lines} />)),
    end: () => root.unmount(),
  }
}

function SvgLines({ lines }: { lines: readonly ChartLine[] }) {
  const { x, y } = chartDomains(lines, OPTIONS, null, new GeometryCache())
  const frame = buildFrame({ ...SIZE, ...OPTIONS, xDomain: x, yDomain: y })
  return (
    <svg width={SIZE.width} height={SIZE.height}>
      {lines.map(({ id, color, result: { buckets } }) => (
        <LinePath
          key={id}
          data={Array.from({ length: buckets.length }, (_, i) => i)}
          x={(i) => frame.x.project(buckets.xMin[i]!)}
          y={(i) => frame.y.project(buckets.last[i]!)}
          stroke={color}
          strokeWidth={1}
        />
      ))}
    </svg>
  )
}

// Runs in a browser: what drawing a chart costs beside a plain polyline through the same points.
import { LineChart } from '@/components/charts/LineChart'
import type { ChartLine } from '@/lib/charts/types'
import { Buckets } from '@/lib/metrics/buckets'
import { BUILT_IN_SETTINGS } from '@/lib/panels/linePanel'
import { runColor } from '@/lib/palette/runColors'

export interface DrawCost {
  /** Medians in milliseconds, rasterising included. */
  chart: number
  polyline: number
}

declare global {
  interface Window {
    drawCost(lines: number, entries: number, bucketRows: number): DrawCost
  }
}

const SIZE = { width: 420, height: 220 }
const ROUNDS = 15

window.drawCost = (count, entries, bucketRows) => {
  const lines = makeLines(count, entries, bucketRows)
  const canvases = [0, 1, 2].map(() => document.body.appendChild(document.createElement('canvas')))
  const [still, growing, overlay] = canvases as [
    HTMLCanvasElement,
    HTMLCanvasElement,
    HTMLCanvasElement,
  ]
  const chart = new LineChart({ still, growing, overlay })
  const colors = { ground: '#fff', ink: '#000', faint: '#666', line: '#eee' }
  chart.setLook({ ...BUILT_IN_SETTINGS, xUnit: 'number', yUnit: '' }, colors)
  chart.setSize(SIZE)
  const rasterised = () => still.getContext('2d')!.getImageData(0, 0, 1, 1)
  let next = 1
  const ours = median(() => {
    // New versions: nothing may be taken from what was computed before.
    chart.setLines(lines.map((line) => ({ ...line, version: next++ })))
    chart.drawAtOnce()
    rasterised()
  })
  const { frame } = chart.getPicture()!
  const context = still.getContext('2d')!
  const plain = median(() => {
    context.clearRect(0, 0, SIZE.width, SIZE.height)
    context.lineWidth = 1.5
    for (const { result, color } of lines) {
      const { buckets } = result
      context.strokeStyle = color
      context.beginPath()
      for (let i = 0; i < buckets.length; i++) {
        context.lineTo(frame.x.project(buckets.xMin[i]!), frame.y.project(buckets.last[i]!))
      }
      context.stroke()
    }
    rasterised()
  })
  chart.dispose()
  for (const canvas of canvases) canvas.remove()
  return { chart: ours, polyline: plain }
}

function makeLines(count: number, entries: number, bucketRows: number): ChartLine[] {
  return Array.from({ length: count }, (_, run) => {
    const raw = new Buckets(1, entries * bucketRows)
    for (let row = 0; row < entries * bucketRows; row++) {
      raw.addPoint(row, row, Math.exp(-row / (entries * bucketRows)) + Math.random() * 0.1)
    }
    const buckets = bucketRows === 1 ? raw : raw.coarsened(bucketRows)
    const facts = { run, key: 'loss', nextRow: 0, known: true, sortedByX: false }
    return {
      id: String(run),
      run,
      key: 'loss',
      name: String(run),
      color: runColor(run + 1, 'light'),
      dash: [],
      live: false,
      result: { ...facts, buckets },
      version: 0,
    }
  })
}

function median(work: () => void): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return times[Math.floor(ROUNDS / 2)]!
}

/** Counts as bars, and histograms over steps as a heat map, as marks. */
import { buildAxis, buildFrame, type Frame } from '../../charts/scales'
import type { ChartColors } from '../../charts/types'
import { scaleColor } from '../../palette/colorScale'
import type { PaletteTheme } from '../../palette/runColors'
import { formatValue } from '../../metrics/numbers'
import type { PanelAxis } from '../otherPanels'
import { type Histogram, rebinned } from '../../stats/histogram'
import { axisMarks } from '../plot/axisMarks'
import type { Mark } from '../plot/marks'

export interface SceneSize {
  width: number
  height: number
  colors: ChartColors
  lineWidth: number
}

export interface NamedHistogram {
  name: string
  color: string
  histogram: Histogram
}

export interface HistogramScene {
  marks: Mark[]
  frame: Frame
}

/** Room above for the y title and below for the x title. */
const TOP = 20
const BOTTOM = 16

/** One histogram as filled bars; several as outlines over each other, each a share of its own sum. */
export function barsScene(
  shown: readonly NamedHistogram[],
  axis: PanelAxis | undefined,
  xTitle: string,
  size: SceneSize,
): HistogramScene {
  const shares = shown.length > 1
  const all = shown.flatMap(({ histogram }) => histogram.edges)
  const heights = shown.map(({ histogram }) => heightsOf(histogram, shares))
  const greatest = Math.max(...heights.flat(), shares ? 0.01 : 1)
  const log = axis?.scale === 'log'
  const [from, to] = axis?.range ?? [null, null]
  const low = from ?? Math.min(...all.filter((edge) => !log || edge > 0))
  const high = to ?? Math.max(...all)
  const frame = shifted(size, {
    xDomain: low < high ? [low, high] : [low, low + 1],
    yDomain: [0, greatest * 1.05],
    xScale: log && low > 0 ? 'log' : 'linear',
  })
  const titles = { x: axis?.title ?? xTitle, y: shares ? 'share' : 'count' }
  const marks = axisMarks(frame, titles, size.colors)
  const inside: Mark[] = shown.flatMap(({ histogram, color }, i) =>
    shares
      ? outline(histogram, heights[i]!, frame, color, size.lineWidth)
      : bars(histogram, heights[i]!, frame, color),
  )
  const { left, right, top, bottom } = frame
  marks.push({
    kind: 'clip',
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    marks: inside,
  })
  return { marks, frame }
}

function heightsOf({ counts }: Histogram, shares: boolean): number[] {
  const sum = counts.reduce((a, b) => a + b, 0)
  return counts.map((count) => (shares ? (sum > 0 ? count / sum : 0) : count))
}

function bars(
  { edges }: Histogram,
  heights: readonly number[],
  frame: Frame,
  color: string,
): Mark[] {
  return heights.flatMap((height, i): Mark[] => {
    const x = frame.x.project(edges[i]!)
    const end = frame.x.project(edges[i + 1]!)
    const y = frame.y.project(height)
    if (height === 0 || Number.isNaN(x) || Number.isNaN(end)) return []
    const width = Math.max(0.5, end - x - (end - x > 4 ? 1 : 0))
    return [{ kind: 'rect', x, y, width, height: frame.bottom - y, color, alpha: 0.8 }]
  })
}

function outline(
  { edges }: Histogram,
  heights: readonly number[],
  frame: Frame,
  color: string,
  width: number,
): Mark[] {
  const path = heights.flatMap((height, i) => {
    const y = frame.y.project(height)
    return [frame.x.project(edges[i]!), y, frame.x.project(edges[i + 1]!), y]
  })
  if (path.some(Number.isNaN)) return []
  const closed = [path[0]!, frame.bottom, ...path, path.at(-2)!, frame.bottom]
  return [
    { kind: 'area', path: closed, color, alpha: 0.12 },
    { kind: 'lines', paths: [closed], color, width },
  ]
}

export interface StepHistogram extends Histogram {
  step: number
}

const SHADES = 32
const MAP_ROWS = 64

/** Steps to the right, values upwards, the share of a step's values as shade. */
export function heatScene(
  histograms: readonly StepHistogram[],
  axis: PanelAxis | undefined,
  yTitle: string,
  theme: PaletteTheme,
  size: SceneSize,
): HistogramScene {
  const edges = histograms.flatMap((one) => one.edges)
  const [from, to] = axis?.range ?? [null, null]
  const low = from ?? Math.min(...edges)
  const high = to ?? Math.max(...edges)
  const yDomain: [number, number] = low < high ? [low, high] : [low - 0.5, low + 0.5]
  const steps = histograms.map(({ step }) => step)
  const ends = cellEnds(steps)
  const frame = shifted(size, { xDomain: [ends[0]!, ends.at(-1)!], yDomain, xScale: 'linear' })
  const onto = Array.from({ length: MAP_ROWS + 1 }, (_, i) => {
    return yDomain[0] + (i * (yDomain[1] - yDomain[0])) / MAP_ROWS
  })
  const cells: Mark[] = histograms.flatMap((histogram, i) => {
    const counts = rebinned(histogram, onto)
    const greatest = Math.max(...counts)
    const x = frame.x.project(ends[i]!)
    const width = frame.x.project(ends[i + 1]!) - x + 0.5
    return counts.flatMap((count, row): Mark[] => {
      if (count <= 0) return []
      const shade = Math.round(Math.sqrt(count / greatest) * (SHADES - 1)) / (SHADES - 1)
      const y = frame.y.project(onto[row + 1]!)
      const height = frame.y.project(onto[row]!) - y + 0.5
      return [{ kind: 'rect', x, y, width, height, color: scaleColor(shade, theme) }]
    })
  })
  const { left, right, top, bottom } = frame
  const marks = axisMarks(frame, { x: 'Step', y: axis?.title ?? yTitle }, size.colors)
  marks.push({
    kind: 'clip',
    x: left,
    y: top,
    width: right - left,
    height: bottom - top,
    marks: merged(cells),
  })
  return { marks, frame }
}

/** Neighbours of one shade in a column are one rectangle: files stay small. */
function merged(cells: readonly Mark[]): Mark[] {
  const result: Mark[] = []
  for (const cell of cells) {
    const last = result.at(-1)
    const joins =
      cell.kind === 'rect' &&
      last?.kind === 'rect' &&
      last.color === cell.color &&
      last.x === cell.x &&
      Math.abs(cell.y + cell.height - last.y) < 1
    if (joins) {
      const bottom = last.y + last.height
      result[result.length - 1] = { ...last, y: cell.y, height: bottom - cell.y }
    } else result.push(cell)
  }
  return result
}

/** Half-way between neighbours: a cell lies around its step. */
function cellEnds(steps: readonly number[]): number[] {
  const inner = steps.slice(1).map((step, i) => (step + steps[i]!) / 2)
  const first = steps[0] ?? 0
  const last = steps.at(-1) ?? 1
  const before = steps.length > 1 ? first - (inner[0]! - first) : first - 0.5
  const after = steps.length > 1 ? last + (last - inner.at(-1)!) : last + 0.5
  return [before, ...inner, after]
}

/** A frame with room for titles above and below. */
function shifted(
  { width, height }: SceneSize,
  domains: { xDomain: [number, number]; yDomain: [number, number]; xScale: 'linear' | 'log' },
): Frame {
  const units = { xUnit: 'number', yUnit: '', yScale: 'linear' } as const
  const inner = Math.max(60, height - TOP - BOTTOM)
  const frame = buildFrame({ ...domains, ...units, width, height: inner })
  const top = frame.top + TOP
  const bottom = frame.bottom + TOP
  const count = Math.min(6, Math.max(2, Math.round((bottom - top) / 44)))
  const y = buildAxis(domains.yDomain, [bottom, top], 'linear', count)
  return { ...frame, height, top, bottom, y }
}

/** "0.2 to 0.4: 12". */
export function binText({ edges, counts }: Histogram, i: number): { label: string; value: string } {
  return {
    label: `${formatValue(edges[i]!)} to ${formatValue(edges[i + 1]!)}`,
    value: formatValue(counts[i]!),
  }
}

import type { Unit } from '@/lib/metrics/units'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import type { AxisRange, ScaleKind, Smoothing } from '@/lib/panels/linePanel'

/** One line of a chart: a series and how it looks. */
export interface ChartLine {
  id: string
  run: number
  key: string
  /** What a tooltip calls it. */
  name: string
  color: string
  dash: readonly number[]
  /** More rows may come: the line ends in a dot and is drawn on the layer that changes. */
  live: boolean
  result: SeriesResult
  /** Another number whenever the result is another; no two results share one. */
  version: number
}

/** What the x axis counts, which decides its labels. */
export type XUnit = 'number' | 'duration' | 'moment'

export interface ChartOptions {
  xUnit: XUnit
  yUnit: Unit
  xScale: ScaleKind
  yScale: ScaleKind
  smoothing: Smoothing
  ignoreOutliers: boolean
  showEnvelope: boolean
  /** Fixed ends of the axes; open ends follow the data. */
  xRange: AxisRange | null
  yRange: AxisRange | null
}

export interface ChartColors {
  ground: string
  ink: string
  faint: string
  line: string
}

export interface Size {
  width: number
  height: number
}

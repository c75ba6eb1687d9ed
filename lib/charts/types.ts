import type { PaletteTheme } from '@/lib/palette/runColors'
import type { Unit } from '@/lib/metrics/units'
import type { GroupStats } from '@/lib/metrics/groupStats'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import type { AxisRange, ScaleKind, Smoothing } from '@/lib/panels/linePanel'
import type { Aggregate } from '@/lib/panels/panelBase'

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
  /** Pixels; by default it follows from how many lines there are. */
  width?: number | undefined
  /** Points in place of a line. */
  points?: boolean | undefined
  /** Runs that this line is the statistic of; entries then count runs, not rows. */
  group?: GroupOfRuns | undefined
  /** Computed of others: extremes within an entry are not known. */
  derived?: boolean | undefined
  /** Filled from `min` to `max` of each entry, whatever the options say of envelopes. */
  band?: 'spread' | 'area' | undefined
  /** What readings tell where the drawn entries are others, as in stacks. */
  reads?: SeriesResult | undefined
}

export interface GroupOfRuns {
  runs: ReadonlySet<number>
  /** One an entry, aligned with the line's buckets. */
  stats: GroupStats
  aggregate: Aggregate
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
  xTitle?: string | undefined
  yTitle?: string | undefined
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

/** How a picture of a chart shall look. All lengths are CSS pixels of the picture. */
export interface PictureLook extends Size {
  /** The size is that of the whole picture: title, chart and legend. */
  fontSize: number
  lineWidth: number
  title: boolean
  legend: boolean
  theme: PaletteTheme
  /** `ground` is `none` for a picture without one. */
  colors: ChartColors
}

/**
 * One line panel outside React: its series, its zoom and its chart. React hands in what should be
 * shown and hears of what seldom changes; rows and pointers move without it.
 */
import { queueDraw, cancelDraw } from '@/components/charts/drawQueue'
import { LineChart, type ChartLayers } from '@/components/charts/LineChart'
import type { Zoom } from '@/components/charts/lineDomains'
import { stacked } from '@/components/charts/stack'
import type { ChartColors, ChartLine, ChartOptions, Size } from '@/components/charts/types'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { Unit } from '@/lib/metrics/units'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { LinePanelSpec, PanelSettings } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import { PanelFeed, type FeedStatus } from '../series/panelFeed'
import type { SeriesStore } from '../series/seriesStore'
import type { XRange } from '../series/entry'
import { crosshair } from '../crosshair'
import { highlight } from '../highlight'
import { onZoomReset } from '../zoomReset'
import { type FetchGroups, GroupFeed, type GroupFeedQuery } from './groupFeed'
import { groupLines } from './groupLines'
import { keysOf, type LineContent, type LineGroup, type LineSource } from './lineContent'
import { bucketsFor, chartOptions, groupBucketsFor } from './look'
import { type Exact, exactReadings } from './exactReadings'
import { PanelPointer, type Pointing } from './PanelPointer'
import { RunLines } from './runLines'

export interface PanelInput {
  spec: LinePanelSpec
  content: LineContent
  settings: PanelSettings
  runs: readonly PanelRun[]
  theme: PaletteTheme
  colors: ChartColors
}

export interface LegendItem {
  id: string
  run: number
  name: string
  color: string
  dash: readonly number[]
  filled: boolean
}

/** What React shows around the chart. */
export interface PanelState extends FeedStatus {
  zoom: Zoom | null
  /** The same array until something in it changes. */
  legend: readonly LegendItem[]
}

/** Least time between two drawings of new rows in one panel. */
const PACE_MS = 80

/** A hand that has not moved for so long rests. */
const REST_MS = 120

const NOTHING_YET: PanelState = {
  total: 0,
  answered: 0,
  known: false,
  error: undefined,
  refining: false,
  zoom: null,
  legend: [],
}

/** Runs of which some line is drawn when their number is limited; the others need not be asked for. */
function drawnRuns({ spec, content, runs }: PanelInput): readonly PanelRun[] {
  if (spec.limit === undefined) return runs
  return runs.slice(0, Math.ceil(spec.limit / Math.max(1, content.sources.length)))
}

export class LinePanelController {
  readonly pointer = new PanelPointer(
    () => this.chart,
    () => this.axisName(),
  )
  private chart: LineChart | null = null
  private unfollow: (() => void) | null = null
  private askTimer: ReturnType<typeof setTimeout> | undefined
  private paceTimer: ReturnType<typeof setTimeout> | undefined
  private collectedAt = -Infinity
  private readonly feed: PanelFeed
  private readonly groupFeed: GroupFeed
  private readonly runLines = new RunLines()
  private input: PanelInput | null = null
  private size: Size = { width: 0, height: 0 }
  private zoom: Zoom | null = null
  private state = NOTHING_YET
  private asked = ''
  private readonly listeners = new Set<() => void>()
  private readonly collectNow = () => this.collect()

  constructor(
    private readonly store: SeriesStore,
    fetchGroups: FetchGroups,
  ) {
    this.feed = new PanelFeed(store, () => this.changed())
    this.groupFeed = new GroupFeed(store, fetchGroups, () => this.changed())
  }

  // ---- React's side

  attach(layers: ChartLayers): () => void {
    const chart = new LineChart(layers)
    this.chart = chart
    if (this.input) chart.setLook(this.options(this.input), this.input.colors)
    chart.setSize(this.size)
    chart.setZoom(this.zoom)
    queueDraw(this.collectNow)
    return () => {
      chart.dispose()
      if (this.chart === chart) this.chart = null
    }
  }

  getChart(): LineChart | null {
    return this.chart
  }

  setInput(input: PanelInput): void {
    const before = this.input
    this.input = input
    if (before && before.settings.x !== input.settings.x) {
      this.zoom = null
      this.chart?.setZoom(null)
    }
    this.ask()
    const sameLook =
      before?.settings === input.settings &&
      before.colors === input.colors &&
      before.spec === input.spec &&
      before.content.sources === input.content.sources
    if (!sameLook) this.chart?.setLook(this.options(input), input.colors)
    queueDraw(this.collectNow)
  }

  setSize(size: Size): void {
    this.size = size
    this.chart?.setSize(size)
    this.ask()
  }

  setVisible(visible: boolean): void {
    this.feed.setVisible(visible)
    this.groupFeed.setVisible(visible)
    if (visible) this.unfollow ??= this.follow()
    else {
      this.unfollow?.()
      this.unfollow = null
    }
  }

  retry(): void {
    this.feed.retry()
    this.groupFeed.retry()
  }

  /**
   * Shows a part of the axes and asks for it in full detail; null shows everything. While a hand
   * still moves it, what is known is drawn, and asking waits for the hand to rest.
   */
  setZoom(zoom: Zoom | null, settled = true): void {
    this.zoom = zoom
    this.chart?.setZoom(zoom)
    clearTimeout(this.askTimer)
    if (settled) this.ask()
    else this.askTimer = setTimeout(() => this.ask(), REST_MS)
    this.setState({ ...this.state, zoom })
  }

  getZoom(): Zoom | null {
    return this.zoom
  }

  dispose(): void {
    cancelDraw(this.collectNow)
    clearTimeout(this.askTimer)
    clearTimeout(this.paceTimer)
    this.paceTimer = undefined
    this.pointer.leave()
    this.setVisible(false)
    this.groupFeed.dispose()
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  getState = (): PanelState => this.state

  // ---- inside

  /** Listens to what is pointed at elsewhere on the page. */
  private follow(): () => void {
    const stops = [
      highlight.subscribe((run) => this.chart?.setHighlight(run)),
      crosshair.subscribe((at) =>
        this.chart?.setCursor(at?.axis === this.axisName() ? at.x : null),
      ),
      onZoomReset(() => this.setZoom(null)),
    ]
    this.chart?.setHighlight(highlight.get())
    return () => stops.forEach((stop) => stop())
  }

  xKey(): string {
    return this.input?.settings.x ?? STEP_KEY
  }

  /** What single rows say where something is pointed at. */
  exactReadings(pointing: Pointing): Promise<Exact> {
    const stream = this.input?.spec.stream ?? 'history'
    return exactReadings(
      (query) => this.store.fetchOnce(query),
      stream,
      this.xKey(),
      pointing.x,
      pointing.hits,
    )
  }

  unit(): Unit {
    return this.input ? this.options(this.input).yUnit : ''
  }

  private options({ settings, spec, content }: PanelInput): ChartOptions {
    return chartOptions(settings, spec, keysOf(content.sources))
  }

  axisName(): string {
    return this.input ? `${this.input.spec.stream} ${this.input.settings.x}` : ''
  }

  /** Tells the feed what is wanted, when that differs from before. */
  private ask(): void {
    const { input, size } = this
    if (!input || size.width === 0) return
    const { spec, settings, content } = input
    const { sources, groups } = content
    const drawn = groups === null ? drawnRuns(input) : []
    const query = {
      stream: spec.stream,
      keys: keysOf(sources),
      x: settings.x,
      range: this.range(settings),
      buckets: bucketsFor(size.width, drawn.length * sources.length),
      runs: drawn.map((run) => ({ id: run.id, live: run.state === 'running' })),
    }
    const asked = JSON.stringify(query)
    if (asked !== this.asked) {
      this.asked = asked
      this.feed.setQuery(query)
    }
    this.groupFeed.setQuery(groups ? this.groupQuery(input, groups) : null)
  }

  private groupQuery(
    { spec, settings, content }: PanelInput,
    groups: readonly LineGroup[],
  ): GroupFeedQuery {
    const runs = groups.reduce((sum, group) => sum + group.runs.size, 0)
    return {
      stream: spec.stream,
      sources: content.sources,
      groups,
      x: settings.x,
      scale: settings.xScale,
      range: this.range(settings),
      buckets: groupBucketsFor(this.size.width, runs),
      live: groups.flatMap((group) => (group.live ? [...group.runs] : [])),
    }
  }

  private range(settings: PanelSettings): XRange | null {
    if (this.zoom) return this.zoom.x
    const range = settings.xRange
    return range && (range[0] !== null || range[1] !== null) ? range : null
  }

  /**
   * New rows are drawn in the next frame, unless some were drawn just before: many runs that log at
   * once would otherwise have every panel drawn in every frame.
   */
  private changed(): void {
    const wait = this.collectedAt + PACE_MS - performance.now()
    if (wait <= 0) queueDraw(this.collectNow)
    else this.paceTimer ??= setTimeout(() => queueDraw(this.collectNow), wait)
  }

  private collect(): void {
    clearTimeout(this.paceTimer)
    this.paceTimer = undefined
    this.collectedAt = performance.now()
    if (!this.input) return
    const lines = this.linesFor(this.input.theme)
    this.chart?.setLines(lines)
    const feed = this.input.content.groups ? this.groupFeed : this.feed
    this.setState({ ...feed.status(), zoom: this.zoom, legend: this.legendOf(lines) })
  }

  /** What is drawn, in the colours of a theme. */
  linesFor(theme: PaletteTheme): ChartLine[] {
    const { input } = this
    if (!input) return []
    const { spec, content } = input
    const { groups, sources } = content
    const answerOf = (source: LineSource) => this.groupFeed.answerOf(source)
    const lines = groups
      ? groupLines({ spec, sources, groups, answerOf, theme })
      : this.runLines.make(spec, content, drawnRuns(input), this.feed.lines(), theme)
    const limited = lines.slice(0, spec.limit ?? lines.length)
    const area = spec.area ?? 'none'
    return area === 'none' ? limited : stacked(limited, area === 'percent')
  }

  private legendOf(lines: readonly ChartLine[]): readonly LegendItem[] {
    if ((this.input?.spec.legend?.position ?? 'none') === 'none') return NOTHING_YET.legend
    const legend = lines.map(({ id, run, name, color, dash, band }): LegendItem => {
      return { id, run, name, color, dash, filled: band === 'area' }
    })
    const before = this.state.legend
    return JSON.stringify(before) === JSON.stringify(legend) ? before : legend
  }

  private setState(state: PanelState): void {
    const names = Object.keys(state) as (keyof PanelState)[]
    if (names.every((name) => state[name] === this.state[name])) return
    this.state = state
    for (const listener of this.listeners) listener()
  }
}

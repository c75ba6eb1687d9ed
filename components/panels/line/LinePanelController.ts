/**
 * One line panel outside React: its series, its zoom and its chart. React hands in what should be
 * shown and hears of what seldom changes; rows and pointers move without it.
 */
import { queueDraw, cancelDraw } from '@/components/charts/drawQueue'
import { LineChart, type ChartLayers } from '@/components/charts/LineChart'
import type { Zoom } from '@/lib/charts/lineDomains'
import type { ChartLine, ChartOptions, Size } from '@/lib/charts/types'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { Unit } from '@/lib/metrics/units'
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { FeedStatus } from '../series/panelFeed'
import type { SeriesStore } from '../series/seriesStore'
import { crosshair } from '../crosshair'
import { highlight } from '../highlight'
import { sharedZooms } from '../sharedZooms'
import { onZoomReset } from '../zoomReset'
import type { FetchGroups } from './groupFeed'
import { keysOf } from '@/lib/panels/line/lineContent'
import { LineData, type PanelInput } from './LineData'
import { chartOptions } from '@/lib/panels/line/look'
import { type Exact, exactReadings } from './exactReadings'
import { PanelPointer, type Pointing } from './PanelPointer'

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
  private readonly data: LineData
  private input: PanelInput | null = null
  private size: Size = { width: 0, height: 0 }
  private zoom: Zoom | null = null
  private state = NOTHING_YET
  private readonly listeners = new Set<() => void>()
  private readonly collectNow = () => this.collect()

  constructor(
    private readonly store: SeriesStore,
    fetchGroups: FetchGroups,
  ) {
    this.data = new LineData(store, fetchGroups, () => this.changed())
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
    this.data.setVisible(visible)
    if (visible) this.unfollow ??= this.follow()
    else {
      this.unfollow?.()
      this.unfollow = null
    }
  }

  retry(): void {
    this.data.retry()
  }

  /**
   * Shows a part of the axes and asks for it in full detail; null shows everything. While a hand
   * still moves it, what is known is drawn, and asking waits for the hand to rest.
   */
  setZoom(zoom: Zoom | null, settled = true): void {
    if (settled && this.input) sharedZooms.tell(this.input.spec.id, zoom)
    this.showZoom(zoom, settled)
  }

  private showZoom(zoom: Zoom | null, settled: boolean): void {
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
    this.data.dispose()
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
      sharedZooms.onTaken((panelId, zoom) => {
        if (panelId === this.input?.spec.id) this.showZoom(zoom, true)
      }),
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

  private ask(): void {
    const { input, size } = this
    if (input && size.width > 0) this.data.ask(input, size, this.zoom)
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
    const { input, zoom } = this
    if (!input) return
    const lines = this.linesFor(input.theme)
    this.chart?.setLines(lines)
    this.setState({ ...this.data.status(input), zoom, legend: this.legendOf(lines) })
  }

  /** What is drawn, in the colours of a theme. */
  linesFor(theme: PaletteTheme): ChartLine[] {
    return this.input ? this.data.lines(this.input, theme) : []
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

/**
 * One line panel outside React: its series, its zoom and its chart. React hands in what should be
 * shown and hears of what seldom changes; rows and pointers move without it.
 */
import { queueDraw, cancelDraw } from '@/components/charts/drawQueue'
import { LineChart, type ChartLayers } from '@/components/charts/LineChart'
import type { Zoom } from '@/components/charts/lineDomains'
import type { ChartColors, ChartLine, Size } from '@/components/charts/types'
import { displayKey, STEP_KEY } from '@/lib/metrics/keys'
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
import { bucketsFor, chartOptions, lineLook, panelUnit } from './look'
import { type Exact, exactReadings } from './exactReadings'
import { PanelPointer, type Pointing } from './PanelPointer'

export interface PanelInput {
  spec: LinePanelSpec
  settings: PanelSettings
  runs: readonly PanelRun[]
  theme: PaletteTheme
  colors: ChartColors
}

/** What React shows around the chart. */
export interface PanelState extends FeedStatus {
  zoom: Zoom | null
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
  private input: PanelInput | null = null
  private size: Size = { width: 0, height: 0 }
  private zoom: Zoom | null = null
  private state = NOTHING_YET
  private asked = ''
  private readonly listeners = new Set<() => void>()
  private readonly collectNow = () => this.collect()

  constructor(private readonly store: SeriesStore) {
    this.feed = new PanelFeed(store, () => this.changed())
  }

  // ---- React's side

  attach(layers: ChartLayers): () => void {
    const chart = new LineChart(layers)
    this.chart = chart
    if (this.input)
      chart.setLook(chartOptions(this.input.settings, this.input.spec), this.input.colors)
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
      before.spec === input.spec
    if (!sameLook) {
      this.chart?.setLook(chartOptions(input.settings, input.spec), input.colors)
    }
    queueDraw(this.collectNow)
  }

  setSize(size: Size): void {
    this.size = size
    this.chart?.setSize(size)
    this.ask()
  }

  setVisible(visible: boolean): void {
    this.feed.setVisible(visible)
    if (visible) this.unfollow ??= this.follow()
    else {
      this.unfollow?.()
      this.unfollow = null
    }
  }

  retry(): void {
    this.feed.retry()
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
    return this.input ? panelUnit(this.input.spec) : ''
  }

  axisName(): string {
    return this.input ? `${this.input.spec.stream} ${this.input.settings.x}` : ''
  }

  /** Tells the feed what is wanted, when that differs from before. */
  private ask(): void {
    const { input, size } = this
    if (!input || size.width === 0) return
    const { spec, settings, runs } = input
    const query = {
      stream: spec.stream,
      keys: spec.keys,
      x: settings.x,
      range: this.range(settings),
      buckets: bucketsFor(size.width, runs.length * spec.keys.length),
      runs: runs.map((run) => ({ id: run.id, live: run.state === 'running' })),
    }
    const asked = JSON.stringify(query)
    if (asked === this.asked) return
    this.asked = asked
    this.feed.setQuery(query)
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
    const { input } = this
    if (!input) return
    const runs = new Map(input.runs.map((run) => [run.id, run]))
    const { keys } = input.spec
    const lines: ChartLine[] = []
    for (const { run: id, key, result, version } of this.feed.lines()) {
      const run = runs.get(id)
      if (!run || !result) continue
      lines.push({
        id: `${id}/${key}`,
        run: id,
        key,
        name: keys.length > 1 ? `${run.displayName} · ${displayKey(key)}` : run.displayName,
        ...lineLook(run, keys.indexOf(key), keys.length, runs.size, input.theme),
        live: run.state === 'running',
        result,
        version,
      })
    }
    this.chart?.setLines(lines)
    this.setState({ ...this.feed.status(), zoom: this.zoom })
  }

  private setState(state: PanelState): void {
    const names = Object.keys(state) as (keyof PanelState)[]
    if (names.every((name) => state[name] === this.state[name])) return
    this.state = state
    for (const listener of this.listeners) listener()
  }
}

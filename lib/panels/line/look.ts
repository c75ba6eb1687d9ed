/** How a panel's spec becomes a chart's options, and a run's line its colour. */
import type { ChartLine, ChartOptions, XUnit } from '../../charts/types'
import { RUNTIME_KEY, TIMESTAMP_KEY } from '../../metrics/keys'
import { type Unit, unitOf } from '../../metrics/units'
import { MAX_BUCKETS } from '../../metrics/seriesLimits'
import type { Stream } from '../../metrics/seriesQuery'
import { type PaletteTheme, runColor, runDash } from '../../palette/runColors'
import type { DASHES, LinePanelSpec, PanelSettings } from '../linePanel'
import type { PanelRun } from '../panelRun'

export function chartOptions(
  settings: PanelSettings,
  spec: LinePanelSpec,
  keys: readonly string[],
): ChartOptions {
  return {
    ...settings,
    xUnit: xUnit(settings.x),
    yUnit: spec.area === 'percent' ? '%' : panelUnit(keys, spec.stream),
    xTitle: spec.xTitle,
    yTitle: spec.yTitle,
  }
}

/** None when the panel's keys have different ones. */
export function panelUnit(keys: readonly string[], stream: Stream): Unit {
  const units = new Set(keys.map((key) => unitOf(key, stream)))
  return units.size === 1 ? [...units][0]! : ''
}

export function xUnit(x: string): XUnit {
  if (x === RUNTIME_KEY) return 'duration'
  return x === TIMESTAMP_KEY ? 'moment' : 'number'
}

/** Widths are rounded, so that resizing a little asks for nothing new. */
const BUCKET_STEP = 256

/** About two buckets a pixel, since an answer has between half and all of them; fewer for many lines. */
export function bucketsFor(width: number, lines: number): number {
  const perPixel = lines > 200 ? 0.75 : lines > 40 ? 1.25 : 2
  const wanted = Math.ceil((width * perPixel) / BUCKET_STEP) * BUCKET_STEP
  return Math.min(MAX_BUCKETS, Math.max(BUCKET_STEP, wanted))
}

/** With more runs than this, groups are as fine as the server has them at hand. */
const MANY_RUNS = 50

/** The answer has between half and all of them. */
export function groupBucketsFor(width: number, runs: number): number {
  return width > 600 && runs <= MANY_RUNS ? 2 * BUCKET_STEP : BUCKET_STEP
}

/** Runs have colours; keys of one panel have dashes. A single run's keys may have the colours. */
export function lineLook(
  run: PanelRun,
  keyIndex: number,
  keys: number,
  runs: number,
  theme: PaletteTheme,
): { color: string; dash: readonly number[] } {
  if (keys > 1 && runs === 1) return look(keyIndex + 1, theme)
  const color = run.color ?? runColor(run.number, theme)
  if (keys > 1) return { color, dash: runDash(1 + 20 * keyIndex) }
  return { color, dash: runDash(run.number) }
}

function look(number: number, theme: PaletteTheme) {
  return { color: runColor(number, theme), dash: runDash(number) }
}

const DASH_LENGTHS: Record<(typeof DASHES)[number], readonly number[]> = {
  solid: [],
  dashed: [6, 3],
  dotted: [2, 3],
  dotdash: [10, 3, 2, 3],
  dotdotdash: [10, 3, 2, 3, 2, 3],
}

/** What the spec says of one line, or of a key's lines: `owner` is a run's SDK id or a group. */
export function ownLook(spec: LinePanelSpec, owner: string, key: string): Partial<ChartLine> {
  const { title, color, width, dash, points } = {
    ...spec.series?.[key],
    ...spec.series?.[`${owner}/${key}`],
  }
  return {
    ...(title ? { name: title } : {}),
    ...(color ? { color } : {}),
    ...(width === undefined ? {} : { width }),
    ...(dash ? { dash: DASH_LENGTHS[dash] } : {}),
    ...(points ? { points } : {}),
  }
}

/** How a panel's spec becomes a chart's options, and a run's line its colour. */
import type { ChartOptions, XUnit } from '@/components/charts/types'
import { RUNTIME_KEY, TIMESTAMP_KEY } from '@/lib/metrics/keys'
import { type Unit, unitOf } from '@/lib/metrics/units'
import { MAX_BUCKETS } from '@/lib/metrics/seriesQuery'
import { type PaletteTheme, runColor, runDash } from '@/lib/palette/runColors'
import type { LinePanelSpec, PanelSettings } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'

export function chartOptions(settings: PanelSettings, spec: LinePanelSpec): ChartOptions {
  return { ...settings, xUnit: xUnit(settings.x), yUnit: panelUnit(spec) }
}

/** None when the panel's keys have different ones. */
export function panelUnit({ keys, stream }: LinePanelSpec): Unit {
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

/** Runs have colours; keys of one panel have dashes. A single run's keys may have the colours. */
export function lineLook(
  run: PanelRun,
  keyIndex: number,
  keys: number,
  runs: number,
  theme: PaletteTheme,
): { color: string; dash: readonly number[] } {
  if (keys > 1 && runs === 1) return look(keyIndex + 1, theme)
  if (keys > 1) return { color: runColor(run.number, theme), dash: runDash(1 + 20 * keyIndex) }
  return look(run.number, theme)
}

function look(number: number, theme: PaletteTheme) {
  return { color: runColor(number, theme), dash: runDash(number) }
}

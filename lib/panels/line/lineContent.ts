/** What a line panel draws, once patterns, formulas and groups have been looked up. */
import type { Expression } from '../expression'
import type { AxisRange, LinePanelSpec, PanelSettings } from '../linePanel'
import type { PanelRun } from '../panelRun'
import type { SeriesResult } from '../../metrics/seriesWire'
import type { RunOrGroup } from '../../workspace/access'

/** A metric, or a formula of metrics. */
export type LineSource =
  | { kind: 'key'; key: string }
  | { kind: 'formula'; key: string; expression: Expression; keys: readonly string[] }

export interface LineGroup {
  key: RunOrGroup
  label: string
  /** All of its runs, drawn or not. */
  runs: ReadonlySet<number>
  /** Those of them that log. */
  live: readonly number[]
  hidden: boolean
  color: string | undefined
}

export interface LineContent {
  sources: readonly LineSource[]
  /** Null: one line a run. Undefined: not known yet. */
  groups: readonly LineGroup[] | null | undefined
  /** What to call a run's line, by numeric id; by default its name. */
  names: ((run: number, key: string) => string | undefined) | undefined
  /** Runs or groups beyond what a panel can show. */
  leftOut: number
}

/** One series of a run that a line is made of. */
export interface FeedLine {
  run: number
  key: string
  /** Another number whenever the result is another. */
  version: number
  result: SeriesResult | null
}

/** The metrics to ask for. */
export function keysOf(sources: readonly LineSource[]): string[] {
  return [...new Set(sources.flatMap((one) => (one.kind === 'key' ? [one.key] : one.keys)))]
}

/** Runs of which some line is drawn when their number is limited; the others need not be asked for. */
export function drawnRuns({
  spec,
  content: { sources, groups },
  runs,
}: {
  spec: LinePanelSpec
  content: Pick<LineContent, 'sources' | 'groups'>
  runs: readonly PanelRun[]
}): readonly PanelRun[] {
  if (spec.limit === undefined || groups) return runs
  return runs.slice(0, Math.ceil(spec.limit / Math.max(1, sources.length)))
}

/** The part of x that is asked for; null is all of it. */
export function rangeOf({ xRange }: PanelSettings): AxisRange | null {
  return xRange && (xRange[0] !== null || xRange[1] !== null) ? xRange : null
}

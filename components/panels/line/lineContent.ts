/** What a line panel draws, once patterns, formulas and groups have been looked up. */
import type { Expression } from '@/lib/panels/expression'
import type { RunOrGroup } from '@/lib/workspace/access'

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

/** The metrics to ask for. */
export function keysOf(sources: readonly LineSource[]): string[] {
  return [...new Set(sources.flatMap((one) => (one.kind === 'key' ? [one.key] : one.keys)))]
}

/**
 * What config keys have to do with a target: how they go together with it, one by one, and how much
 * a random forest of all of them leans on each.
 */
import { columnLabel, type ColumnId } from '../runs/columns'
import type { ValueColumn } from '../runs/valueTable'
import { correlation, type CorrelationKind } from './correlation'
import { growForest } from './forest/forest'

export interface ImportanceInput {
  target: ValueColumn
  parameters: readonly ValueColumn[]
  correlation: CorrelationKind
}

export interface ParameterImportance {
  id: ColumnId
  kind: 'number' | 'category'
  /** Share of the forest's permutation importance, 0 to 1; all of them add up to 1 or are 0. */
  importance: number
  /** With the target, over the runs that have both; of a category, with "is this one". */
  correlation: number | null
  /** The category that goes together with the target most, if it is one. */
  category: string | undefined
  /** Runs that have both. */
  n: number
}

export interface ImportanceResult {
  /** Runs that have a finite target: what the forest learned from. */
  n: number
  /** Out of bag: share of the target's variance that it predicts in runs it has not seen. */
  r2: number
  trees: number
  parameters: ParameterImportance[]
  /** Parameters that say nothing, and why. */
  leftOut: { id: ColumnId; reason: LeftOutReason }[]
}

export const LEFT_OUT = {
  constant: 'the same in every run',
  unique: 'different text in every run',
} as const
export type LeftOutReason = keyof typeof LEFT_OUT

/** Fewer runs than this say nothing at all. */
export const LEAST_RUNS = 5
const SEED = 20_260
/** More categories than this share one column of "another". */
const MOST_CATEGORIES = 20
const MOST_TREES = 200
const LEAST_TREES = 40
/** About what a forest may cost, in samples × features × trees. */
const BUDGET = 4e7

/** Yields the share that is done; null when too few runs have the target, or it never varies. */
export function* importanceOf(input: ImportanceInput): Generator<number, ImportanceResult | null> {
  const rows = rowsWith(input.target)
  const target = rows.map((row) => input.target.numbers[row]!)
  if (target.length < LEAST_RUNS || target.every((value) => value === target[0])) return null
  const leftOut: ImportanceResult['leftOut'] = []
  const kept: { column: ValueColumn; features: Float64Array[] }[] = []
  for (const column of input.parameters) {
    if (column.id === input.target.id) continue
    const reason = reasonToLeaveOut(column, rows)
    if (reason) leftOut.push({ id: column.id, reason })
    else kept.push({ column, features: featuresOf(column, rows) })
  }
  const width = kept.reduce((sum, { features }) => sum + features.length, 0)
  const trees = treesFor(rows.length, width)
  const forest = yield* growForest({
    parameters: kept.map(({ features }) => features),
    target,
    trees,
    seed: SEED,
  })
  const gains = forest.importance.map((value) => Math.max(0, value))
  const all = gains.reduce((sum, value) => sum + value, 0)
  const parameters = kept.map(({ column }, i): ParameterImportance => {
    const share = all > 0 ? gains[i]! / all : 0
    return { ...goingTogether(column, input, rows), id: column.id, importance: share }
  })
  return { n: rows.length, r2: forest.r2, trees, parameters, leftOut }
}

function rowsWith({ numbers }: ValueColumn): number[] {
  return Array.from(numbers, (_, row) => row).filter((row) => Number.isFinite(numbers[row]))
}

function treesFor(samples: number, features: number): number {
  const affordable = Math.floor(BUDGET / Math.max(1, Math.min(samples, 2000) * features))
  return Math.max(LEAST_TREES, Math.min(MOST_TREES, affordable))
}

function reasonToLeaveOut(column: ValueColumn, rows: readonly number[]): LeftOutReason | undefined {
  const seen = new Set(rows.map((row) => distinctValue(column, row)))
  if (seen.size < 2) return 'constant'
  // Names, paths and hashes tell runs apart without telling why they differ.
  if (column.kind === 'category' && seen.size === rows.length) return 'unique'
  return undefined
}

function distinctValue(column: ValueColumn, row: number): number {
  return column.kind === 'category' ? column.codes[row]! : column.numbers[row]!
}

/** Numbers as they are; a category as one column a value, of 0 and 1 ("one-hot"). */
function featuresOf(column: ValueColumn, rows: readonly number[]): Float64Array[] {
  if (column.kind !== 'category') return [Float64Array.from(rows, (row) => column.numbers[row]!)]
  return frequentCodes(column, rows).map((code) => indicator(column, rows, code))
}

function indicator(column: ValueColumn, rows: readonly number[], code: number): Float64Array {
  return Float64Array.from(rows, (row) => (column.codes[row] === code ? 1 : 0))
}

function frequentCodes(column: ValueColumn, rows: readonly number[]): number[] {
  const counts = new Map<number, number>()
  for (const row of rows) {
    const code = column.codes[row]!
    if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, MOST_CATEGORIES)
    .map(([code]) => code)
}

function goingTogether(
  column: ValueColumn,
  { target, correlation: kind }: ImportanceInput,
  rows: readonly number[],
): Omit<ParameterImportance, 'id' | 'importance'> {
  const isCategory = column.kind === 'category'
  const both = rows.filter((row) =>
    isCategory ? column.codes[row]! >= 0 : Number.isFinite(column.numbers[row]),
  )
  const ys = both.map((row) => target.numbers[row]!)
  const n = both.length
  if (!isCategory) {
    const xs = both.map((row) => column.numbers[row]!)
    return { kind: 'number', correlation: correlation(kind, xs, ys), category: undefined, n }
  }
  let strongest: { value: number; category: string } | undefined
  for (const code of frequentCodes(column, both)) {
    const value = correlation(kind, indicator(column, both, code), ys)
    if (value === null || Math.abs(value) <= Math.abs(strongest?.value ?? 0)) continue
    strongest = { value, category: column.categories[code]! }
  }
  const { value = null, category } = strongest ?? {}
  return { kind: 'category', correlation: value, category, n }
}

/** What to keep in mind when reading the result, in words. */
export function importanceCaveats(result: ImportanceResult, target: ColumnId): string[] {
  const { n, r2, parameters, leftOut } = result
  const caveats: string[] = []
  if (n < 30) {
    caveats.push(`Only ${n} runs have ${columnLabel(target)}: chance alone can look like this.`)
  } else if (n < 10 * parameters.length) {
    caveats.push(
      `${n} runs for ${parameters.length} parameters: small differences in importance mean nothing.`,
    )
  }
  if (parameters.length > 0 && r2 <= 0.1) {
    caveats.push(
      'The forest predicts unseen runs hardly better than their mean does, so its importances say little.',
    )
  }
  for (const reason of Object.keys(LEFT_OUT) as LeftOutReason[]) {
    const names = leftOut.filter((one) => one.reason === reason).map(({ id }) => columnLabel(id))
    if (names.length > 0) caveats.push(`Left out, ${LEFT_OUT[reason]}: ${listed(names)}.`)
  }
  return caveats
}

const MOST_NAMES = 5

function listed(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

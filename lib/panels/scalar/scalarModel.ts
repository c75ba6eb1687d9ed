/** What a number panel says: one number over the runs drawn, or one a group over all of its runs. */
import { csvField } from '../../metrics/csv'
import { formatValue } from '../../metrics/numbers'
import { countOf } from '../../format/number'
import type { ScalarPanelSpec } from '../otherPanels'
import { type ColumnId, columnLabel } from '../../runs/columns'
import { valueGroups } from '../../runs/valueGroups'
import type { ValueTable } from '../../runs/valueTable'
import { type Summary, summaryOf } from '../../stats/summary'

export type ScalarAggregate = NonNullable<ScalarPanelSpec['aggregate']>
export const DEFAULT_SCALAR: ScalarAggregate = 'last'

export interface ScalarCard {
  key: string
  /** Empty for the only one. */
  label: string
  value: number | undefined
  summary: Summary | undefined
  /** "mean of 12 runs", or the name of the only run. */
  about: string
  difference: Difference | undefined
  /** One a run, in the order in which the runs began; only finite ones. */
  values: readonly number[]
  /** Numeric id of the run the number is of, when it is of one. */
  run: number | undefined
}

export interface Difference {
  absolute: number
  /** Of the baseline's size; undefined when that is 0. */
  share: number | undefined
  to: string
}

export interface ScalarModel {
  column: ColumnId
  cards: readonly ScalarCard[]
  isTime: boolean
}

export function scalarModel(
  spec: ScalarPanelSpec,
  drawn: ValueTable,
  all: ValueTable,
  by: readonly ColumnId[],
  isHidden: (path: readonly string[]) => boolean,
): ScalarModel | null {
  const { column } = spec
  if (!column || !all.columns.has(column)) return null
  const isTime = all.columns.get(column)!.kind === 'time'
  const aggregate = spec.aggregate ?? DEFAULT_SCALAR
  const baseline = all.runs.findIndex((run) => run.name === spec.baseline)
  const base =
    baseline < 0
      ? undefined
      : {
          value: all.columns.get(column)!.numbers[baseline]!,
          name: all.runs[baseline]!.displayName,
        }
  const cardOf = (table: ValueTable, rows: readonly number[], key: string, label: string) =>
    scalarCard({ table, rows, column, aggregate, key, label, base })
  if (by.length === 0) {
    const rows = drawn.runs.map((_run, at) => at)
    return { column, isTime, cards: [cardOf(drawn, rows, 'all', '')] }
  }
  const groups = valueGroups(all, by).filter(({ path }) => !isHidden(path))
  const cards = groups.map(({ key, label, rows }) => cardOf(all, rows, key, label))
  return { column, isTime, cards }
}

interface CardRequest {
  table: ValueTable
  rows: readonly number[]
  column: ColumnId
  aggregate: ScalarAggregate
  key: string
  label: string
  base: { value: number; name: string } | undefined
}

function scalarCard({ table, rows, column, aggregate, key, label, base }: CardRequest): ScalarCard {
  const { numbers } = table.columns.get(column)!
  const known = rows
    .filter((at) => Number.isFinite(numbers[at]))
    .sort((a, b) => table.runs[a]!.number - table.runs[b]!.number)
  const values = known.map((at) => numbers[at]!)
  const summary = summaryOf(values)
  const last = known.at(-1)
  const single = last !== undefined && (aggregate === 'last' || known.length === 1)
  const value = aggregate === 'last' ? values.at(-1) : summary?.[aggregate]
  const run = single ? table.runs[last]! : undefined
  const about =
    known.length === 0
      ? 'no run has it'
      : run
        ? run.displayName + (known.length > 1 ? `, last of ${countOf(known.length, 'run')}` : '')
        : `${WORDS[aggregate]} of ${countOf(known.length, 'run')}`
  const compared = base !== undefined && Number.isFinite(base.value) && value !== undefined
  const difference: Difference | undefined = compared
    ? {
        absolute: value - base.value,
        share: base.value === 0 ? undefined : (value - base.value) / Math.abs(base.value),
        to: base.name,
      }
    : undefined
  return { key, label, value, summary, about, difference, values, run: run?.id }
}

const WORDS: Record<ScalarAggregate, string> = {
  last: 'last',
  mean: 'mean',
  median: 'median',
  min: 'smallest',
  max: 'greatest',
}

/** "−0.031 (−12 %)". */
export function differenceText({ absolute, share }: Difference): string {
  const signed = (text: string, value: number) => (value > 0 ? `+${text}` : text)
  const percent = share === undefined ? '' : ` (${signed(formatValue(share * 100, 3), share)} %)`
  return `${signed(formatValue(absolute), absolute)}${percent}`
}

export function scalarEmpty(spec: ScalarPanelSpec, model: ScalarModel | null): string | null {
  if (!spec.column) return 'Choose a value in the settings (e).'
  if (model && model.cards.every(({ value }) => value === undefined)) {
    return `No run here has a number in ${columnLabel(spec.column)} yet. It will appear by itself.`
  }
  return null
}

export function scalarCsv({ cards }: ScalarModel): string {
  const lines = ['group,value,runs,mean,median,std,min,max']
  for (const { label, value, summary } of cards) {
    const { n, mean, median, std, min, max } = summary ?? {}
    lines.push([csvField(label || 'all'), value, n ?? 0, mean, median, std, min, max].join(','))
  }
  return `${lines.join('\n')}\n`
}

/**
 * Numbers in prose that are bound to runs: "0.931" stands for the best `val/acc` of a run set, says so
 * when asked, and follows the runs until the run set is frozen.
 */
import { z } from 'zod'
import { formatValue } from '../metrics/numbers'
import { countOf } from '../format/number'
import { columnIdSchema, columnLabel } from '../runs/columns'
import { summaryOf } from '../stats/summary'
import { type ReportNode, text } from './nodes'

/** Which number of many: of the newest run, or one over all of them. */
export const CHIP_PICKS = ['max', 'min', 'mean', 'median', 'last', 'count'] as const
export type ChipPick = (typeof CHIP_PICKS)[number]

export const PICK_LABELS: Record<ChipPick, string> = {
  max: 'Greatest',
  min: 'Smallest',
  mean: 'Mean',
  median: 'Median',
  last: 'Newest run',
  count: 'How many runs',
}

export const METRIC_CHIP = 'metricChip'

const chipSchema = z.object({
  runSetId: z.string().min(1),
  column: columnIdSchema,
  pick: z.enum(CHIP_PICKS),
})
export type MetricChip = z.infer<typeof chipSchema>

/** Undefined of attributes that say nothing. */
export function readChip(attrs: Record<string, unknown> | undefined): MetricChip | undefined {
  return chipSchema.safeParse(attrs).data
}

/** The same for chips that show the same. */
export const chipKey = ({ runSetId, column, pick }: MetricChip): string =>
  JSON.stringify([runSetId, column, pick])

/** Every chip of a text, each once. */
export function chipsOf(node: ReportNode): MetricChip[] {
  const found = new Map<string, MetricChip>()
  const visit = (one: ReportNode) => {
    const chip = one.type === METRIC_CHIP ? readChip(one.attrs) : undefined
    if (chip) found.set(chipKey(chip), chip)
    one.content?.forEach(visit)
  }
  visit(node)
  return [...found.values()]
}

/** What a drawn run has of the column; NaN where it has no number. */
export interface ChipRun {
  id: number
  displayName: string
  /** Greater of runs that began later. */
  number: number
  value: number
}

export interface ChipValue {
  /** As it stands in the text; a dash where no run has the value. */
  text: string
  /** Every digit; undefined where there is none. */
  value: number | undefined
  /** Whose number it is, when it is one run's. */
  run: Pick<ChipRun, 'id' | 'displayName'> | undefined
  /** Runs that have the value. */
  runs: number
}

/** @param runs those that the run set draws */
export function chipValue({ pick }: Pick<MetricChip, 'pick'>, runs: readonly ChipRun[]): ChipValue {
  const known = runs.filter(({ value }) => Number.isFinite(value))
  const count = known.length
  if (pick === 'count') return { text: String(count), value: count, run: undefined, runs: count }
  const chosen = chosenRun(pick, known)
  const value = chosen ? chosen.value : summaryOf(known.map((run) => run.value))?.[statistic(pick)]
  return {
    text: value === undefined ? '–' : formatValue(value, 4),
    value,
    run: chosen && { id: chosen.id, displayName: chosen.displayName },
    runs: count,
  }
}

const statistic = (pick: ChipPick) => (pick === 'median' ? 'median' : 'mean')

function chosenRun(pick: ChipPick, known: readonly ChipRun[]): ChipRun | undefined {
  const better: Partial<Record<ChipPick, (a: ChipRun, b: ChipRun) => boolean>> = {
    max: (a, b) => a.value > b.value,
    min: (a, b) => a.value < b.value,
    last: (a, b) => a.number > b.number,
  }
  const isBetter = better[pick]
  if (!isBetter) return undefined
  return known.reduce<ChipRun | undefined>(
    (best, run) => (best === undefined || isBetter(run, best) ? run : best),
    undefined,
  )
}

/** What a chip means: "greatest val/acc of 12 runs in Baseline". */
export function chipInWords(chip: MetricChip, runSet: string, value?: ChipValue): string {
  const column = columnLabel(chip.column)
  const of = value ? countOf(value.runs, 'run') : 'the runs'
  const where = runSet === '' ? '' : ` in ${runSet}`
  if (chip.pick === 'count') return `Runs with ${column}${where}`
  if (chip.pick === 'last') return `${column} of the newest of ${of}${where}`
  return `${PICK_LABELS[chip.pick]} ${column} of ${of}${where}`
}

/**
 * A text with its numbers written out, for what follows no runs: exports, Markdown.
 * @param values by `chipKey`; where there is none stands what would be
 */
export function chipsWrittenOut(
  node: ReportNode,
  values: ReadonlyMap<string, ChipValue>,
  nameOf: (runSetId: string) => string,
): ReportNode {
  const chip = node.type === METRIC_CHIP ? readChip(node.attrs) : undefined
  if (chip) {
    const value = values.get(chipKey(chip))
    const marks = node.marks ?? []
    return value
      ? text(value.text, marks)
      : text(chipInWords(chip, nameOf(chip.runSetId)), [...marks, { type: 'italic' }])
  }
  if (!node.content) return node
  return { ...node, content: node.content.map((one) => chipsWrittenOut(one, values, nameOf)) }
}

/** Rules and what they fired for, in words. */
import { countOf } from '../format/number'
import { displayKey } from '../metrics/keys'
import { formatExact } from '../metrics/numbers'
import type { Reading } from './evaluate'
import type { Condition, RowCondition, Severity } from './rule'

export const SEVERITY_LABELS: Record<Severity, string> = {
  INFO: 'Info',
  WARN: 'Warning',
  ERROR: 'Error',
}

/** A sentence in parts: keys and conditions are set apart from what is said about them. */
export type Words = readonly (string | { code: string })[]

export function plainText(words: Words): string {
  return words.map((part) => (typeof part === 'string' ? part : part.code)).join('')
}

/** What is not given yet leaves a gap. */
const GAP = '…'
const number = (value: number) => (Number.isNaN(value) ? GAP : formatExact(value))
const count = (value: number, one: string) =>
  Number.isNaN(value) ? `${GAP} ${one}s` : countOf(value, one)
const keyed = (key: string) => ({ code: key === '' ? GAP : displayKey(key) })

/** "train/loss is above 10 for 3 rows in a row" */
export function describeCondition(condition: Condition): Words {
  switch (condition.kind) {
    case 'threshold': {
      const { key, op, value, rows } = condition
      const during = rows === 1 ? '' : ` for ${count(rows, 'row')} in a row`
      return [keyed(key), ` is ${op === '>' ? 'above' : 'below'} ${number(value)}${during}`]
    }
    case 'notFinite': {
      const any = condition.stream === 'events' ? 'any system metric' : 'any key'
      return [condition.key === null ? any : keyed(condition.key), ' is NaN or infinite']
    }
    case 'noImprovement': {
      const { key, goal, minDelta, steps } = condition
      const by = minDelta === 0 ? '' : ` by more than ${number(minDelta)}`
      const way = goal === 'min' ? 'fall' : 'rise'
      return [keyed(key), ` does not ${way}${by} for ${count(steps, 'step')}`]
    }
    case 'stalled':
      return [`no rows come for ${count(condition.minutes, 'minute')}`]
    case 'ended':
      return [`the run ends as ${condition.states.join(' or ') || GAP}`]
  }
}

/** A whole rule; `filter` is what its runs are chosen by, as text. */
export function describeRule(condition: Condition, filter: string | null): Words {
  const where = filter === null ? [', in any run.'] : [', in runs where ', { code: filter }, '.']
  return ['Fires when ', ...describeCondition(condition), ...where]
}

/** What happened, for a rule that rows decide. */
export function describeFiring(condition: RowCondition, reading: Reading): string {
  const at = reading.step === null ? `in row ${reading.row}` : `at step ${reading.step}`
  const key = displayKey(reading.key)
  const value = formatExact(reading.value)
  switch (condition.kind) {
    case 'threshold': {
      const { op, value: limit, rows } = condition
      const during = rows > 1 ? `, ${countOf(rows, 'row')} in a row` : ''
      return `${key} is ${value} ${at}: ${op} ${formatExact(limit)}${during}.`
    }
    case 'notFinite':
      return `${key} is ${value} ${at}.`
    case 'noImprovement':
      return `${key} is ${value} ${at}: no improvement for ${countOf(condition.steps, 'step')}.`
  }
}

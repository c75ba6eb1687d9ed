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

/** "train/loss > 10 for 3 rows" */
export function describeCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'threshold': {
      const { key, op, value, rows } = condition
      const during = rows > 1 ? ` for ${countOf(rows, 'row')}` : ''
      return `${displayKey(key)} ${op} ${formatExact(value)}${during}`
    }
    case 'notFinite':
      return `${condition.key === null ? 'any key' : displayKey(condition.key)} is NaN or infinite`
    case 'noImprovement': {
      const { key, goal, minDelta, steps } = condition
      const by = minDelta > 0 ? ` by more than ${formatExact(minDelta)}` : ''
      const way = goal === 'min' ? 'fall' : 'rise'
      return `${displayKey(key)} does not ${way}${by} for ${countOf(steps, 'step')}`
    }
    case 'stalled':
      return `no rows for ${countOf(condition.minutes, 'minute')}`
    case 'ended':
      return `run ${condition.states.join(' or ')}`
  }
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

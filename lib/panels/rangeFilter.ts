/** Ranges that people drag on charts, as conditions that runs are filtered by. */
import type { Filter } from '../filters/ast'
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from '../runs/columns'
import type { ScaleKind } from './linePanel'

/** A hundredth of the range is as exact as a hand can be; the ends move outwards. */
const STEPS = 100

/** The range with ends that can be read: rounded outwards, or by three digits on a log axis. */
export function tidyRange(from: number, to: number, scale: ScaleKind = 'linear'): [number, number] {
  const [low, high] = from <= to ? [from, to] : [to, from]
  if (scale === 'log' && low > 0)
    return [roundDigits(low, Math.floor), roundDigits(high, Math.ceil)]
  if (low === high) return [low, high]
  const power = Math.floor(Math.log10((high - low) / STEPS))
  return [roundTo(low, power, Math.floor), roundTo(high, power, Math.ceil)]
}

function roundDigits(value: number, round: (value: number) => number): number {
  return roundTo(value, Math.floor(Math.log10(value)) - 2, round)
}

/** To a multiple of 10^power. Dividing by a power of ten keeps decimals short; multiplying does not. */
function roundTo(value: number, power: number, round: (value: number) => number): number {
  // What rounding errors leave over is no reason to go to the next one.
  const near = (ratio: number) => {
    const whole = Math.round(ratio)
    return Math.abs(ratio - whole) < 1e-9 * Math.max(1, Math.abs(whole)) ? whole : round(ratio)
  }
  if (power < 0) {
    const size = 10 ** -power
    return Number.isFinite(size) ? near(value * size) / size : value
  }
  return near(value / 10 ** power) * 10 ** power
}

/** Both ends included. Of a time the numbers are seconds since 1970. */
export function rangeFilter(key: ColumnId, [low, high]: readonly [number, number]): Filter {
  const value = (end: number) => (isTime(key) ? new Date(end * 1000).toISOString() : end)
  return {
    kind: 'and',
    filters: [
      { kind: 'compare', key, op: '>=', value: value(low) },
      { kind: 'compare', key, op: '<=', value: value(high) },
    ],
  }
}

/** Any of the ranges. */
export function rangesFilter(
  key: ColumnId,
  ranges: readonly (readonly [number, number])[],
): Filter {
  const filters = ranges.map((range) => rangeFilter(key, range))
  return filters.length === 1 ? filters[0]! : { kind: 'or', filters }
}

function isTime(id: ColumnId): boolean {
  const { section, path } = parseColumnId(id)
  return section === 'run' && RUN_FIELDS[path as RunField] === 'time'
}

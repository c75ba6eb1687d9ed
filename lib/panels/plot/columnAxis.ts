/** A column as an axis, and numbers of a column as people read them. */
import type { XUnit } from '../../charts/types'
import { formatExactTime } from '../../format/time'
import { type Domain, emptyExtent, include, linearDomain, logDomain } from '../../metrics/domains'
import { formatExact, formatValue } from '../../metrics/numbers'
import type { AxisRange, ScaleKind } from '../linePanel'
import type { ValueColumn } from '../../runs/valueTable'

export function formatColumnNumber(value: number, isTime: boolean): string {
  return isTime ? formatExactTime(value * 1000) : formatValue(value)
}

/** In full, for tables and titles. */
export function exactColumnNumber(value: number, isTime: boolean): string {
  return isTime ? formatExactTime(value * 1000) : formatExact(value)
}

export function unitOfColumn(column: ValueColumn): XUnit {
  if (column.kind === 'time') return 'moment'
  return column.id === 'run:duration' ? 'duration' : 'number'
}

/** Around the values that have a place, with the ends that somebody fixed. */
export function columnDomain(
  values: Iterable<number>,
  scale: ScaleKind,
  range: AxisRange | null | undefined,
): Domain {
  const extent = emptyExtent()
  for (const value of values) include(extent, value)
  const [low, high] = scale === 'log' ? logDomain(extent) : linearDomain(extent)
  const from = usable(range?.[0], scale) ?? low
  const to = usable(range?.[1], scale) ?? high
  if (from < to) return [from, to]
  return scale === 'log' ? [from, from * 10] : [from, from + 1]
}

function usable(end: number | null | undefined, scale: ScaleKind): number | undefined {
  if (end === null || end === undefined) return undefined
  return scale === 'log' && end <= 0 ? undefined : end
}

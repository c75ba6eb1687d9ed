/** What a cell says: short on the page, in full on hover. */
import { formatAge, formatDuration, formatExactTime } from '../format/time'
import { stringifyLenient } from '../json/lenient'
import { fromStorable } from '../json/storable'
import { formatExact, formatValue } from '../metrics/numbers'
import type { ColumnKind } from './tableColumns'

export interface CellText {
  text: string
  /** In full; undefined where the text says all. */
  title: string | undefined
  numeric: boolean
}

const EMPTY: CellText = { text: '', title: undefined, numeric: false }
/** More than any column shows. */
const LONGEST = 300

/** `stored` is in lib/json's storable form. */
export function cellText(stored: unknown, kind: ColumnKind | 'duration', nowMs: number): CellText {
  if (stored === null || stored === undefined || stored === '') return EMPTY
  const value = typeof stored === 'object' ? fromStorable(stored) : stored
  if (typeof value === 'number') {
    const title = formatExact(value)
    const text = kind === 'duration' ? formatDuration(value) : formatValue(value)
    return { text, title: kind === 'duration' ? `${title} seconds` : title, numeric: true }
  }
  if (typeof value === 'string' && kind === 'time') {
    const ms = Date.parse(value)
    if (Number.isNaN(ms)) return words(value)
    return { text: formatAge(ms, nowMs), title: formatExactTime(ms), numeric: false }
  }
  if (typeof value === 'string') return words(value)
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) {
    return value.length === 0 ? EMPTY : words(value.join(', '))
  }
  if (isMedia(value)) return { text: value._type, title: undefined, numeric: false }
  return words(stringifyLenient(value))
}

function words(text: string): CellText {
  const line = text.slice(0, LONGEST).replace(/\s+/g, ' ')
  return { text: line, title: text, numeric: false }
}

function isMedia(value: unknown): value is { _type: string } {
  return (
    value !== null &&
    typeof value === 'object' &&
    '_type' in value &&
    typeof value._type === 'string'
  )
}

/** Units of system metrics, which the SDK's names tell, and numbers written with them. */
import { displayKey } from './keys'
import { formatExact, formatTicks, formatValue } from './numbers'
import type { Stream } from './seriesQuery'

export type Unit = '' | '%' | 'B' | 'MB' | 'GB' | '°C' | 'W' | 'MHz'

const PATTERNS: readonly [RegExp, Unit][] = [
  [/Bytes$|^network\.(sent|recv)$/, 'B'],
  [/MB$|^disk\.(.*\.)?(in|out)$/, 'MB'],
  [/GB$/, 'GB'],
  [/[pP]ercent$|^cpu(\.|$)|Utilization$|fanSpeed$|(Active|Occupancy)$/, '%'],
  [/^gpu\.(process\.)?\d+\.(gpu|memory|memoryAllocated|memoryOverDrive)$/, '%'],
  [/\.temp$|\.temperature$/, '°C'],
  [/Watts$/, 'W'],
  [/Clock$/, 'MHz'],
]

/** What a script logs itself has no unit that its name would tell. */
export function unitOf(key: string, stream: Stream): Unit {
  if (stream !== 'events') return ''
  const name = displayKey(key).replace(/^system\./, '')
  return PATTERNS.find(([pattern]) => pattern.test(name))?.[1] ?? ''
}

const BYTES: Partial<Record<Unit, number>> = { B: 1, MB: 1e6, GB: 1e9 }

/** Labels of an axis: "0", "2 GB", "4 GB"; "50%". */
export function formatUnitTicks(ticks: readonly number[], unit: Unit): string[] {
  const size = BYTES[unit]
  if (size !== undefined) {
    return formatTicks(ticks.map((tick) => tick * size)).map((label) => withPrefix(label, 'B'))
  }
  return formatTicks(ticks).map((label) => attach(label, unit))
}

/** One value; `exact` keeps every digit, in the unit it was logged in. */
export function formatUnitValue(value: number, unit: Unit, exact: boolean): string {
  if (!Number.isFinite(value)) return formatValue(value)
  return attach(exact ? formatExact(value) : formatValue(value, 6), unit)
}

/** "2k" bytes are 2 kB, "1.5B" (a billion) are 1.5 GB. */
function withPrefix(label: string, unit: string): string {
  const letter = label.at(-1)!
  const prefix = { k: 'k', M: 'M', B: 'G', T: 'T' }[letter]
  if (prefix) return `${label.slice(0, -1)} ${prefix}${unit}`
  return label === '0' ? label : `${label} ${unit}`
}

function attach(text: string, unit: Unit): string {
  if (unit === '' || text === '0') return text
  return unit === '%' ? `${text}%` : `${text} ${unit}`
}

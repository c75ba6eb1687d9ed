/** Numbers as people write them on axes and in tooltips: 1.2k, 3e-4, 0.034. */
import { shortFloat32 } from './float32'

const UNITS: readonly [number, string][] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
]
const MINUS = '−'
/** Below this a decimal has more zeros than one wants to count. */
const SMALL = 1e-3
const LARGE = 1e15

/** Labels of an axis: all with the same unit or exponent style, and just enough digits to differ. */
export function formatTicks(ticks: readonly number[]): string[] {
  const greatest = Math.max(...ticks.map(Math.abs), 0)
  if (ticks.length === 0 || greatest === 0) return ticks.map(() => '0')
  if (greatest < SMALL || greatest >= LARGE) return distinct(ticks, (v, d) => exponent(v, d))
  const [size, unit] = greatest >= 10_000 ? unitOf(greatest) : [1, '']
  return distinct(ticks, (v, d) => (v === 0 ? '0' : sign((v / size).toFixed(d)) + unit))
}

/** Labels of a logarithmic axis: each by itself, since they span many sizes. */
export function formatLogTick(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < SMALL || size >= LARGE)) return exponent(value, 2)
  const [unitSize, unit] = size >= 1000 ? unitOf(size) : [1, '']
  return sign(String(Number((value / unitSize).toPrecision(3)))) + unit
}

/** A value with up to `digits` significant figures; never longer than need be. */
export function formatValue(value: number, digits = 5): string {
  if (!Number.isFinite(value)) return formatNonFinite(value)
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= LARGE)) return exponent(value, digits - 1)
  if (size >= 10 ** digits) return sign(grouped(Math.round(value)))
  return sign(String(Number(value.toPrecision(digits))))
}

/** Every digit the number has: the shortest decimal that reads back as the same number. */
export function formatExact(value: number): string {
  if (!Number.isFinite(value)) return formatNonFinite(value)
  const short = Math.fround(value) === value ? shortFloat32(value) : value
  if (Number.isInteger(short) && Math.abs(short) < LARGE) return sign(grouped(short))
  return sign(String(short))
}

function formatNonFinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? '∞' : `${MINUS}∞`
}

function unitOf(size: number): readonly [number, string] {
  return UNITS.find(([unit]) => size >= unit) ?? [1, '']
}

function distinct(
  ticks: readonly number[],
  format: (value: number, decimals: number) => string,
): string[] {
  for (let decimals = 0; decimals < 15; decimals++) {
    const labels = ticks.map((tick) => format(tick, decimals))
    if (faithful(ticks, labels)) return trimmedTogether(labels)
  }
  return ticks.map((tick) => format(tick, 15))
}

/** Labels that differ, and whose steps look as even as the ticks are. */
function faithful(ticks: readonly number[], labels: readonly string[]): boolean {
  if (new Set(labels).size !== labels.length) return false
  const step = Math.abs((ticks[1] ?? 0) - ticks[0]!)
  return labels.every((label, i) => {
    const error = Math.abs(readLabel(label) - ticks[i]!)
    return error <= (step || Math.abs(ticks[i]!)) * 1e-6 + Number.EPSILON * Math.abs(ticks[i]!)
  })
}

function trimmedTogether(labels: string[]): string[] {
  return labels.map((label) => label.replace(/e\+/, 'e'))
}

/** The number a label stands for. */
export function readLabel(label: string): number {
  const plain = label.replace(MINUS, '-').replaceAll(',', '')
  const unit = UNITS.find(([, letter]) => plain.endsWith(letter))
  return unit ? Number(plain.slice(0, -1)) * unit[0] : Number(plain)
}

/** 3e-4, 2.5e-4: without needless zeros. */
function exponent(value: number, decimals: number): string {
  if (value === 0) return '0'
  const [mantissa, power] = value.toExponential(decimals).split('e') as [string, string]
  return `${sign(String(Number(mantissa)))}e${Number(power)}`
}

function sign(text: string): string {
  return text.startsWith('-') ? MINUS + text.slice(1) : text
}

function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

/** A number as a person types it: "1200", "1.2k", "3e-4"; undefined when it is none. */
export function parseNumber(text: string): number | undefined {
  const plain = text.trim()
  const value = plain === '' ? NaN : readLabel(plain)
  return Number.isFinite(value) ? value : undefined
}

/** Ticks of axes that show durations or moments. */
import { formatTimeOfDay } from '../format/time'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const STEPS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
  172_800, 604_800,
]

export interface Tick {
  value: number
  label: string
}

/** Round durations in [low, high] seconds, about `count`; null when decimals do better. */
export function durationTicks(low: number, high: number, count: number): Tick[] | null {
  const wanted = (high - low) / Math.max(1, count)
  if (!(wanted > 0.5)) return null
  const step = STEPS.find((s) => s >= wanted) ?? Math.ceil(wanted / 604_800) * 604_800
  const ticks: Tick[] = []
  for (let i = Math.ceil(low / step); i * step <= high; i++) {
    ticks.push({ value: i * step, label: durationLabel(i * step) })
  }
  return ticks
}

/** "45s", "1m 30s", "2h", "1d 6h": short enough for an axis. */
export function durationLabel(seconds: number): string {
  if (seconds < 0) return `−${durationLabel(-seconds)}`
  const pair = (size: number, unit: string, rest: number, restUnit: string) =>
    rest > 0 ? `${size}${unit} ${rest}${restUnit}` : `${size}${unit}`
  if (seconds < MINUTE) return `${seconds}s`
  if (seconds < HOUR) return pair(Math.floor(seconds / MINUTE), 'm', seconds % MINUTE, 's')
  if (seconds < DAY) {
    return pair(Math.floor(seconds / HOUR), 'h', Math.floor((seconds % HOUR) / MINUTE), 'm')
  }
  return pair(Math.floor(seconds / DAY), 'd', Math.floor((seconds % DAY) / HOUR), 'h')
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** "14:02", or the day at midnight and on axes of days, in the reader's time zone. */
export function momentLabel(unixSeconds: number, spanSeconds: number): string {
  const date = new Date(unixSeconds * 1000)
  const midnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0
  if (midnight || spanSeconds > 6 * DAY) return `${date.getDate()} ${MONTHS[date.getMonth()]}`
  const time = formatTimeOfDay(unixSeconds * 1000)
  return spanSeconds < 10 * MINUTE ? `${time}:${String(date.getSeconds()).padStart(2, '0')}` : time
}

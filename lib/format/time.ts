const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** "12 s ago", "3 min ago", "2 h ago", "5 d ago"; a date after a month. Clocks may disagree a bit. */
export function formatAge(thenMs: number, nowMs: number): string {
  const seconds = Math.floor((nowMs - thenMs) / 1000)
  if (seconds < 3) return 'just now'
  if (seconds < MINUTE) return `${seconds} s ago`
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min ago`
  if (seconds < DAY) return `${Math.floor(seconds / HOUR)} h ago`
  if (seconds < 30 * DAY) return `${Math.floor(seconds / DAY)} d ago`
  return formatDate(thenMs)
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (n: number) => String(n).padStart(2, '0')

/** "4 Mar 2026", in the reader's time zone. */
export function formatDate(ms: number): string {
  const date = new Date(ms)
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}`
}

/** "14:02", in the reader's time zone. */
export function formatTimeOfDay(ms: number): string {
  const date = new Date(ms)
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** "4 Mar 2026, 14:02:09", in the reader's time zone. */
export function formatExactTime(ms: number): string {
  return `${formatDate(ms)}, ${formatTimeOfDay(ms)}:${two(new Date(ms).getSeconds())}`
}

/** "0.4 s", "12 s", "12 min 4 s", "2 h 14 min", "3 d 4 h". */
export function formatDuration(seconds: number): string {
  if (seconds < 0) return '0 s'
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  const whole = Math.round(seconds)
  if (whole < MINUTE) return `${whole} s`
  const pair = (big: number, unit: string, small: number, smallUnit: string) =>
    small > 0 ? `${big} ${unit} ${small} ${smallUnit}` : `${big} ${unit}`
  if (whole < HOUR) return pair(Math.floor(whole / MINUTE), 'min', whole % MINUTE, 's')
  if (whole < DAY) {
    return pair(Math.floor(whole / HOUR), 'h', Math.floor((whole % HOUR) / MINUTE), 'min')
  }
  return pair(Math.floor(whole / DAY), 'd', Math.floor((whole % DAY) / HOUR), 'h')
}

/** "02:14:09", "3 d 02:14:09": for what is counting. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const days = Math.floor(whole / DAY)
  const clock = [
    Math.floor((whole % DAY) / HOUR),
    Math.floor((whole % HOUR) / MINUTE),
    whole % MINUTE,
  ]
    .map(two)
    .join(':')
  return days > 0 ? `${days} d ${clock}` : clock
}

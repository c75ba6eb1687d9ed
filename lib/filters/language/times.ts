/** Durations (`90s`, `2h`, `1.5d`) and times (`2026-11-20`, `7d ago`) as people type them. */

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const DURATION = /^(\d+(?:\.\d+)?(?:e\+?\d+)?)(s|m|h|d|w)$/i

/** Seconds. */
export function readDuration(text: string): number | undefined {
  const match = DURATION.exec(text)
  return match ? Number(match[1]) * SECONDS[match[2]!.toLowerCase()]! : undefined
}

/** In the largest unit that says it exactly. */
export function printDuration(seconds: number): string {
  const unit = ['w', 'd', 'h', 'm'].find((one) => seconds % SECONDS[one]! === 0) ?? 's'
  return `${seconds / SECONDS[unit]!}${unit}`
}

const DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i

/** ISO 8601 in UTC. A time without a zone is UTC. */
export function readTime(text: string, now: number): string | undefined {
  const ago = /^(\S+)\s+ago$/i.exec(text)
  if (ago) {
    const seconds = readDuration(ago[1]!)
    return seconds === undefined ? undefined : new Date(now - seconds * 1000).toISOString()
  }
  if (!DATE.test(text)) return undefined
  const zoned = text.length > 10 && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? `${text}Z` : text
  const ms = Date.parse(zoned.replace(' ', 'T'))
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

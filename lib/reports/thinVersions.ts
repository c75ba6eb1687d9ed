/** Which versions that were kept by themselves are still worth it: fewer, the older they are. */
const HOUR = 3_600_000
const DAY = 24 * HOUR

export interface KeptVersion {
  id: number
  /** Unix milliseconds. */
  at: number
  named: boolean
}

/**
 * Ids of those that can go: all of the last day stay, then the last of each day for a month, then
 * the last of each week. What has a name stays, and so does the newest and the oldest.
 */
export function versionsToDrop(versions: readonly KeptVersion[], now: number): number[] {
  const newestFirst = [...versions].sort((a, b) => b.at - a.at || b.id - a.id)
  const taken = new Set<string>()
  const drop: number[] = []
  newestFirst.forEach(({ id, at, named }, i) => {
    const age = now - at
    if (named || i === 0 || i === newestFirst.length - 1 || age < DAY) return
    const span = age < 30 * DAY ? `day ${Math.floor(at / DAY)}` : `week ${Math.floor(at / DAY / 7)}`
    if (taken.has(span)) drop.push(id)
    else taken.add(span)
  })
  return drop
}

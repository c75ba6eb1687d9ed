/**
 * Where a thing stands among others. Panels of keys stand in natural order by themselves, without
 * anything stored. What was moved stands behind an anchor, the title of a neighbour, and between
 * others behind the same anchor by a rank. New keys then slip in where they belong, and nobody's
 * move rewrites the places of others.
 */
import { naturalCompare } from '../text/naturalCompare'

/** [anchor, rank]: behind whatever is called `anchor` (at the very beginning when empty). */
export type Place = readonly [anchor: string, rank: string]

export function comparePlaces(a: Place, b: Place): number {
  return naturalCompare(a[0], b[0]) || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)
}

/** Where something stands that nobody moved: at its own title. */
export function naturalPlace(title: string): Place {
  return [title, '']
}

/** A place between two neighbours; `undefined` is the beginning or the end. */
export function placeBetween(before: Place | undefined, after: Place | undefined): Place {
  const anchor = before?.[0] ?? ''
  const low = before?.[1] ?? ''
  const bounded = after && naturalCompare(after[0], anchor) === 0 && after[1] > low
  return [anchor, rankBetween(low, bounded ? after[1] : undefined)]
}

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz'

/**
 * A text between two others in code-unit order, never ending in the least digit, so that there is
 * always room before it. `high` undefined: no bound. Needs low < high.
 */
export function rankBetween(low: string, high: string | undefined): string {
  let rank = ''
  let bounded = high !== undefined
  for (let i = 0; ; i++) {
    const from = i < low.length ? DIGITS.indexOf(low[i]!) : 0
    const to = bounded && i < high!.length ? DIGITS.indexOf(high![i]!) : DIGITS.length
    if (to - from > 1) return rank + DIGITS[(from + to) >>> 1]!
    rank += DIGITS[from]!
    if (bounded && to !== from) bounded = false
  }
}

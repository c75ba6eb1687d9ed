/** What the page asks the socket to tell it: for every run, one set of keys. */
import type { Subscription } from '@/lib/live/events'
import { MAX_SUBSCRIBED_KEYS, MAX_SUBSCRIBED_RUNS, MAX_SUBSCRIPTIONS } from '@/lib/live/limits'
import type { Stream } from '@/lib/metrics/seriesQuery'
import type { EntryQuery, SeriesEntry } from './entry'

export type Followed = Pick<EntryQuery, 'stream' | 'run' | 'key' | 'x'>

/**
 * Runs with the same keys share a subscription. A run never stands in two: an event of one would
 * seem to say that the keys of the other had no values.
 */
export function planSubscriptions(followed: Iterable<Followed>): Subscription[] {
  const byRun = new Map<string, { stream: Stream; run: number; keys: Set<string> }>()
  for (const query of followed) {
    const place = `${query.stream}/${query.run}`
    let wanted = byRun.get(place)
    if (!wanted) {
      wanted = { stream: query.stream, run: query.run, keys: new Set() }
      byRun.set(place, wanted)
    }
    wanted.keys.add(query.key).add(query.x)
  }
  const groups = new Map<string, Subscription>()
  for (const { stream, run, keys } of byRun.values()) {
    const sorted = [...keys].sort().slice(0, MAX_SUBSCRIBED_KEYS)
    const id = JSON.stringify([stream, sorted])
    const group = groups.get(id)
    if (group) group.runs.push(run)
    else groups.set(id, { stream, runs: [run], keys: sorted })
  }
  const plan = [...groups.values()].flatMap(inParts)
  return plan.length <= MAX_SUBSCRIPTIONS ? plan : mergedByStream(plan)
}

function inParts({ stream, runs, keys }: Subscription): Subscription[] {
  const parts: Subscription[] = []
  for (let at = 0; at < runs.length; at += MAX_SUBSCRIBED_RUNS) {
    parts.push({ stream, runs: runs.slice(at, at + MAX_SUBSCRIBED_RUNS), keys })
  }
  return parts
}

/** Every run with every key: more is told than was asked, but in few subscriptions. */
function mergedByStream(plan: Subscription[]): Subscription[] {
  return (['history', 'events'] as const).flatMap((stream) => {
    const own = plan.filter((part) => part.stream === stream)
    if (own.length === 0) return []
    const keys = [...new Set(own.flatMap((part) => part.keys))].sort()
    const runs = [...new Set(own.flatMap((part) => part.runs))]
    return inParts({ stream, runs, keys: keys.slice(0, MAX_SUBSCRIBED_KEYS) })
  })
}

/** Tells whether confirmed subscriptions say everything about a series. */
export function coverage(subscriptions: readonly Subscription[]): (entry: SeriesEntry) => boolean {
  const keysOf = new Map<string, Set<string>>()
  for (const { stream, runs, keys } of subscriptions) {
    const set = new Set(keys)
    for (const run of runs) keysOf.set(`${stream}/${run}`, set)
  }
  return ({ query: { stream, run, key, x } }) => {
    const keys = keysOf.get(`${stream}/${run}`)
    return keys !== undefined && keys.has(key) && keys.has(x)
  }
}

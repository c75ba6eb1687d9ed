/** Which of the wanted series travel in one request. */
import type { SeriesQueryInput } from '@/lib/metrics/seriesQuery'
import type { SeriesEntry } from './entry'

/** Fewer than the server allows: several requests answer in parallel, and the first paints sooner. */
export const SERIES_PER_REQUEST = 250
const KEYS_PER_REQUEST = 100

export interface PlannedFetch {
  query: SeriesQueryInput
  entries: SeriesEntry[]
}

/**
 * The next request: the first wanted series, with those of the same shape that the same runs × keys
 * rectangle can hold. Earlier ones were wanted earlier and go first.
 */
export function planFetch(wanted: Iterable<SeriesEntry>): PlannedFetch | null {
  const byKey = new Map<string, SeriesEntry[]>()
  let shape: string | undefined
  for (const entry of wanted) {
    const own = shapeOf(entry)
    shape ??= own
    if (own !== shape) continue
    const column = byKey.get(entry.query.key)
    if (column) column.push(entry)
    else byKey.set(entry.query.key, [entry])
  }
  const columns = [...byKey.values()].map((column) => column.slice(0, SERIES_PER_REQUEST))
  const first = columns[0]
  if (!first) return null
  const runs = runsOf(first)
  const most = Math.min(
    KEYS_PER_REQUEST,
    Math.max(1, Math.floor(SERIES_PER_REQUEST / first.length)),
  )
  const same = columns.filter((column) => column === first || sameRuns(runs, runsOf(column)))
  const taken = same.slice(0, most)
  const { stream, x, range, buckets } = first[0]!.query
  return {
    query: {
      stream,
      x,
      buckets,
      runs,
      keys: taken.map((column) => column[0]!.query.key),
      ...(range ? { range: [range[0], range[1]] } : {}),
    },
    entries: taken.flat(),
  }
}

function shapeOf({ query: { stream, x, range, buckets } }: SeriesEntry): string {
  return `${stream} ${buckets} ${range ? range.join() : ''} ${x}`
}

const runsOf = (column: SeriesEntry[]) => column.map((entry) => entry.query.run)

function sameRuns(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((run, i) => run === b[i])
}

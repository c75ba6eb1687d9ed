/** Statistics of groups of runs along x: the work behind grouped charts. */
import { computedBuckets } from '@/lib/metrics/computed'
import type { GroupQuery } from '@/lib/metrics/groupQuery'
import type { GroupResult } from '@/lib/metrics/groupWire'
import { STEP_KEY } from '@/lib/metrics/keys'
import type { SeriesResult } from '@/lib/metrics/seriesWire'
import { evaluate, expressionKeys, parseExpression } from '@/lib/panels/expression'
import type { BlockReader } from './blockReader'
import { Grid, groupStats, runLine, type RunLine } from './groupGrid'
import { querySeries } from './seriesQuery'
import type { RunSnapshot } from './snapshot'

/** Runs read in one turn; between turns other requests are answered. */
const RUNS_AT_ONCE = 100
/** With no more rows than this in all, every row is read, so that nothing is approximate. */
const EXACT_ROWS = 400_000
/** Entries kept of all runs together while a question is answered; each is about 50 bytes. */
const MOST_ENTRIES = 1_500_000

export type LoadSnapshots = (runs: number[], names: string[]) => Promise<RunSnapshot[]>

export async function queryGroups(
  reader: BlockReader,
  load: LoadSnapshots,
  query: GroupQuery,
): Promise<GroupResult[]> {
  const formula = query.expression ? parseExpression(query.key) : undefined
  const keys = formula ? expressionKeys(formula) : [query.key]
  const ids = query.groups.flat()
  const snapshots = await load(ids, [...new Set([...keys, query.x])])
  const rows = snapshots.reduce((sum, snapshot) => sum + snapshot.totalRows, 0)
  const most = Math.max(16, Math.floor(MOST_ENTRIES / ids.length))
  const entries = rows <= EXACT_ROWS ? Math.max(1, rows) : Math.min(query.buckets, most)
  const read = async (snapshot: RunSnapshot): Promise<{ line: RunLine; known: boolean }> => {
    const { x, range } = query
    const inputs = await Promise.all(
      keys.map((key) => querySeries(reader, snapshot, { key, x, range, buckets: entries })),
    )
    const buckets = formula ? computed(inputs, keys, formula) : inputs[0]!.buckets
    return { line: runLine(buckets, query.scale), known: inputs.every((input) => input.known) }
  }
  const lines: RunLine[] = []
  const known: boolean[] = []
  const begin = (at: number) => Promise.all(snapshots.slice(at, at + RUNS_AT_ONCE).map(read))
  // The database reads the next runs while these are folded.
  let reading = begin(0)
  for (let at = 0; at < snapshots.length; at += RUNS_AT_ONCE) {
    const current = reading
    if (at + RUNS_AT_ONCE < snapshots.length) {
      reading = begin(at + RUNS_AT_ONCE)
      // Whoever waits for the turn before may fail first.
      reading.catch(() => {})
    }
    for (const one of await current) {
      lines.push(one.line)
      known.push(one.known)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  const grid = gridFor(lines, query)
  let at = 0
  return query.groups.map((group) => {
    const own = lines.slice(at, at + group.length)
    const runs = known.slice(at, at + group.length).filter(Boolean).length
    at += group.length
    return { runs, stats: groupStats(own, grid, query.scale) }
  })
}

function computed(
  inputs: readonly SeriesResult[],
  keys: readonly string[],
  formula: ReturnType<typeof parseExpression>,
) {
  const places = new Map(keys.map((key, i) => [key, i]))
  return computedBuckets(inputs, (means) => evaluate(formula, (key) => means[places.get(key)!]!))
}

/** Over all lines of all groups, or over the range asked for where it is narrower. */
function gridFor(lines: readonly RunLine[], { range, scale, buckets, x }: GroupQuery): Grid {
  let low = Infinity
  let high = -Infinity
  for (const line of lines) {
    for (let i = 0; i < line.length; i++) {
      if (line.x[i]! < low) low = line.x[i]!
      if (line.x[i]! > high) high = line.x[i]!
    }
  }
  if (low > high) return new Grid(0, 0, buckets, true)
  const place = (end: number) => (scale === 'log' ? Math.log(end) : end)
  const [from, to] = range ?? [null, null]
  if (from !== null && place(from) > low) low = place(from)
  if (to !== null && place(to) < high) high = place(to)
  return new Grid(low, Math.max(low, high), buckets, scale === 'linear' && x === STEP_KEY)
}

/** Groups' statistics as lines with bands. */
import type { ChartLine } from '../../charts/types'
import { Buckets } from '../../metrics/buckets'
import { type GroupStats, stderr } from '../../metrics/groupStats'
import type { GroupResult } from '../../metrics/groupWire'
import { displayKey } from '../../metrics/keys'
import { type PaletteTheme, runColor, runDash } from '../../palette/runColors'
import type { LinePanelSpec } from '../linePanel'
import type { Aggregate, Band } from '../panelBase'
import type { LineGroup, LineSource } from './lineContent'
import { ownLook } from './look'

export const DEFAULT_AGGREGATE: Aggregate = 'mean'
export const DEFAULT_BAND: Band = 'minmax'

interface GroupLineRequest {
  spec: LinePanelSpec
  sources: readonly LineSource[]
  groups: readonly LineGroup[]
  answerOf: (source: LineSource) => { results: readonly GroupResult[]; version: number } | undefined
  theme: PaletteTheme
}

/** Groups outermost; their place among all groups gives their colour, so hiding one changes none. */
export function groupLines({ spec, sources, groups, answerOf, theme }: GroupLineRequest) {
  const aggregate = spec.grouping?.line ?? DEFAULT_AGGREGATE
  const band = spec.grouping?.band ?? DEFAULT_BAND
  return groups.flatMap((group, at): ChartLine[] =>
    group.hidden
      ? []
      : sources.flatMap((source, s): ChartLine[] => {
          const answer = answerOf(source)
          const found = answer?.results[at]
          if (!answer || !found) return []
          const { key } = source
          const shown = source.kind === 'key' ? displayKey(key) : key
          const count = `${group.label} (${found.runs})`
          return [
            {
              id: `${group.key}/${key}`,
              // No run has such a number; on every panel with these groups it is the same group.
              run: -1 - at,
              key,
              name: sources.length > 1 ? `${count} · ${shown}` : count,
              color: group.color ?? runColor(at + 1, theme),
              dash: sources.length > 1 ? runDash(1 + 20 * s) : runDash(at + 1),
              live: false,
              version: answer.version,
              group: { runs: group.runs, stats: found.stats, aggregate },
              band: band === 'none' ? undefined : 'spread',
              result: {
                run: -1 - at,
                key,
                nextRow: 0,
                known: found.runs > 0,
                sortedByX: false,
                buckets: bucketsOf(found.stats, aggregate, band),
              },
              ...ownLook(spec, group.key, key),
            },
          ]
        }),
  )
}

/** One entry an entry of the statistics: the line as its mean, the band as its extremes. */
export function bucketsOf(stats: GroupStats, aggregate: Aggregate, band: Band): Buckets {
  const buckets = new Buckets(1, Math.max(1, stats.length))
  for (let i = 0; i < stats.length; i++) {
    const slot = buckets.slot(i)
    const value = stats[aggregate][i]!
    const [low, high] = bandAt(stats, i, value, band)
    buckets.includeX(slot, stats.x[i]!, stats.x[i]!)
    buckets.min[slot] = low
    buckets.max[slot] = high
    buckets.count[slot] = 1
    buckets.sum[slot] = buckets.last[slot] = value
  }
  return buckets
}

function bandAt(stats: GroupStats, i: number, value: number, band: Band): [number, number] {
  if (band === 'minmax') return [stats.min[i]!, stats.max[i]!]
  const half = band === 'stddev' ? stats.std[i]! : band === 'stderr' ? stderr(stats, i) : 0
  return [value - half, value + half]
}

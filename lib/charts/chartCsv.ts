/** What a chart shows, as CSV: one line a point, with its bucket's extremes where it is not one row. */
import { csvField } from '@/lib/metrics/csv'
import { entriesWithin, type Domain } from '@/lib/metrics/domains'
import { displayKey } from '@/lib/metrics/keys'
import type { ChartLine } from './types'

const HEADER = [
  'run',
  'run_id',
  'key',
  'x',
  'x_end',
  'value',
  'min',
  'max',
  'last',
  'rows',
  'not_finite',
]

/** Statistics of groups: one line a group and bucket of x. */
export function groupsCsv(lines: readonly ChartLine[], xKey: string, [low, high]: Domain): string {
  const header = ['group', 'key', displayKey(xKey), 'runs', 'mean', 'median', 'std', 'min', 'max']
  const rows = [header.map(csvField).join(',')]
  for (const { group, name, key } of lines) {
    if (!group) continue
    const { length, x, n, mean, median, std, min, max } = group.stats
    for (let i = 0; i < length; i++) {
      if (x[i]! < low || x[i]! > high) continue
      const cells = [x[i], n[i], mean[i], median[i], std[i], min[i], max[i]]
      rows.push([csvField(name), csvField(displayKey(key)), ...cells].join(','))
    }
  }
  return `${rows.join('\n')}\n`
}

/** `value` is the row's value, or the mean of `rows` rows. Only what lies in the domain of x. */
export function chartCsv(lines: readonly ChartLine[], xKey: string, [low, high]: Domain): string {
  const header = HEADER.map((name) => (name === 'x' ? displayKey(xKey) : name))
  const rows = [header.map(csvField).join(',')]
  for (const line of lines) {
    const { buckets } = line.reads ?? line.result
    const { from, to } = entriesWithin(buckets, [low, high])
    for (let i = from; i < to; i++) {
      if (buckets.xMax[i]! < low || buckets.xMin[i]! > high) continue
      const count = buckets.count[i]!
      const cells = [
        csvField(line.name),
        line.run,
        csvField(displayKey(line.key)),
        buckets.xMin[i],
        buckets.xMax[i],
        count > 0 ? buckets.mean(i) : '',
        count > 0 ? buckets.min[i] : '',
        count > 0 ? buckets.max[i] : '',
        count > 0 ? buckets.last[i] : '',
        count,
        buckets.nonFinite[i],
      ]
      rows.push(cells.join(','))
    }
  }
  return `${rows.join('\n')}\n`
}

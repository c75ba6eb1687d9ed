import { formatAge, formatDate } from '@/lib/format/time'
import { countOf } from '@/lib/format/number'
import type { FrozenRuns } from '@/lib/reports/runSets'

/** Of when what is drawn is, in words: `Live, updated 4 s ago`, `Frozen 12 Nov, 14 runs`. */
export function asOfText(frozen: FrozenRuns | null, updatedAt: number | undefined, now: number): string {
  if (frozen) return `Frozen ${formatDate(Date.parse(frozen.at))}, ${countOf(frozen.runs, 'run')}`
  return updatedAt === undefined ? 'Live' : `Live, updated ${formatAge(updatedAt, now)}`
}

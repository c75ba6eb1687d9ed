import { countOf, formatCount } from '@/lib/format/number'
import { formatAge, formatDate } from '@/lib/format/time'
import type { FrozenRuns } from '@/lib/reports/runSets'

/** Of when what is drawn is: `Live, updated 4 s ago`, `Frozen 12 Nov 2026, 14 runs at step 40,000`. */
export function asOfText(
  frozen: FrozenRuns | null,
  updatedAt: number | undefined,
  now: number,
): string {
  if (frozen) {
    const at = frozen.step === null ? '' : ` at step ${formatCount(frozen.step)}`
    return `Frozen ${formatDate(Date.parse(frozen.at))}, ${countOf(frozen.runs, 'run')}${at}`
  }
  return updatedAt === undefined ? 'Live' : `Live, updated ${formatAge(updatedAt, now)}`
}

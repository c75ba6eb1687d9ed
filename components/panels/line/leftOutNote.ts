import type { LeftOut } from '@/components/charts/lineDomains'
import { countOf } from '@/lib/format/number'

/** What the axes hide, in words; nothing is hidden silently. */
export function leftOutNote(leftOut: LeftOut): string[] {
  const notes: string[] = []
  if (leftOut.outliers > 0) {
    const count = countOf(leftOut.outliers, 'outlier')
    notes.push(`${leftOut.outliersAtLeast ? 'at least ' : ''}${count} outside`)
  }
  if (leftOut.notPositiveY) notes.push('values ≤ 0 are not on the log axis')
  if (leftOut.notPositiveX) notes.push('x ≤ 0 is not on the log axis')
  return notes
}

import type { LeftOut } from '../../charts/lineDomains'
import { formatCount } from '../../format/number'

/** What the axes hide, in words; nothing is hidden silently. */
export function leftOutNote(leftOut: LeftOut): string[] {
  const notes: string[] = []
  if (leftOut.outliers > 0) {
    const count = formatCount(leftOut.outliers)
    const more = leftOut.outliersAtLeast ? ' or more' : ''
    const noun = leftOut.outliers === 1 && !more ? 'outlier' : 'outliers'
    notes.push(`${count}${more} ${noun} outside`)
  }
  if (leftOut.notPositiveY) notes.push('values ≤ 0 not on the log axis')
  if (leftOut.notPositiveX) notes.push('x ≤ 0 not on the log axis')
  return notes
}

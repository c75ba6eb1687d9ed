/** A straight line through points, by least squares. */
import { moments } from './moments'

export interface LineFit {
  slope: number
  intercept: number
  /** Share of the variance of y that the line explains, 0 to 1; null when y does not vary. */
  r2: number | null
  /** Points it was fitted to. */
  n: number
}

/** Both arrays are finite and of one length. Null for fewer than two points, or a single x. */
export function fitLine(xs: ArrayLike<number>, ys: ArrayLike<number>): LineFit | null {
  if (xs.length < 2) return null
  const { n, meanX, meanY, scaleX, scaleY, xx, xy, yy } = moments(xs, ys)
  if (scaleX === 0) return null
  if (scaleY === 0) return { slope: 0, intercept: meanY, r2: null, n }
  const slope = (xy / xx) * (scaleY / scaleX)
  return { slope, intercept: meanY - slope * meanX, r2: Math.min(1, (xy * xy) / (xx * yy)), n }
}

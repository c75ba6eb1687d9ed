/** Sums over pairs of numbers, kept clear of overflow and of what rounding leaves. */

export interface Moments {
  n: number
  meanX: number
  meanY: number
  /** Greatest distance from the mean; 0 when the values are alike but for rounding. */
  scaleX: number
  scaleY: number
  /** Sums of products of deviations, each divided by its scale: between 0 (or −n) and n. */
  xx: number
  xy: number
  yy: number
}

/** Both arrays are finite, of one length, and not empty. */
export function moments(xs: ArrayLike<number>, ys: ArrayLike<number>): Moments {
  const n = xs.length
  const meanX = mean(xs)
  const meanY = mean(ys)
  const scaleX = spread(xs, meanX)
  const scaleY = spread(ys, meanY)
  let xx = 0
  let xy = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const dx = scaleX > 0 ? (xs[i]! - meanX) / scaleX : 0
    const dy = scaleY > 0 ? (ys[i]! - meanY) / scaleY : 0
    xx += dx * dx
    xy += dx * dy
    yy += dy * dy
  }
  return { n, meanX, meanY, scaleX, scaleY, xx, xy, yy }
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]!
  return sum / values.length
}

function spread(values: ArrayLike<number>, centre: number): number {
  let greatest = 0
  let size = Math.abs(centre)
  for (let i = 0; i < values.length; i++) {
    greatest = Math.max(greatest, Math.abs(values[i]! - centre))
    size = Math.max(size, Math.abs(values[i]!))
  }
  return greatest <= 4 * Number.EPSILON * size ? 0 : greatest
}

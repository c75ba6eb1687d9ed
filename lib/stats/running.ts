/** The best, worst or mean y so far, going along x. */

export type RunningKind = 'min' | 'max' | 'mean'

export interface RunningPoint {
  x: number
  y: number
}

/** One point for each x that occurs, in order; it counts every y up to there. Values are finite. */
export function running(
  kind: RunningKind,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
): RunningPoint[] {
  const order = Array.from({ length: xs.length }, (_, i) => i)
  order.sort((a, b) => xs[a]! - xs[b]!)
  const points: RunningPoint[] = []
  let sum = 0
  let best = kind === 'min' ? Infinity : -Infinity
  order.forEach((i, before) => {
    const x = xs[i]!
    const y = ys[i]!
    sum += y
    best = kind === 'min' ? Math.min(best, y) : Math.max(best, y)
    const value = kind === 'mean' ? sum / (before + 1) : best
    if (points.at(-1)?.x === x) points.at(-1)!.y = value
    else points.push({ x, y: value })
  })
  return points
}

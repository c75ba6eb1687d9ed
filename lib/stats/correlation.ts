/** How two columns of numbers go together, -1 to 1. */
import { moments } from './moments'

export type CorrelationKind = 'pearson' | 'spearman'

/** Null where it means nothing: fewer than three pairs, or a column whose values are all alike. */
export function correlation(
  kind: CorrelationKind,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
): number | null {
  return kind === 'pearson' ? pearson(xs, ys) : pearson(ranks(xs), ranks(ys))
}

function pearson(xs: ArrayLike<number>, ys: ArrayLike<number>): number | null {
  if (xs.length < 3) return null
  const { scaleX, scaleY, xx, xy, yy } = moments(xs, ys)
  if (scaleX === 0 || scaleY === 0) return null
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/** 1 for the smallest; equal values share the mean of their places. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i)
  order.sort((a, b) => values[a]! - values[b]!)
  const result = new Float64Array(values.length)
  for (let from = 0; from < order.length;) {
    let to = from + 1
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++
    for (let i = from; i < to; i++) result[order[i]!] = (from + to + 1) / 2
    from = to
  }
  return result
}

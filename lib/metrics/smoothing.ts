/**
 * Smoothing of a line. Points whose y is not finite stay as they are and count for nothing.
 * All functions return a new array of y.
 */
import type { Smoothing } from '../panels/linePanel'

/** How many steps of the time-weighted average the x axis is worth, however long it is. */
const VIEWPORT_SCALE = 1000
const MAX_WEIGHT = 0.999
/** Beyond three standard deviations a Gaussian weighs less than 1.2 %. */
const GAUSSIAN_REACH = 3

/** `span` is the length of the x axis in units of x. */
export function smooth(
  { kind, amount }: Smoothing,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  span: number,
): Float64Array {
  switch (kind) {
    case 'none':
      return Float64Array.from(ys)
    case 'ema':
      return ema(ys, amount)
    case 'timeWeightedEma':
      return timeWeightedEma(xs, ys, amount, span)
    case 'gaussian':
      return gaussian(ys, amount)
    case 'mean':
      return runningMean(ys, amount)
  }
}

/**
 * Exponential moving average with the start corrected (divided by 1 − weightⁿ), as in Kingma and Ba,
 * "Adam", 2014, section 3, and in TensorBoard's scalar charts. 0 leaves the line as it is.
 */
export function ema(ys: ArrayLike<number>, weight: number): Float64Array {
  const w = clampWeight(weight)
  let sum = 0
  let norm = 0
  return map(ys, (y) => {
    sum = sum * w + (1 - w) * y
    norm = norm * w + (1 - w)
    return sum / norm
  })
}

/**
 * The same, except that a point's weight fades with the distance in x rather than with the number of
 * points, so unevenly logged series are smoothed evenly. The formula is that of W&B's documentation,
 * "Smooth line plots": the weight √amount is raised to the share of the axis between two points,
 * in thousandths.
 */
export function timeWeightedEma(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  amount: number,
  span: number,
): Float64Array {
  const weight = clampWeight(Math.sqrt(Math.max(0, amount)))
  let sum = 0
  let norm = 0
  let before = NaN
  return map(ys, (y, i) => {
    const x = xs[i]!
    const way = Number.isNaN(before) || !(span > 0) ? 0 : ((x - before) / span) * VIEWPORT_SCALE
    before = x
    const fade = weight === 0 ? 0 : weight ** way
    sum = sum * fade + y
    norm = norm * fade + 1
    return sum / norm
  })
}

/** Convolution with a normal curve of the given standard deviation in points, cut at three of them. */
export function gaussian(ys: ArrayLike<number>, deviation: number): Float64Array {
  if (!(deviation > 0)) return Float64Array.from(ys)
  const reach = Math.ceil(deviation * GAUSSIAN_REACH)
  const weights = Float64Array.from({ length: reach + 1 }, (_, i) =>
    Math.exp((-i * i) / (2 * deviation * deviation)),
  )
  return map(ys, (_y, i) => {
    let sum = 0
    let norm = 0
    const end = Math.min(ys.length - 1, i + reach)
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      const y = ys[j]!
      if (!Number.isFinite(y)) continue
      const w = weights[Math.abs(j - i)]!
      sum += w * y
      norm += w
    }
    return sum / norm
  })
}

/** Mean of the window of `length` points centred on each point; shorter at the ends. */
export function runningMean(ys: ArrayLike<number>, length: number): Float64Array {
  const reach = Math.floor((Math.max(1, length) - 1) / 2)
  if (reach === 0) return Float64Array.from(ys)
  const sums = new Float64Array(ys.length + 1)
  const counts = new Uint32Array(ys.length + 1)
  for (let i = 0; i < ys.length; i++) {
    const y = ys[i]!
    const counted = Number.isFinite(y)
    sums[i + 1] = sums[i]! + (counted ? y : 0)
    counts[i + 1] = counts[i]! + (counted ? 1 : 0)
  }
  return map(ys, (_y, i) => {
    const from = Math.max(0, i - reach)
    const to = Math.min(ys.length, i + reach + 1)
    return (sums[to]! - sums[from]!) / (counts[to]! - counts[from]!)
  })
}

function clampWeight(weight: number): number {
  return Math.min(MAX_WEIGHT, Math.max(0, weight))
}

function map(ys: ArrayLike<number>, of: (y: number, i: number) => number): Float64Array {
  const result = new Float64Array(ys.length)
  for (let i = 0; i < ys.length; i++) {
    const y = ys[i]!
    result[i] = Number.isFinite(y) ? of(y, i) : y
  }
  return result
}

/** Which rows and columns of a large grid are on the screen. Lengths in CSS pixels. */

/** [0, 10, 30] for widths 10 and 20: where each column begins, and where the last one ends. */
export function offsetsOf(widths: readonly number[]): number[] {
  const offsets = [0]
  for (const width of widths) offsets.push(offsets.at(-1)! + width)
  return offsets
}

/** The columns [from, to) of which anything lies between `start` and `end`. */
export function columnSpan(
  offsets: readonly number[],
  start: number,
  end: number,
): { from: number; to: number } {
  const count = offsets.length - 1
  const from = Math.min(
    count,
    firstWhere(count, (i) => offsets[i + 1]! > start),
  )
  const to = Math.max(
    from,
    firstWhere(count, (i) => offsets[i]! >= end),
  )
  return { from, to }
}

/**
 * The rows [from, to) between `start` and `end`, with `over` more at each side, widened to multiples
 * of `step`, so that a little scrolling renders nothing new.
 */
export function rowSpan(
  count: number,
  height: number,
  start: number,
  end: number,
  over: number,
  step: number,
): { from: number; to: number } {
  const from = Math.floor((Math.floor(start / height) - over) / step) * step
  const to = Math.ceil((Math.ceil(end / height) + over) / step) * step
  const last = Math.min(count, Math.max(0, to))
  return { from: Math.min(Math.max(0, from), last), to: last }
}

function firstWhere(count: number, holds: (i: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Points that no other point beats on both axes. */

export type Better = 'min' | 'max'

/**
 * Indices of the front, from the best x to the best y. A point is beaten by another that is at
 * least as good on both axes and better on one, so points that are alike stand or fall together.
 * Values are finite.
 */
export function paretoFront(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  better: { x: Better; y: Better },
): number[] {
  const signX = better.x === 'min' ? 1 : -1
  const signY = better.y === 'min' ? 1 : -1
  const order = Array.from({ length: xs.length }, (_, i) => i)
  order.sort((a, b) => signX * (xs[a]! - xs[b]!) || signY * (ys[a]! - ys[b]!))
  const front: number[] = []
  for (const i of order) {
    const last = front.at(-1)
    if (last === undefined || signY * (ys[i]! - ys[last]!) < 0) front.push(i)
    else if (xs[i] === xs[last] && ys[i] === ys[last]) front.push(i)
  }
  return front
}

/** Brushes being dragged: what a drag on an axis makes of the axis's settings. */
import { tidyRange } from '@/lib/panels/rangeFilter'
import type { AxisSpec, ParallelAxis } from '@/lib/panels/parallel/parallelModel'
import type { AxisPlace } from '@/lib/panels/parallel/parallelScene'

export type BrushDrag =
  | { kind: 'new'; axis: number; from: number }
  /** One end stays where it is. */
  | { kind: 'end'; axis: number; brush: number; fixed: number }
  | { kind: 'move'; axis: number; brush: number; from: number; range: readonly [number, number] }

const END_PX = 6
/** As far from an axis a drag still begins on it. */
export const GRASP_PX = 18

export function axisAt(places: readonly AxisPlace[], x: number): number {
  return places.findIndex((place) => Math.abs(place.x - x) <= GRASP_PX)
}

/** What a press at `y` begins. */
export function beginDrag(
  axis: number,
  { spec, column }: ParallelAxis,
  place: AxisPlace,
  y: number,
): BrushDrag {
  if (column.kind !== 'category') {
    for (const [brush, range] of (spec.brushes ?? []).entries()) {
      const ends = range.map((value) => place.project(value))
      for (const [i, end] of ends.entries()) {
        if (Math.abs(end - y) <= END_PX) return { kind: 'end', axis, brush, fixed: ends[1 - i]! }
      }
      if (y > Math.min(...ends) && y < Math.max(...ends)) {
        return { kind: 'move', axis, brush, from: y, range: ends as [number, number] }
      }
    }
  }
  return { kind: 'new', axis, from: y }
}

/** The axis while the pointer is at `y`. */
export function dragged(
  drag: BrushDrag,
  { spec, column }: ParallelAxis,
  place: AxisPlace,
  y: number,
): AxisSpec {
  if (column.kind === 'category') {
    const from = drag.kind === 'new' ? drag.from : y
    const [low, high] = [place.invert(from), place.invert(y)].sort((a, b) => a - b)
    const swept = column.categories.filter((_, code) => code >= low! - 0.5 && code <= high! + 0.5)
    return { ...spec, kept: [...new Set([...(spec.kept ?? []), ...swept])] }
  }
  const brushes = [...(spec.brushes ?? [])]
  const range = (a: number, b: number) =>
    tidyRange(place.invert(a), place.invert(b), spec.scale ?? 'linear')
  if (drag.kind === 'new') brushes.push(range(drag.from, y))
  else if (drag.kind === 'end') brushes[drag.brush] = range(drag.fixed, y)
  else {
    const by = y - drag.from
    brushes[drag.brush] = range(drag.range[0] + by, drag.range[1] + by)
  }
  return { ...spec, brushes: brushes.slice(-10) }
}

/** A press without a drag: switches a category, or takes the brush away that it hit. */
export function pressed(
  drag: BrushDrag,
  { spec, column }: ParallelAxis,
  place: AxisPlace,
  y: number,
): AxisSpec {
  if (column.kind === 'category') {
    const category = column.categories[Math.round(place.invert(y))]
    if (category === undefined) return spec
    const kept = spec.kept ?? []
    const without = kept.filter((text) => text !== category)
    return { ...spec, kept: without.length < kept.length ? without : [...kept, category] }
  }
  if (drag.kind === 'new') return spec
  return { ...spec, brushes: (spec.brushes ?? []).filter((_, i) => i !== drag.brush) }
}

const NEAR_PX = 10

/** The row whose line passes nearest; those within the brushes go first. */
export function nearestLine(
  places: readonly AxisPlace[],
  chosen: Uint8Array,
  at: { x: number; y: number },
): number | null {
  const right = places.findIndex((place) => place.x >= at.x)
  const b = places[right < 0 ? places.length - 1 : Math.max(1, right)]
  const a = places[right < 0 ? places.length - 2 : Math.max(1, right) - 1]
  if (!a || !b || at.x < a.x - NEAR_PX || at.x > b.x + NEAR_PX) return null
  const t = Math.max(0, Math.min(1, (at.x - a.x) / (b.x - a.x)))
  let best: number | null = null
  let least = NEAR_PX
  for (let row = 0; row < chosen.length; row++) {
    if (!chosen[row]) continue
    const y = a.ys[row]! + t * (b.ys[row]! - a.ys[row]!)
    // Of a steep line the distance is not the vertical one.
    const slope = (b.ys[row]! - a.ys[row]!) / (b.x - a.x)
    const distance = Math.abs(y - at.y) / Math.hypot(1, slope)
    if (distance >= least) continue
    least = distance
    best = row
  }
  return best
}

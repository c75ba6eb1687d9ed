import type { PathSink } from './trace'

/**
 * An SVG path's `d`, as short as a tolerance allows: points nearer to the line between their
 * neighbours than that are left out (Douglas and Peucker, 1973), and coordinates follow each other.
 */
export class SvgPath implements PathSink {
  private readonly lines: number[][] = []

  /** `tolerance` in pixels; `closed` shapes are filled. */
  constructor(private readonly tolerance = 0) {}

  moveTo(x: number, y: number): void {
    this.lines.push([x, y])
  }

  lineTo(x: number, y: number): void {
    this.lines.at(-1)?.push(x, y)
  }

  toString(): string {
    return this.lines.map((line) => written(simplified(line, this.tolerance))).join('')
  }
}

/** Tenths of a pixel, as integers, so that rounding errors do not add up along a line. */
const tenths = (value: number) => Math.round(value * 10)

function written(line: readonly number[]): string {
  let x = tenths(line[0]!)
  let y = tenths(line[1]!)
  const start = `M${x / 10} ${y / 10}`
  // Short strokes stand for themselves.
  if (line.length === 4) return `${start}L${tenths(line[2]!) / 10} ${tenths(line[3]!) / 10}`
  let rest = ''
  for (let i = 2; i < line.length; i += 2) {
    const nextX = tenths(line[i]!)
    const nextY = tenths(line[i + 1]!)
    rest += `${i === 2 ? 'l' : separator(nextX - x)}${short(nextX - x)}${separator(nextY - y)}${short(nextY - y)}`
    x = nextX
    y = nextY
  }
  return start + rest
}

const separator = (step: number) => (step < 0 ? '' : ' ')

/** Without the zero that stands before a point. */
function short(step: number): string {
  return String(step / 10).replace(/^(-?)0\./, '$1.')
}

function simplified(line: number[], tolerance: number): number[] {
  const n = line.length / 2
  if (tolerance === 0 || n < 3) return line
  const keep = new Uint8Array(n)
  keep[0] = keep[n - 1] = 1
  const open: [number, number][] = [[0, n - 1]]
  for (let span = open.pop(); span; span = open.pop()) {
    const [from, to] = span
    let farthest = -1
    let distance = tolerance
    for (let i = from + 1; i < to; i++) {
      const d = distanceTo(line, i, from, to)
      if (d > distance) {
        distance = d
        farthest = i
      }
    }
    if (farthest < 0) continue
    keep[farthest] = 1
    open.push([from, farthest], [farthest, to])
  }
  const result: number[] = []
  for (let i = 0; i < n; i++) if (keep[i]) result.push(line[2 * i]!, line[2 * i + 1]!)
  return result
}

/** Of point i to the stretch from point a to point b. */
function distanceTo(line: readonly number[], i: number, a: number, b: number): number {
  const ax = line[2 * a]!
  const ay = line[2 * a + 1]!
  const dx = line[2 * b]! - ax
  const dy = line[2 * b + 1]! - ay
  const px = line[2 * i]! - ax
  const py = line[2 * i + 1]! - ay
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
  return Math.hypot(px - t * dx, py - t * dy)
}

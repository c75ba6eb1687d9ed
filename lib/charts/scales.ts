import { scaleLinear, scaleLog, scaleTime } from '@visx/scale'
import type { Domain } from '@/lib/metrics/domains'
import { formatLogTick, formatTicks } from '@/lib/metrics/numbers'
import { durationTicks, momentLabel, type Tick } from '@/lib/metrics/timeTicks'
import { formatUnitTicks, type Unit } from '@/lib/metrics/units'
import type { ScaleKind } from '@/lib/panels/linePanel'
import type { Size, XUnit } from './types'

export interface Axis {
  kind: ScaleKind
  unit: XUnit
  domain: Domain
  /** Value to pixels within the chart; NaN for what has no place on the axis. */
  project: (value: number) => number
  invert: (pixel: number) => number
  ticks: Tick[]
}

/** The drawn rectangle in pixels and the two axes that span it. */
export interface Frame extends Size {
  left: number
  right: number
  top: number
  bottom: number
  x: Axis
  y: Axis
  /** Of ticks and titles. */
  fontSize: number
  xTitle: string
  yTitle: string
}

const TOP = 8
const RIGHT = 12
/** All that letters take is in parts of the font size. */
const FONT_PX = 12
const BOTTOM_EM = 2
const TITLE_EM = 1.5
const LABEL_EM = 6.8 / 12
const LABEL_GAP = 12
/** Margins move in steps, so that a longer label seldom moves the lines. */
const MARGIN_STEP = 8
const X_TICK_EM = 7.5
const Y_TICK_EM = 44 / 12

export interface FrameRequest extends Size {
  xDomain: Domain
  yDomain: Domain
  xScale: ScaleKind
  yScale: ScaleKind
  xUnit: XUnit
  yUnit: Unit
  fontSize?: number | undefined
  xTitle?: string | undefined
  yTitle?: string | undefined
}

/** An x axis that is what it was stays the same object, so that nothing along it is computed anew. */
export function buildFrame(request: FrameRequest, before?: Frame): Frame {
  const { width, height, xDomain, yDomain, fontSize = FONT_PX } = request
  const { xTitle = '', yTitle = '' } = request
  const top = TOP
  const below = (BOTTOM_EM + (xTitle ? TITLE_EM : 0)) * fontSize
  const bottom = Math.max(top + 1, height - Math.round(below))
  const yCount = Math.min(6, Math.max(2, Math.round((bottom - top) / (Y_TICK_EM * fontSize))))
  const y = withUnit(buildAxis(yDomain, [bottom, top], request.yScale, yCount), request.yUnit)
  const longest = Math.max(1, ...y.ticks.map((tick) => tick.label.length))
  const beside = longest * LABEL_EM * fontSize + LABEL_GAP + (yTitle ? TITLE_EM * fontSize : 0)
  const left = Math.ceil(beside / MARGIN_STEP) * MARGIN_STEP
  const right = Math.max(left + 1, width - RIGHT)
  const xCount = Math.min(6, Math.max(2, Math.round((right - left) / (X_TICK_EM * fontSize))))
  const sameX =
    before !== undefined &&
    before.left === left &&
    before.right === right &&
    before.x.kind === request.xScale &&
    before.x.unit === request.xUnit &&
    before.x.domain[0] === xDomain[0] &&
    before.x.domain[1] === xDomain[1]
  const x = sameX
    ? before.x
    : buildAxis(xDomain, [left, right], request.xScale, xCount, request.xUnit)
  return { width, height, left, right, top, bottom, x, y, fontSize, xTitle, yTitle }
}

function withUnit(axis: Axis, unit: Unit): Axis {
  if (unit === '') return axis
  const values = axis.ticks.map((tick) => tick.value)
  // On a log axis each label stands for itself, since they span many sizes.
  const labels =
    axis.kind === 'log'
      ? values.flatMap((value) => formatUnitTicks([value], unit))
      : formatUnitTicks(values, unit)
  return { ...axis, ticks: values.map((value, i) => ({ value, label: labels[i]! })) }
}

/** One axis along a stretch of pixels, with about so many ticks. */
export function buildAxis(
  domain: Domain,
  range: [number, number],
  kind: ScaleKind,
  count: number,
  unit: XUnit = 'number',
): Axis {
  if (kind === 'log') return logAxis(domain, range, count, unit)
  const scale = scaleLinear<number>({ domain, range })
  const slope = (range[1] - range[0]) / (domain[1] - domain[0])
  return {
    kind,
    unit,
    domain,
    // The same straight line as the scale's, without its overhead: it is called for every bucket.
    project: (value) => range[0] + (value - domain[0]) * slope,
    invert: (pixel) => scale.invert(pixel),
    ticks: linearTicks(
      domain,
      count,
      unit,
      atLeastTwo((n) => scale.ticks(n), count),
    ),
  }
}

/** "About two" may come out as one, from which nobody can read a scale. */
function atLeastTwo(ticks: (count: number) => number[], count: number): number[] {
  for (let n = count; n < count + 4; n++) {
    const values = ticks(n)
    if (values.length >= 2) return values
  }
  return ticks(count)
}

function linearTicks(domain: Domain, count: number, unit: XUnit, values: number[]): Tick[] {
  const [low, high] = domain
  if (unit === 'duration') {
    const ticks = durationTicks(low, high, count)
    if (ticks) return ticks
  }
  if (unit === 'moment') {
    const scale = scaleTime<number>({ domain: [low * 1000, high * 1000] })
    return scale.ticks(count).map((date) => {
      const value = date.getTime() / 1000
      return { value, label: momentLabel(value, high - low) }
    })
  }
  const labels = formatTicks(values)
  return values.map((value, i) => ({ value, label: labels[i]! }))
}

function logAxis(domain: Domain, range: [number, number], count: number, unit: XUnit): Axis {
  const scale = scaleLog<number>({ domain, range })
  const low = Math.log(domain[0])
  const slope = (range[1] - range[0]) / (Math.log(domain[1]) - low)
  return {
    kind: 'log',
    unit,
    domain,
    project: (value) => (value > 0 ? range[0] + (Math.log(value) - low) * slope : NaN),
    invert: (pixel) => scale.invert(pixel),
    ticks: logTicks(domain, count, scale.ticks(count)),
  }
}

/** Powers of ten where there are enough of them, thinned where there are too many. */
function logTicks([low, high]: Domain, count: number, fine: number[]): Tick[] {
  const first = Math.ceil(Math.log10(low) - 1e-9)
  const last = Math.floor(Math.log10(high) + 1e-9)
  const decades = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => 10 ** (first + i))
  const every = Math.ceil(decades.length / count)
  const values =
    decades.length >= 3
      ? decades.filter((_, i) => i % every === 0)
      : fine.filter((value) => [1, 2, 5].includes(leadingDigit(value)))
  const shown = values.length >= 2 ? values : fine.slice(0, count)
  return shown.map((value) => ({ value, label: formatLogTick(value) }))
}

function leadingDigit(value: number): number {
  return Math.round(value / 10 ** Math.floor(Math.log10(value) + 1e-9))
}

/** Frames with equal signatures draw alike. */
export function frameSignature(request: FrameRequest): string {
  const { width, height, xDomain, yDomain, xScale, yScale, xUnit, yUnit } = request
  const titles = [request.fontSize ?? FONT_PX, request.xTitle ?? '', request.yTitle ?? '']
  return [width, height, ...xDomain, ...yDomain, xScale, yScale, xUnit, yUnit, ...titles].join(' ')
}

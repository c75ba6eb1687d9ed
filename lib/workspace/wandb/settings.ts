/** How W&B writes what line panels and workspaces set: axes, smoothing, ranges, scales. */
import { z } from 'zod'
import { TIMESTAMP_KEY } from '../../metrics/keys'
import type { AxisRange, PanelDefaults, Smoothing, SmoothingKind } from '../../panels/linePanel'

const KINDS: Record<SmoothingKind, string> = {
  none: 'none',
  timeWeightedEma: 'exponentialTimeWeighted',
  ema: 'exponential',
  gaussian: 'gaussian',
  mean: 'average',
}
const kindOf = (name: string) =>
  (Object.keys(KINDS) as SmoothingKind[]).find((kind) => KINDS[kind] === name)

const number = z.number().optional().catch(undefined)
const flag = z.boolean().optional().catch(undefined)
const text = z.string().min(1).optional().catch(undefined)
const settingsSchema = z.object({
  xAxis: text,
  smoothingType: text,
  smoothingWeight: number,
  ignoreOutliers: flag,
  xLogScale: flag,
  yLogScale: flag,
  xAxisMin: number,
  xAxisMax: number,
  yAxisMin: number,
  yAxisMax: number,
})
export type WandbSettings = z.output<typeof settingsSchema>

export function settingsFromWandb(value: unknown): PanelDefaults {
  const parsed = settingsSchema.safeParse(value)
  if (!parsed.success) return {}
  const { xAxis, smoothingType, smoothingWeight, ignoreOutliers, ...rest } = parsed.data
  const settings: PanelDefaults = {}
  if (xAxis !== undefined) settings.x = xAxis === '_absolute_runtime' ? TIMESTAMP_KEY : xAxis
  const smoothing = smoothingFrom(smoothingType, smoothingWeight)
  if (smoothing) settings.smoothing = smoothing
  if (ignoreOutliers !== undefined) settings.ignoreOutliers = ignoreOutliers
  if (rest.xLogScale !== undefined) settings.xScale = rest.xLogScale ? 'log' : 'linear'
  if (rest.yLogScale !== undefined) settings.yScale = rest.yLogScale ? 'log' : 'linear'
  const [xRange, yRange] = [
    range(rest.xAxisMin, rest.xAxisMax),
    range(rest.yAxisMin, rest.yAxisMax),
  ]
  if (xRange) settings.xRange = xRange
  if (yRange) settings.yRange = yRange
  return settings
}

function smoothingFrom(
  type: string | undefined,
  weight: number | undefined,
): Smoothing | undefined {
  const kind = type === undefined ? undefined : kindOf(type)
  // Nothing else is said by a weight of nothing.
  if (kind === undefined)
    return weight ? { kind: 'timeWeightedEma', amount: clamped(weight) } : undefined
  if (kind === 'none' || !weight) return { kind: 'none', amount: 0 }
  return { kind, amount: kind === 'ema' || kind === 'timeWeightedEma' ? clamped(weight) : weight }
}

const clamped = (weight: number) => Math.min(0.999, Math.max(0, weight))

function range(low: number | undefined, high: number | undefined): AxisRange | undefined {
  return low === undefined && high === undefined ? undefined : [low ?? null, high ?? null]
}

/** Only what is set. */
export function settingsToWandb(settings: PanelDefaults): Record<string, unknown> {
  const { x, smoothing, ignoreOutliers, xScale, yScale, xRange, yRange } = settings
  return {
    ...(x === undefined ? {} : { xAxis: x }),
    ...(smoothing
      ? { smoothingType: KINDS[smoothing.kind], smoothingWeight: smoothing.amount }
      : {}),
    ...(ignoreOutliers === undefined ? {} : { ignoreOutliers }),
    ...(xScale === undefined ? {} : { xLogScale: xScale === 'log' }),
    ...(yScale === undefined ? {} : { yLogScale: yScale === 'log' }),
    ...ends('xAxis', xRange),
    ...ends('yAxis', yRange),
  }
}

function ends(axis: string, range: AxisRange | null | undefined): Record<string, number> {
  const [low = null, high = null] = range ?? []
  return {
    ...(low === null ? {} : { [`${axis}Min`]: low }),
    ...(high === null ? {} : { [`${axis}Max`]: high }),
  }
}

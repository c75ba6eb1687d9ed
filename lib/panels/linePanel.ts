/** What a line panel is: which keys it draws, against what, and how. Plain JSON, kept by documents. */
import { z } from 'zod'
import { displayKey, RUNTIME_KEY, STEP_KEY, TIMESTAMP_KEY } from '../metrics/keys'
import { streamSchema, type Stream } from '../metrics/seriesQuery'
import { columnIdSchema } from '../runs/columns'
import { AGGREGATES, BANDS, panelBaseShape } from './panelBase'

export const SMOOTHING_KINDS = ['none', 'timeWeightedEma', 'ema', 'gaussian', 'mean'] as const
/** Amounts: 0 to 0.999 for the two averages, else points (standard deviation, window length). */
export const smoothingSchema = z.object({
  kind: z.enum(SMOOTHING_KINDS),
  amount: z.number().min(0).max(10_000),
})
export type Smoothing = z.infer<typeof smoothingSchema>
export type SmoothingKind = Smoothing['kind']

export const scaleKindSchema = z.enum(['linear', 'log'])
export type ScaleKind = z.infer<typeof scaleKindSchema>

/** Ends in axis units; null is open. */
export const axisRangeSchema = z.tuple([z.number().nullable(), z.number().nullable()])
export type AxisRange = z.infer<typeof axisRangeSchema>

/** What a workspace may set for all its panels and a panel may set for itself. */
export const panelSettingsSchema = z.object({
  /** `_step`, `_runtime`, `_timestamp`, or any other numeric key. */
  x: z.string().min(1),
  smoothing: smoothingSchema,
  xScale: scaleKindSchema,
  yScale: scaleKindSchema,
  /** Fits the y axis to the 5th to 95th percentile of what is drawn. */
  ignoreOutliers: z.boolean(),
  /** Shades the extremes of what one pixel cannot show. */
  showEnvelope: z.boolean(),
  xRange: axisRangeSchema.nullable(),
  yRange: axisRangeSchema.nullable(),
})
export type PanelSettings = z.infer<typeof panelSettingsSchema>
/** What a workspace sets for panels that say nothing else. */
export type PanelDefaults = Partial<PanelSettings>
/** Settings to decide; `undefined` leaves one to others again. */
export type SettingsChange = { [K in keyof PanelSettings]?: PanelSettings[K] | undefined }

export const DASHES = ['solid', 'dashed', 'dotted', 'dotdash', 'dotdotdash'] as const
/** How one line differs from what its run or group gives it. */
export const seriesLookSchema = z.object({
  title: z.string().max(256).optional(),
  color: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .optional(),
  width: z.number().min(0.5).max(8).optional(),
  dash: z.enum(DASHES).optional(),
  /** Points in place of a line. */
  points: z.boolean().optional(),
})
export type SeriesLook = z.infer<typeof seriesLookSchema>

export const LEGEND_POSITIONS = ['none', 'top', 'bottom', 'left', 'right'] as const
export const legendSchema = z.object({
  position: z.enum(LEGEND_POSITIONS).optional(),
  /** Text with `${run.displayName}`, `${config.lr}`, `${summary.loss}`, `${key}`. */
  template: z.string().max(500).optional(),
})

/** In place of one line a run: one a group of runs, over all of them, shown or not. */
export const lineGroupingSchema = z.object({
  /** Absent: as the workspace's runs are grouped; empty: not at all. */
  by: z.array(columnIdSchema).max(8).optional(),
  line: z.enum(AGGREGATES).optional(),
  band: z.enum(BANDS).optional(),
})

export const linePanelSpecSchema = z
  .object({
    ...panelBaseShape,
    type: z.literal('line'),
    keys: z.array(z.string().min(1)).max(20),
    /** RE2: every key that it is found in, as keys appear. */
    keyPattern: z.string().min(1).max(500).optional(),
    /** Computed lines, such as `val/loss - train/loss`. */
    expressions: z.array(z.string().min(1).max(500)).max(10).optional(),
    stream: streamSchema,
    grouping: lineGroupingSchema.optional(),
    /** By `<run id>/<key>`, or by `<key>` for all runs. */
    series: z.record(z.string(), seriesLookSchema).optional(),
    xTitle: z.string().max(256).optional(),
    yTitle: z.string().max(256).optional(),
    legend: legendSchema.optional(),
    area: z.enum(['none', 'stacked', 'percent']).optional(),
    /** Draws at most so many lines; the panel says how many it left out. */
    limit: z.number().int().min(1).max(500).optional(),
    /** Only what the panel itself decides; the rest is inherited. */
    settings: panelSettingsSchema.partial(),
  })
  .refine(({ keys, keyPattern, expressions }) => keys.length || keyPattern || expressions?.length, {
    error: 'needs a key, a pattern or an expression',
    path: ['keys'],
  })
export type LinePanelSpec = z.infer<typeof linePanelSpecSchema>

export const BUILT_IN_SETTINGS: PanelSettings = {
  x: STEP_KEY,
  smoothing: { kind: 'none', amount: 0 },
  xScale: 'linear',
  yScale: 'linear',
  ignoreOutliers: false,
  showEnvelope: true,
  xRange: null,
  yRange: null,
}

/** System metrics carry no step: time is their axis. */
const BUILT_IN_EVENTS_X = RUNTIME_KEY

/** The panel a key gets by itself. Its id follows from the key, so links to it stay valid. */
export function defaultLinePanel(key: string, stream: Stream = 'history'): LinePanelSpec {
  return { id: `${stream}/${key}`, type: 'line', keys: [key], stream, settings: {} }
}

/**
 * The panel's own settings over the workspace's over the built-in ones; `definedX` is the axis that
 * scripts define, used where nobody chose one.
 */
export function resolveSettings(
  spec: LinePanelSpec,
  defaults: PanelDefaults = {},
  definedX: string = STEP_KEY,
): PanelSettings {
  const resolved = { ...BUILT_IN_SETTINGS, x: definedX, ...defaults, ...spec.settings }
  if (spec.stream === 'events' && resolved.x === STEP_KEY) resolved.x = BUILT_IN_EVENTS_X
  return resolved
}

/** The spec with some settings decided by the panel itself; `undefined` inherits again. */
export function withSettings(spec: LinePanelSpec, changes: SettingsChange): LinePanelSpec {
  return { ...spec, settings: changed(spec.settings, changes) }
}

export function changed(settings: PanelDefaults, changes: SettingsChange): PanelDefaults {
  const decided = Object.entries({ ...settings, ...changes }).filter(([, v]) => v !== undefined)
  return Object.fromEntries(decided)
}

export function panelTitle(spec: LinePanelSpec): string {
  if (spec.title !== undefined) return spec.title
  const { keys, keyPattern, expressions = [] } = spec
  const parts = [...keys.map(displayKey), ...expressions]
  if (keyPattern !== undefined) parts.push(`/${keyPattern}/`)
  return parts.join(', ')
}

/** How an x axis is called in menus and under charts. */
export function xAxisLabel(x: string): string {
  if (x === STEP_KEY) return 'Step'
  if (x === RUNTIME_KEY) return 'Relative time'
  if (x === TIMESTAMP_KEY) return 'Wall time'
  return displayKey(x)
}

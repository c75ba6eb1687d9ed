import { z } from 'zod'
import { MAX_BUCKETS, MAX_SERIES } from './seriesLimits'
import { RUNTIME_KEY, STEP_KEY, TIMESTAMP_KEY } from './keys'

/** History rows are what the script logged; events are system metrics sampled by the SDK. */
export const streamSchema = z.enum(['history', 'events'])
export type Stream = z.infer<typeof streamSchema>

/** Numeric run ids are 32-bit. */
export const runIdSchema = z.number().int().positive().max(2_147_483_647)

export { MAX_BUCKETS, MAX_SERIES }

/**
 * Asks for runs × keys series, at most 500 of them, against one x axis.
 *
 * `x` is a key: `_step`, `_runtime` (seconds since the run began), `_timestamp` (unix seconds) or
 * any other numeric key. `range` is in units of x, both ends included. `buckets` is the greatest
 * number of buckets wanted per series; fewer rows than that come back as raw rows.
 */
export const seriesQuerySchema = z
  .object({
    stream: streamSchema.default('history'),
    runs: z.array(runIdSchema).min(1).max(MAX_SERIES),
    keys: z.array(z.string().min(1)).min(1).max(100),
    x: z.string().min(1).default(STEP_KEY),
    range: z.tuple([z.number().nullable(), z.number().nullable()]).optional(),
    buckets: z.number().int().min(1).max(MAX_BUCKETS).default(1000),
  })
  .refine((query) => query.runs.length * query.keys.length <= MAX_SERIES, {
    message: `runs × keys may be at most ${MAX_SERIES}`,
    path: ['runs'],
  })

export type SeriesQuery = z.infer<typeof seriesQuerySchema>
export type SeriesQueryInput = z.input<typeof seriesQuerySchema>

export const STANDARD_X_KEYS = [STEP_KEY, RUNTIME_KEY, TIMESTAMP_KEY] as const

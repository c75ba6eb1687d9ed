import { z } from 'zod'
import { runRowSchema } from './runs'

/** How long deleted runs can be brought back. */
export const BIN_DAYS = 7
export const MAX_RUNS_AT_ONCE = 1000

export const runIdsSchema = z.object({
  runIds: z.array(z.number().int().positive()).min(1).max(MAX_RUNS_AT_ONCE),
})

export const moveRunsSchema = runIdsSchema.extend({
  entity: z.string().min(1),
  project: z.string().min(1),
})

export const binnedRunSchema = z.object({ run: runRowSchema, deletedAt: z.string() })
export type BinnedRun = z.infer<typeof binnedRunSchema>
/** Last deleted first. */
export const binSchema = z.object({ runs: z.array(binnedRunSchema), canWrite: z.boolean() })

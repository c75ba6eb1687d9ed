import { z } from 'zod'
import { parseExpression } from '../panels/expression'
import { STEP_KEY } from './keys'
import { runIdSchema, streamSchema } from './seriesQuery'

export const MAX_GROUP_RUNS = 10_000
export const MAX_GROUPS = 500
export const MAX_GROUP_BUCKETS = 1000

/**
 * Asks for the statistics of groups of runs along x: one answer a group, all on the same grid of x.
 *
 * `key` is a metric, or with `expression` a formula of metrics (lib/panels/expression.ts). `x` and
 * `range` are as in a series query; with `scale` "log" the grid is even in the logarithm of x.
 * `buckets` is the greatest number wanted. A run may stand in one group only.
 */
export const groupQuerySchema = z
  .object({
    stream: streamSchema.default('history'),
    groups: z.array(z.array(runIdSchema).min(1)).min(1).max(MAX_GROUPS),
    key: z.string().min(1).max(1000),
    expression: z.boolean().default(false),
    x: z.string().min(1).default(STEP_KEY),
    scale: z.enum(['linear', 'log']).default('linear'),
    range: z.tuple([z.number().nullable(), z.number().nullable()]).optional(),
    buckets: z.number().int().min(1).max(MAX_GROUP_BUCKETS).default(250),
  })
  .superRefine(({ groups, key, expression }, context) => {
    const all = groups.flat()
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (all.length > MAX_GROUP_RUNS) issue('groups', `may hold ${MAX_GROUP_RUNS} runs at most`)
    if (new Set(all).size < all.length) issue('groups', 'hold a run twice')
    if (!expression) return
    try {
      parseExpression(key)
    } catch (error) {
      issue('key', error instanceof Error ? error.message : String(error))
    }
  })

export type GroupQuery = z.infer<typeof groupQuerySchema>
export type GroupQueryInput = z.input<typeof groupQuerySchema>

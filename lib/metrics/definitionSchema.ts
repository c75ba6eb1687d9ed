/** One of the things that a script says of its metrics, as it travels. */
import { z } from 'zod'
import { SUMMARIES } from './summaries'

export const metricDefinitionSchema = z.object({
  /** A key, or the beginning of keys when `glob` is set. */
  name: z.string(),
  glob: z.literal(true).optional(),
  /** The key this one is drawn against. */
  step: z.string().optional(),
  hidden: z.literal(true).optional(),
  /** What the SDK writes into the summary in place of the last value. */
  summary: z.array(z.enum(SUMMARIES)).optional(),
})
export type MetricDefinition = z.infer<typeof metricDefinitionSchema>

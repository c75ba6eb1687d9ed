import { z } from 'zod'
import { get } from './request'

export const MAX_HISTOGRAMS = 500

/** GET /api/runs/:id/histograms: a run's logged histograms of a key, evenly chosen when they are many. */
export const histogramsQuerySchema = z.object({
  key: z.string().min(1).max(1000),
  most: z.coerce.number().int().min(1).max(MAX_HISTOGRAMS).default(100),
})

export const histogramsSchema = z.object({
  histograms: z.array(
    z.object({
      /** The row's step, or its number where it has none. */
      step: z.number(),
      /** One more than counts, increasing. */
      edges: z.array(z.number()),
      counts: z.array(z.number()),
    }),
  ),
  /** Whether rows were passed over. */
  sampled: z.boolean(),
})
export type Histograms = z.infer<typeof histogramsSchema>

export function fetchHistograms(id: number, key: string, most: number, signal?: AbortSignal) {
  const query = new URLSearchParams({ key, most: String(most) })
  return get(`/api/runs/${id}/histograms?${query}`, histogramsSchema, signal)
}

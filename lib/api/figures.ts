import { z } from 'zod'

const pixels = (fallback: number) => z.coerce.number().int().min(120).max(4000).default(fallback)

/** GET /api/reports/:slug/figure.svg and figure.csv: one panel of a report. */
export const figureQuerySchema = z.object({
  /** The panel's id. */
  panel: z.string().min(1).max(1024),
  theme: z.enum(['light', 'dark']).default('light'),
  /** Pixels of the whole picture. */
  width: pixels(720),
  height: pixels(420),
})

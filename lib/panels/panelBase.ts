/** What all panel specs share. */
import { z } from 'zod'

export const panelBaseShape = {
  id: z.string().min(1).max(1024),
  title: z.string().max(256).optional(),
}

/** How the runs of a group become one number. */
export const AGGREGATES = ['mean', 'median', 'min', 'max'] as const
export type Aggregate = (typeof AGGREGATES)[number]

/** What is shaded around it. */
export const BANDS = ['none', 'minmax', 'stddev', 'stderr'] as const
export type Band = (typeof BANDS)[number]

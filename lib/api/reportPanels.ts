/** POST /api/reports/:slug/panels: a panel as it is somewhere else, with the runs that it shows there. */
import { z } from 'zod'
import { filterSchema } from '../filters/ast'
import { panelSpecSchema } from '../panels/spec'
import { MAX_RUN_SET_NAME } from '../reports/limits'
import { columnIdSchema } from '../runs/columns'
import type { RunOrGroup } from '../workspace/access'
import { sortKeySchema } from './runQuery'

const runOrGroupSchema = z
  .string()
  .max(4096)
  .regex(/^(run\/\d+|group\/)/, 'run/<number> or group/<JSON of its values>')
  .transform((key) => key as RunOrGroup)

export const addPanelSchema = z.object({
  /** Its id is chosen anew. */
  panel: panelSpecSchema,
  runSet: z.object({
    /** What it is called if the report has none that says the same. */
    name: z.string().trim().max(MAX_RUN_SET_NAME).optional(),
    entity: z.string().min(1).max(128),
    project: z.string().min(1).max(128),
    search: z.string().max(10_000).default(''),
    conditions: z
      .array(z.object({ filter: filterSchema, disabled: z.boolean().default(false) }))
      .max(100)
      .default([]),
    sort: z.array(sortKeySchema).max(20).default([]),
    groupBy: z.array(columnIdSchema).max(8).default([]),
    hidden: z.array(runOrGroupSchema).max(10_000).default([]),
    colors: z.record(runOrGroupSchema, z.string().regex(/^#[0-9a-f]{6}$/i)).default({}),
  }),
})
export type AddPanel = z.input<typeof addPanelSchema>

export const addedPanelSchema = z.object({
  panelId: z.string(),
  gridId: z.string(),
  runSetId: z.string(),
})

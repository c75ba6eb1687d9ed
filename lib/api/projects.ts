import { z } from 'zod'
import { visibilitySchema } from './roles'
import { runRowSchema } from './runs'

export const projectSchema = z.object({
  id: z.number(),
  entity: z.string(),
  name: z.string(),
  description: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  runs: z.number(),
  running: z.number(),
  visibility: visibilitySchema,
  canWrite: z.boolean(),
  /** Whether the person may change who sees it. */
  canManage: z.boolean(),
})
export type Project = z.infer<typeof projectSchema>

export const homeSchema = z.object({
  projects: z.array(projectSchema),
  /** The newest runs of all projects, with where they are. */
  recentRuns: z.array(z.object({ entity: z.string(), project: z.string(), run: runRowSchema })),
})
export type Home = z.infer<typeof homeSchema>

export const projectKeysSchema = z.object({
  history: z.array(z.string()),
  events: z.array(z.string()),
})
export type ProjectKeys = z.infer<typeof projectKeysSchema>

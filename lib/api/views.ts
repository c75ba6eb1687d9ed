/** Saved views of a project's workspace; all below /api/projects/:entity/:project/views. */
import { z } from 'zod'

/** What everybody's own view is called. */
export const PERSONAL_VIEW = 'Personal workspace'

export const workspaceViewSchema = z.object({
  /** In the workspace's address: ?nw=<slug>. */
  slug: z.string(),
  name: z.string(),
  /** The document that holds what it shows. */
  documentId: z.number(),
  /** Null when its maker has left. */
  owner: z.object({ username: z.string(), name: z.string() }).nullable(),
  /** The reader's own, which nobody else sees; others are shared with the project. */
  personal: z.boolean(),
  canWrite: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
})
export type WorkspaceView = z.infer<typeof workspaceViewSchema>
export const workspaceViewsSchema = z.object({ views: z.array(workspaceViewSchema) })

export const MAX_VIEW_NAME = 128
const viewNameSchema = z.string().trim().min(1, 'give the view a name').max(MAX_VIEW_NAME)
export const saveViewSchema = z.object({
  name: viewNameSchema,
  /** Slug of the view to copy. */
  from: z.string().min(1).max(64),
})
export const renameViewSchema = z.object({ name: viewNameSchema })

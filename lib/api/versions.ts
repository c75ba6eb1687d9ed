/** Versions of a report: kept by themselves and by name, compared, and brought back. */
import { z } from 'zod'
import type { BlockChange, ReportDiff } from '../reports/diff/types'
import { MAX_VERSION_NAME } from '../reports/limits'
import { reportSchema } from './reports'
import { change, get, segment } from './request'

export const versionSchema = z.object({
  id: z.number(),
  createdAt: z.string(),
  /** Null of those that are kept by themselves. */
  name: z.string().nullable(),
  /** Who wrote since the version before. */
  authors: z.array(z.object({ username: z.string(), name: z.string() })),
})
export type Version = z.infer<typeof versionSchema>

export const versionsSchema = z.object({
  /** Newest first. */
  versions: z.array(versionSchema),
  canWrite: z.boolean(),
  /** Whether something was written after the newest. */
  changedSince: z.boolean(),
})
export type Versions = z.infer<typeof versionsSchema>

const fieldSchema = z.object({
  label: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
})
const blockSchema: z.ZodType<BlockChange> = z.lazy(
  () => z.looseObject({ kind: z.string() }) as unknown as z.ZodType<BlockChange>,
)
/** From one state of a report to another. */
export const diffSchema = z.object({
  title: z.object({ before: z.string(), after: z.string() }),
  blocks: z.array(blockSchema),
  records: z.array(
    z.object({
      what: z.enum(['report', 'grid', 'panel', 'runSet']),
      id: z.string(),
      name: z.string(),
      kind: z.enum(['added', 'removed', 'moved', 'changed']),
      fields: z.array(fieldSchema),
    }),
  ),
}) as z.ZodType<ReportDiff>

const nameSchema = z
  .string()
  .trim()
  .min(1, 'may not be empty')
  .max(MAX_VERSION_NAME, `may have at most ${MAX_VERSION_NAME} characters`)
export const createVersionSchema = z.object({ name: nameSchema })
/** Null takes the name away: the version is then kept for as long as others. */
export const renameVersionSchema = z.object({ name: nameSchema.nullable() })

/** What a version is compared with: another one, or what the report shows now. */
export const compareQuerySchema = z.object({
  from: z.union([z.literal('now'), z.coerce.number().int().positive().max(2_147_483_647)]),
})

/** The version that holds what the report was just before. */
export const restoredSchema = z.object({ before: z.number() })

const path = (slug: string, id?: number) =>
  `/api/reports/${segment(slug)}/versions${id === undefined ? '' : `/${id}`}`

export const versionsApi = {
  list: (slug: string, signal?: AbortSignal) => get(path(slug), versionsSchema, signal),
  read: (slug: string, id: number, signal?: AbortSignal) =>
    get(path(slug, id), reportSchema, signal),
  /** What the version has that `from` has not, and the reverse. */
  compare: (slug: string, id: number, from: number | 'now', signal?: AbortSignal) =>
    get(`${path(slug, id)}/diff?from=${from}`, diffSchema, signal),
  create: (slug: string, name: string) => change(path(slug), 'POST', { name }, versionSchema),
  rename: (slug: string, id: number, name: string | null) =>
    change(path(slug, id), 'PATCH', { name }, versionSchema),
  restore: (slug: string, id: number) =>
    change(`${path(slug, id)}/restore`, 'POST', {}, restoredSchema),
}

/** Reports: lists below /api/projects/:entity/:project/reports, single ones at /api/reports/:slug. */
import { z } from 'zod'
import { filterSchema } from '../filters/ast'
import { panelSpecSchema } from '../panels/spec'
import {
  MAX_DESCRIPTION,
  MAX_MARKDOWN,
  MAX_TITLE,
  REPORT_TEMPLATES,
  REPORT_WIDTHS,
} from '../reports/limits'
import type { ReportNode } from '../reports/nodes'
import { columnIdSchema } from '../runs/columns'
import { sortKeySchema } from './runQuery'

export const reportItemSchema = z.object({
  /** In the report's address; it stays when the title changes. */
  slug: z.string(),
  /** Empty when nobody gave it one. */
  title: z.string(),
  description: z.string(),
  entity: z.string(),
  project: z.string(),
  /** The document that holds what it shows. */
  documentId: z.number(),
  /** Null when its maker has left. */
  owner: z.object({ username: z.string(), name: z.string() }).nullable(),
  canWrite: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** When it went into the bin. */
  deletedAt: z.string().nullable(),
})
export type ReportItem = z.infer<typeof reportItemSchema>
export const reportListSchema = z.object({ reports: z.array(reportItemSchema) })
export type ReportList = z.infer<typeof reportListSchema>

const nodeSchema: z.ZodType<ReportNode> = z.lazy(() => z.looseObject({ type: z.string() }))
const panelSchema = z.object({
  spec: panelSpecSchema,
  w: z.number().optional(),
  h: z.number().optional(),
})
const gridSchema = z.object({
  id: z.string(),
  caption: z.string(),
  runSets: z.array(z.string()),
  settings: z.record(z.string(), z.unknown()),
  columns: z.number().optional(),
  panels: z.array(panelSchema),
})
export const frozenSchema = z.object({
  at: z.string(),
  data: z.string(),
  runs: z.number(),
  step: z.number().nullable(),
})
/** How many runs match by now that did not when the run set was frozen. */
export const sinceSchema = z.object({ newRuns: z.number() })
export const reportRunSetSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Null: the project that the report is in. */
  project: z.object({ entity: z.string(), name: z.string() }).nullable(),
  /** Null: live. */
  frozen: frozenSchema.nullable(),
  search: z.string(),
  conditions: z.array(z.object({ id: z.string(), filter: filterSchema, disabled: z.boolean() })),
  sort: z.array(sortKeySchema),
  groupBy: z.array(columnIdSchema),
  hidden: z.array(z.string()),
  colors: z.record(z.string(), z.string()),
})
/** A report with all it shows. */
export const reportSchema = reportItemSchema.extend({
  width: z.enum(REPORT_WIDTHS),
  content: nodeSchema,
  grids: z.array(gridSchema),
  runSets: z.array(reportRunSetSchema),
  /** What its text no longer shows, and people may still want to place. */
  unplaced: z.object({ grids: z.array(gridSchema), panels: z.array(panelSchema) }),
})
export type Report = z.infer<typeof reportSchema>

export const reportQuerySchema = z.object({
  /** Those in the bin, in place of the others. */
  deleted: z.enum(['true', 'false']).optional(),
})

const titleSchema = z
  .string()
  .max(MAX_TITLE)
  .transform((text) => text.replace(/\s+/g, ' ').trim())
const descriptionSchema = z.string().max(MAX_DESCRIPTION)

export const createReportSchema = z
  .object({
    /** With Markdown that begins with a plain heading of the first level, that one by itself. */
    title: titleSchema.optional(),
    description: descriptionSchema.optional(),
    markdown: z.string().max(MAX_MARKDOWN).optional(),
    template: z.enum(REPORT_TEMPLATES).optional(),
  })
  .refine(({ markdown, template }) => markdown === undefined || template === undefined, {
    path: ['template'],
    error: 'a report begins with Markdown or with a template, not with both',
  })
export type CreateReport = z.input<typeof createReportSchema>

export const changeReportSchema = z.object({
  title: titleSchema.optional(),
  description: descriptionSchema.optional(),
  width: z.enum(REPORT_WIDTHS).optional(),
})
export type ChangeReport = z.input<typeof changeReportSchema>

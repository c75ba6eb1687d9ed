/**
 * Questions about many runs of a project: tables, groups, and the panels that draw config and
 * summary. All below /api/projects/:entity/:project/runs; all but the bulk change only read.
 */
import { z } from 'zod'
import { filterSchema } from '../filters/ast'
import { columnIdSchema } from '../runs/columns'
import { runRowSchema } from './runs'

export const sortKeySchema = z.object({ column: columnIdSchema, descending: z.boolean() })
export type SortKey = z.infer<typeof sortKeySchema>

/** What decides which runs are meant, and in which order. Without a sort: newest first. */
export const runSetQuerySchema = z.object({
  filter: filterSchema.optional(),
  /** Words (all must occur) or /regex/, looked for in names, ids, tags, groups and job types. */
  search: z.string().max(1000).optional(),
  sort: z.array(sortKeySchema).max(10).default([]),
})
export type RunSetQuery = z.input<typeof runSetQuerySchema>

export const MAX_WINDOW = 500
export const MAX_COLUMNS = 200

/** POST …/runs/query: a window of rows. */
export const runWindowQuerySchema = runSetQuerySchema.extend({
  columns: z.array(columnIdSchema).max(MAX_COLUMNS).default([]),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(MAX_WINDOW).default(100),
})
export type RunWindowQuery = z.input<typeof runWindowQuerySchema>

/** A value in lib/json's storable form (NaN and infinities are tagged objects); null: there is none. */
const cellSchema = z.unknown()

export const runWindowSchema = z.object({
  /** As in the list of runs: live events go on from here. */
  epoch: z.string(),
  seq: z.number(),
  /** Matching runs, and runs of the project. */
  total: z.number(),
  all: z.number(),
  rows: z.array(
    z.object({
      run: runRowSchema,
      /** Beside the columns asked for. */
      values: z.array(cellSchema),
    }),
  ),
})
export type RunWindow = z.infer<typeof runWindowSchema>

/** POST …/runs/ids: numeric ids of all matching runs, in order. */
export const runIdsSchema = z.object({ ids: z.array(z.number()) })

/** POST …/runs/values: whole columns for all matching runs, for panels. */
export const MAX_VALUE_RUNS = 10_000
export const runValuesQuerySchema = runSetQuerySchema.extend({
  columns: z.array(columnIdSchema).min(1).max(MAX_COLUMNS),
  limit: z.number().int().min(1).max(MAX_VALUE_RUNS).default(MAX_VALUE_RUNS),
})
export type RunValuesQuery = z.input<typeof runValuesQuerySchema>
export const runValuesSchema = z.object({
  total: z.number(),
  runs: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      displayName: z.string(),
      number: z.number(),
      state: runRowSchema.shape.state,
    }),
  ),
  /** One array a column, one value a run. */
  columns: z.array(z.array(cellSchema)),
})
export type RunValues = z.infer<typeof runValuesSchema>

/** POST …/runs/groups: the groups one level below `within`, which are values of the first keys. */
export const runGroupsQuerySchema = runSetQuerySchema.extend({
  groupBy: z.array(columnIdSchema).min(1).max(8),
  /** Values of the first keys, outermost first, in storable form; null: runs without one. */
  within: z.array(z.unknown()).max(7).default([]),
  /** Numeric columns to sum up. */
  columns: z.array(columnIdSchema).max(MAX_COLUMNS).default([]),
  /** Whether the runs' ids are wanted too: what a grouped chart draws. */
  withIds: z.boolean().default(false),
})
export type RunGroupsQuery = z.input<typeof runGroupsQuerySchema>

export const columnStatsSchema = z.object({
  /** Runs of the group that have a finite number there. */
  n: z.number(),
  mean: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
})
export const runGroupSchema = z.object({
  value: z.unknown(),
  count: z.number(),
  running: z.number(),
  /** Beside the columns asked for; over all runs of the group, shown or not. */
  stats: z.array(columnStatsSchema),
  ids: z.array(z.number()).optional(),
})
export type RunGroup = z.infer<typeof runGroupSchema>
export const runGroupsSchema = z.object({ groups: z.array(runGroupSchema), total: z.number() })

/** GET …/runs/columns: every column that some run has. */
export const runColumnSchema = z.object({
  id: columnIdSchema,
  /** What most of its values are. */
  kind: z.enum(['number', 'text', 'boolean', 'list', 'time', 'other']),
  /** Runs that have a value there. */
  count: z.number(),
})
export type RunColumn = z.infer<typeof runColumnSchema>
export const runColumnsSchema = z.object({ columns: z.array(runColumnSchema) })

/** GET …/runs/complete?column=&prefix=: values that occur, most frequent first. */
export const completeQuerySchema = z.object({
  column: columnIdSchema,
  prefix: z.string().max(200).default(''),
})
export const completionsSchema = z.object({
  values: z.array(z.object({ value: z.unknown(), count: z.number() })),
})

/** PATCH /api/runs: many runs at once; every one must be writable, else nothing changes. */
export const bulkChangeSchema = z
  .object({
    runIds: z.array(z.number().int().positive()).min(1).max(MAX_VALUE_RUNS),
    addTags: z.array(z.string().trim().min(1).max(64)).max(50).optional(),
    removeTags: z.array(z.string().trim().min(1).max(64)).max(50).optional(),
    /** Null takes runs out of their group. */
    group: z.string().trim().min(1).max(256).nullable().optional(),
  })
  .refine(({ addTags, removeTags, group }) => addTags || removeTags || group !== undefined, {
    error: 'nothing to change',
    path: ['addTags'],
  })
export type BulkChange = z.input<typeof bulkChangeSchema>
/** What was there before, to take it back: PUT /api/runs/tags-and-groups with the same shape. */
export const bulkUndoSchema = z.object({
  runs: z
    .array(
      z.object({
        id: z.number().int().positive(),
        tags: z.array(z.string().min(1).max(64)).max(200),
        group: z.string().max(256).nullable(),
      }),
    )
    .min(1)
    .max(MAX_VALUE_RUNS),
})
export type BulkUndo = z.infer<typeof bulkUndoSchema>

import { z } from 'zod'
import { metricDefinitionSchema } from '../metrics/definitionSchema'

export const RUN_STATES = [
  'running',
  'finished',
  'failed',
  'crashed',
  'killed',
  'preempting',
  'pending',
] as const
export const runStateSchema = z.enum(RUN_STATES)
export type RunState = z.infer<typeof runStateSchema>

/** A run as lists show it. Times are ISO 8601. */
export const runRowSchema = z.object({
  /** Numeric id, used wherever the API names a run. */
  id: z.number(),
  /** The SDK's run id: the last segment of the page's URL. */
  name: z.string(),
  /** 1, 2, 3 … within the project; the run's colour follows from it. */
  number: z.number(),
  displayName: z.string(),
  state: runStateSchema,
  exitCode: z.number().nullable(),
  stopRequested: z.boolean(),
  tags: z.array(z.string()),
  notes: z.string(),
  group: z.string().nullable(),
  jobType: z.string().nullable(),
  /** User name of whoever logged it. */
  user: z.string().nullable(),
  createdAt: z.string(),
  /** When the client last spoke. */
  heartbeatAt: z.string(),
  finishedAt: z.string().nullable(),
  /** What its script says of its metrics. */
  definitions: z.array(metricDefinitionSchema),
})
export type RunRow = z.infer<typeof runRowSchema>

export const runListSchema = z.object({
  /** Number of the project's last event included; live events go on from here. */
  seq: z.number(),
  epoch: z.string(),
  runs: z.array(runRowSchema),
})
export type RunList = z.infer<typeof runListSchema>

/** A JSON tree in the storable form of lib/json, in which NaN is a tagged object. */
const treeSchema = z.record(z.string(), z.unknown())

export const runDetailSchema = z.object({
  run: runRowSchema,
  entity: z.string(),
  project: z.string(),
  projectId: z.number(),
  /** What the script set, without W&B's own `_wandb` member; values unwrapped. */
  config: treeSchema,
  summary: treeSchema,
  /** wandb-metadata.json: os, python, host, gpu, git … */
  metadata: treeSchema.nullable(),
  host: z.string().nullable(),
  program: z.string().nullable(),
  commit: z.string().nullable(),
  repo: z.string().nullable(),
  sdkVersion: z.string().nullable(),
  /** How often the client sends, in seconds, as far as its posts tell; null before two posts. */
  sendIntervalS: z.number().nullable(),
  /** Rows logged. */
  steps: z.number(),
  /** How many processes have written rows of the run. */
  writers: z.number(),
  /** Whether they do so on purpose, each under a name of its own, rather than under clashing lines. */
  shared: z.boolean(),
  /** Which run its first rows are of, as far as that one is there and to be seen. */
  forkedFrom: z.object({ name: z.string(), displayName: z.string(), step: z.number() }).nullable(),
  canWrite: z.boolean(),
})
export type RunDetail = z.infer<typeof runDetailSchema>

export const updateRunSchema = z
  .object({
    displayName: z.string().trim().min(1, 'may not be empty').max(256),
    notes: z.string().max(100_000),
    tags: z.array(z.string().trim().min(1).max(64)).max(200),
  })
  .partial()
export type UpdateRun = z.infer<typeof updateRunSchema>

export const consoleQuerySchema = z.object({
  from: z.coerce.number().int().min(0).default(0),
  to: z.coerce.number().int().min(0).optional(),
})
/** At most this many lines come back in one answer. */
export const MAX_CONSOLE_LINES = 5000
export const consolePageSchema = z.object({
  /** Lines the run has in all. */
  total: z.number(),
  from: z.number(),
  /**
   * Each as the SDK sent it: an optional "ERROR ", a UTC time, the text with its escape codes. See
   * lib/console.
   */
  lines: z.array(z.string()),
})
export type ConsolePage = z.infer<typeof consolePageSchema>

export const consoleSearchSchema = z.object({
  q: z.string().min(1).max(1000),
  regex: z.stringbool().default(false),
})
export const consoleMatchesSchema = z.object({
  /** Numbers of matching lines, at most MAX_CONSOLE_LINES. */
  lines: z.array(z.number()),
  /** Whether there were more. */
  more: z.boolean(),
})

export const rowsQuerySchema = z.object({
  stream: z.enum(['history', 'events']).default('history'),
  from: z.coerce.number().int().min(0),
  to: z.coerce.number().int().min(0),
  /** Comma-separated keys; all by default. */
  keys: z.string().optional(),
})
export const MAX_ROWS = 10_000
export const rowsSchema = z.object({ rows: z.array(treeSchema), total: z.number() })

export const runFileSchema = z.object({
  name: z.string(),
  sizeBytes: z.number(),
  mimeType: z.string(),
  updatedAt: z.string(),
})
export type RunFile = z.infer<typeof runFileSchema>
export const runFilesSchema = z.object({ files: z.array(runFileSchema) })

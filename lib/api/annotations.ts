/** Marks on data: a point or a range of one series, with what somebody says about it. */
import { z } from 'zod'
import { streamSchema } from '../metrics/seriesQuery'
import { change, get, projectPath, segment, send } from './request'

export const MAX_ANNOTATION_TEXT = 4000
/** Most that one answer holds; the newest are kept. */
export const MAX_ANNOTATIONS = 2000

/** Both ends of a range in units of an axis; the second is null for a point. */
const placeSchema = z.tuple([z.number(), z.number().nullable()])
export type AnnotationPlace = z.infer<typeof placeSchema>

export const annotationSchema = z.object({
  id: z.number(),
  run: z.object({
    id: z.number(),
    name: z.string(),
    displayName: z.string(),
    number: z.number(),
  }),
  stream: streamSchema,
  key: z.string(),
  /** The x axis it was put on. */
  axis: z.string(),
  /** Where it is, by axis: the one above, and those every run has as far as rows tell. */
  positions: z.record(z.string(), placeSchema),
  /** Plain text; addresses in it become links. */
  text: z.string(),
  author: z.object({ username: z.string(), name: z.string() }).nullable(),
  createdAt: z.string(),
  /** Later than `createdAt` when the text was changed. */
  updatedAt: z.string(),
  resolvedAt: z.string().nullable(),
  resolvedBy: z.string().nullable(),
})
export type Annotation = z.infer<typeof annotationSchema>

export const annotationsSchema = z.object({
  /** Newest first. */
  annotations: z.array(annotationSchema),
  /** Whether older ones were left out. */
  more: z.boolean(),
})
export type Annotations = z.infer<typeof annotationsSchema>

const textSchema = z
  .string()
  .trim()
  .min(1, 'may not be empty')
  .max(MAX_ANNOTATION_TEXT, `may have at most ${MAX_ANNOTATION_TEXT} characters`)

export const createAnnotationSchema = z
  .object({
    stream: streamSchema.default('history'),
    key: z.string().min(1).max(1000),
    axis: z.string().min(1).max(1000),
    /** In units of the axis; `to` makes it a range. */
    from: z.number(),
    to: z.number().nullable().default(null),
    text: textSchema,
  })
  .refine(({ from, to }) => to === null || to >= from, {
    error: 'may not come before `from`',
    path: ['to'],
  })
export type CreateAnnotation = z.input<typeof createAnnotationSchema>

export const changeAnnotationSchema = z
  .object({ text: textSchema.optional(), resolved: z.boolean().optional() })
  .refine(({ text, resolved }) => text !== undefined || resolved !== undefined, {
    error: 'nothing to change',
    path: ['text'],
  })
export type ChangeAnnotation = z.input<typeof changeAnnotationSchema>

export const annotationQuerySchema = z.object({
  /** The SDK's run id. */
  run: z.string().max(1000).optional(),
  key: z.string().max(1000).optional(),
  /** User name. */
  author: z.string().max(200).optional(),
  resolved: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional(),
})
export type AnnotationQuery = z.output<typeof annotationQuerySchema>

export const annotationsApi = {
  ofProject: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/annotations`, annotationsSchema, signal),
  ofRun: (entity: string, project: string, run: string, signal?: AbortSignal) =>
    get(
      `${projectPath(entity, project)}/annotations?run=${segment(run)}`,
      annotationsSchema,
      signal,
    ),
  create: (runId: number, wanted: CreateAnnotation) =>
    change(`/api/runs/${runId}/annotations`, 'POST', wanted, annotationSchema),
  change: (id: number, wanted: ChangeAnnotation) =>
    change(`/api/annotations/${id}`, 'PATCH', wanted, annotationSchema),
  remove: async (id: number) => void (await send(`/api/annotations/${id}`, { method: 'DELETE' })),
}

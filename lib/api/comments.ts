/** Comments in a report: threads at places of it, outside its document. */
import { z } from 'zod'
import { anchorSchema } from '../comments/anchor'
import { change, get, segment, send } from './request'

export const MAX_COMMENT_TEXT = 4000
/** Of one report; who wants to say more resolves and deletes. */
export const MAX_THREADS = 500
export const MAX_COMMENTS = 200

/** What people may answer with one click, with what it looks like. */
export const REACTIONS = {
  thumbsUp: '👍',
  heart: '❤️',
  tada: '🎉',
  eyes: '👀',
  thinking: '🤔',
  thumbsDown: '👎',
} as const
export type Reaction = keyof typeof REACTIONS
export const REACTION_NAMES = Object.keys(REACTIONS) as [Reaction, ...Reaction[]]

const personSchema = z.object({ username: z.string(), name: z.string() })
export type CommentPerson = z.infer<typeof personSchema>

export const commentSchema = z.object({
  id: z.number(),
  /** Null when they have left. */
  author: personSchema.nullable(),
  /** Plain text; addresses and names of people in it become links. Empty when deleted. */
  text: z.string(),
  /** User names in it of people who may read it. */
  mentions: z.array(z.string()),
  reactions: z.array(z.object({ reaction: z.enum(REACTION_NAMES), people: z.array(personSchema) })),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  /** Whoever wrote it has taken it back, and others have answered. */
  deleted: z.boolean(),
})
export type Comment = z.infer<typeof commentSchema>

export const threadSchema = z.object({
  id: z.number(),
  anchor: anchorSchema,
  /** Of a place in data: where it is on each axis that every run has, [from, to or null]. */
  positions: z.record(z.string(), z.tuple([z.number(), z.number().nullable()])),
  createdAt: z.string(),
  resolvedAt: z.string().nullable(),
  resolvedBy: z.string().nullable(),
  /** Oldest first; at least one of them is not deleted. */
  comments: z.array(commentSchema),
})
export type Thread = z.infer<typeof threadSchema>

export const threadsSchema = z.object({
  threads: z.array(threadSchema),
  canComment: z.boolean(),
  /** Resolves and deletes what others have written. */
  canManage: z.boolean(),
})
export type Threads = z.infer<typeof threadsSchema>

const textSchema = z
  .string()
  .trim()
  .min(1, 'may not be empty')
  .max(MAX_COMMENT_TEXT, `may have at most ${MAX_COMMENT_TEXT} characters`)

export const createThreadSchema = z.object({ anchor: anchorSchema, text: textSchema })
export type CreateThread = z.input<typeof createThreadSchema>
export const commentTextSchema = z.object({ text: textSchema })
export const resolveThreadSchema = z.object({ resolved: z.boolean() })
export const reactSchema = z.object({ reaction: z.enum(REACTION_NAMES), on: z.boolean() })

/** Who may be named: they may read the report. */
export const mentionableSchema = z.object({ people: z.array(personSchema) })

const ofReport = (slug: string) => `/api/reports/${segment(slug)}`

export const commentsApi = {
  list: (slug: string, signal?: AbortSignal) =>
    get(`${ofReport(slug)}/comments`, threadsSchema, signal),
  people: (slug: string, signal?: AbortSignal) =>
    get(`${ofReport(slug)}/people`, mentionableSchema, signal),
  create: (slug: string, wanted: CreateThread) =>
    change(`${ofReport(slug)}/comments`, 'POST', wanted, threadSchema),
  reply: (threadId: number, text: string) =>
    change(`/api/comment-threads/${threadId}/replies`, 'POST', { text }, threadSchema),
  resolve: (threadId: number, resolved: boolean) =>
    change(`/api/comment-threads/${threadId}`, 'PATCH', { resolved }, threadSchema),
  rewrite: (id: number, text: string) =>
    change(`/api/comments/${id}`, 'PATCH', { text }, threadSchema),
  remove: async (id: number) => void (await send(`/api/comments/${id}`, { method: 'DELETE' })),
  restore: (id: number) => change(`/api/comments/${id}/restore`, 'POST', {}, threadSchema),
  react: (id: number, reaction: Reaction, on: boolean) =>
    change(`/api/comments/${id}/reactions`, 'POST', { reaction, on }, threadSchema),
}

/**
 * What travels over the live socket (socket.io, path /socket.io). docs/formats/live.md tells the
 * story; this file has the types and the checks.
 *
 * Messages are hints: whoever misses one fetches once, and is right again.
 */
import { z } from 'zod'
import { MAX_SUBSCRIBED_KEYS, MAX_SUBSCRIBED_RUNS, MAX_SUBSCRIPTIONS } from './limits'
import { runIdSchema, streamSchema, type Stream } from '../metrics/seriesQuery'
import type { AlertItem } from '../api/alerts'
import type { Annotation } from '../api/annotations'
import type { Thread } from '../api/comments'
import type { NotificationItem } from '../api/notifications'
import type { RunRow } from '../api/runs'

export { MAX_SUBSCRIBED_KEYS, MAX_SUBSCRIBED_RUNS, MAX_SUBSCRIPTIONS }

/** The series one socket wants: each of the runs × each of the keys, x keys included. */
export const subscriptionSchema = z.object({
  stream: streamSchema,
  runs: z.array(runIdSchema).max(MAX_SUBSCRIBED_RUNS),
  keys: z.array(z.string().min(1)).max(MAX_SUBSCRIBED_KEYS),
})
export type Subscription = z.infer<typeof subscriptionSchema>

export const subscriptionsSchema = z.array(subscriptionSchema).max(MAX_SUBSCRIPTIONS)

export type Reply = { ok: true } | { ok: false; error: string }

/** Project events are numbered; `epoch` changes when numbering starts again. */
export type ProjectReply = { ok: true; epoch: string; seq: number } | { ok: false; error: string }

export interface ClientToServerEvents {
  /** What happens in every project the person may see; the reply says nothing was refused. */
  'home.join': (reply: (answer: Reply) => void) => void
  'home.leave': () => void
  'project.join': (projectId: number, reply: (answer: ProjectReply) => void) => void
  'project.leave': (projectId: number) => void
  'run.join': (runId: number, reply: (answer: Reply) => void) => void
  'run.leave': (runId: number) => void
  'console.join': (runId: number, reply: (answer: Reply) => void) => void
  'console.leave': (runId: number) => void
  /** What people say in a report, by the number of its document. */
  'report.join': (documentId: number, reply: (answer: Reply) => void) => void
  'report.leave': (documentId: number) => void
  /** Replaces all series subscriptions of the socket. */
  'series.subscribe': (subscriptions: Subscription[], reply: (answer: Reply) => void) => void
}

/** Every event a client may send; what is missing here or too much does not compile. */
const clientEvents: Record<keyof ClientToServerEvents, true> = {
  'home.join': true,
  'home.leave': true,
  'project.join': true,
  'project.leave': true,
  'run.join': true,
  'run.leave': true,
  'console.join': true,
  'console.leave': true,
  'report.join': true,
  'report.leave': true,
  'series.subscribe': true,
}
export const CLIENT_EVENTS = Object.keys(clientEvents) as (keyof ClientToServerEvents)[]

export interface ServerToClientEvents {
  'home.run': (event: HomeRun) => void
  'run.changed': (event: RunChanged) => void
  'run.deleted': (event: RunDeleted) => void
  'run.touched': (event: RunTouched) => void
  'keys.added': (event: KeysAdded) => void
  'summary.replaced': (event: SummaryReplaced) => void
  'run.edited': (event: RunEdited) => void
  'console.written': (event: ConsoleWritten) => void
  'files.changed': (event: FilesChanged) => void
  'series.appended': (event: SeriesAppended) => void
  'series.replaced': (event: SeriesReplaced) => void
  'annotation.changed': (event: AnnotationChanged) => void
  'annotation.deleted': (event: AnnotationDeleted) => void
  'alert.fired': (event: AlertFired) => void
  'reports.changed': (event: ReportsChanged) => void
  'comments.changed': (event: CommentsChanged) => void
  /** To every page of the person it concerns. */
  'notification.added': (event: NotificationItem) => void
  /** The person has read some, on whichever page. */
  'notifications.read': (event: NotificationsRead) => void
  /** Rights changed: rooms that may no longer be watched were left, others may be joined. */
  'access.changed': () => void
  /** The sender's credential is no longer valid; the socket closes. */
  'session.ended': () => void
}

/** A run appeared or changed in any project of the person's entities. To home rooms. */
export interface HomeRun {
  entity: string
  project: string
  run: RunRow
}

interface ProjectEvent {
  projectId: number
  /** One more than the event before. */
  seq: number
}

/** A run appeared, or anything in its row changed. To project and run rooms. */
export interface RunChanged extends ProjectEvent {
  run: RunRow
}

export interface RunDeleted extends ProjectEvent {
  runId: number
}

/**
 * The run's config or summary changed in the database: whoever shows values of it asks again. To
 * the project's room, at most once a tick a run; not numbered, since one that is missed is made up
 * for by the next question.
 */
export interface RunTouched {
  projectId: number
  runId: number
}

/** Keys no run of the project had logged before. */
export interface KeysAdded extends ProjectEvent {
  stream: Stream
  names: string[]
}

/** The run's whole summary, storable form. To the run's room, at most once a tick. */
export interface SummaryReplaced {
  runId: number
  summary: Record<string, unknown>
}

/** Config or metadata changed: fetch the run again. To the run's room. */
export interface RunEdited {
  runId: number
}

/** Lines by number; they replace what was there. `total` counts all lines of the run. */
export interface ConsoleWritten {
  runId: number
  total: number
  /** Runs of lines: first number, then the texts. */
  parts: { from: number; lines: string[] }[]
}

export interface FilesChanged {
  runId: number
}

/** Made, rewritten, resolved or reopened. To project and run rooms. */
export interface AnnotationChanged {
  projectId: number
  annotation: Annotation
}

export interface AnnotationDeleted {
  projectId: number
  runId: number
  id: number
}

/** To project and run rooms. */
export interface AlertFired {
  projectId: number
  alert: AlertItem
}

/** A report was made, renamed, deleted or brought back: ask for the list. To the project's room. */
export interface ReportsChanged {
  projectId: number
}

/** Something was said, changed or resolved in a thread. To the report's room. */
export interface CommentsChanged {
  documentId: number
  threadId: number
  /** As it is now; null when nothing of it is left. */
  thread: Thread | null
}

export interface NotificationsRead {
  unread: number
}

/**
 * Rows [firstRow, firstRow + rows) of one run, of the subscribed keys that have values in them.
 * With `bucketRows` 1 the columns hold points; otherwise, when very many rows came at once, they
 * hold buckets on the grid of lib/metrics/buckets.
 */
export interface SeriesAppended {
  run: number
  stream: Stream
  firstRow: number
  rows: number
  bucketRows: number
  columns: Record<string, PointColumn | BucketColumn>
}

/** The run was taken back to an earlier step: fetch its series again. */
export interface SeriesReplaced {
  run: number
  stream: Stream
}

/** JSON has no NaN: null is NaN, "inf" and "-inf" are the infinities. */
export type JsonNumber = number | null | 'inf' | '-inf'

export interface PointColumn {
  /** Row offsets from firstRow; absent when every row has a value. */
  r?: number[]
  y: JsonNumber[]
  /** Set when the numbers are 32-bit floats, shortened: read them through Math.fround. */
  f?: 1
}

/** One array per field of Buckets; `b` are bucket numbers. */
export interface BucketColumn {
  b: number[]
  min: JsonNumber[]
  max: JsonNumber[]
  sum: number[]
  last: JsonNumber[]
  n: number[]
  bad: number[]
}

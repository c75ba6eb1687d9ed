import { randomBytes } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { AlertItem } from '@/lib/api/alerts'
import type { Annotation } from '@/lib/api/annotations'
import type { Thread } from '@/lib/api/comments'
import type { NotificationItem } from '@/lib/api/notifications'
import type { RunRow } from '@/lib/api/runs'
import type { RunDeleted } from '@/lib/live/events'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { type Auth, isSameOrigin } from '../auth'
import type { Absorbed, NameOf } from '../ingest'
import type { Log } from '../log'
import { HISTORY_STREAM, type StreamId } from '../metrics'
import { parseSummary } from '../runs'
import type { Sharing } from '../sharing'
import { toStorable } from '@/lib/json/storable'
import { ConsoleFeed } from './consoleFeed'
import { homeRoomsOf } from './homeRooms'
import { consoleRoom, credentialRoom, projectRoom, reportRoom, runRoom, userRoom } from './rooms'
import { SeriesFeed } from './seriesFeed'
import { Touched } from './touched'
import { type LiveServer, type LiveSources, Watchers } from './watchers'
import { Visitors } from './visitors'

export type { LiveSources } from './watchers'

const SUMMARY_TICK_MS = 250
const MAX_MESSAGE_BYTES = 1024 * 1024

/** Pushes what happens to the browsers that watch. Every room is joined through the same policy as
 * the route that shows the same thing. */
export class Live {
  private readonly io: LiveServer
  private readonly series: SeriesFeed
  private readonly watchers: Watchers
  private visitors: Visitors | undefined
  private readonly console: ConsoleFeed
  private readonly epoch = randomBytes(6).toString('hex')
  private readonly sequences = new Map<number, number>()
  private readonly announcedKeys = new Map<string, Set<string>>()
  private readonly touched = new Touched((event) => {
    this.io.to(projectRoom(event.projectId)).emit('run.touched', event)
  })
  private readonly summaries = new Map<number, { text: string; timer: NodeJS.Timeout }>()

  constructor(
    private readonly auth: Auth,
    private readonly sources: LiveSources,
    private readonly log: Log,
    publicUrl: string | undefined,
  ) {
    this.io = new Server({
      path: '/socket.io',
      serveClient: false,
      // Messages are small and many: compressing them costs more than it saves.
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      // Upgrades that are not ours belong to others on the same server.
      destroyUpgrade: false,
      allowRequest: (req, done) => done(null, isSameOrigin(req, publicUrl)),
    })
    this.series = new SeriesFeed({
      appended: (room, event) => {
        this.io.to(room).emit('series.appended', event)
        this.visitors?.appended(room, event)
      },
      replaced: (room, event) => {
        this.io.to(room).emit('series.replaced', event)
        this.visitors?.replaced(room, event)
      },
    })
    this.console = new ConsoleFeed(
      (runId) => this.hasMembers(consoleRoom(runId)),
      (event) => this.io.to(consoleRoom(event.runId)).emit('console.written', event),
    )
    this.watchers = new Watchers(auth, sources, this.series, (id) => this.position(id), log)
    this.io.use((socket, next) => this.watchers.admit(socket, next))
    this.io.on('connection', (socket) => this.watchers.welcome(socket))
    auth.onAccessChanged((who) => this.watchers.review(this.io.of('/').sockets.values(), who))
    auth.onRevoked((credential) => {
      const room = credentialRoom(credential)
      this.io.to(room).emit('session.ended')
      this.io.in(room).disconnectSockets(true)
    })
  }

  /** Visitors of shared reports hear of what those show. */
  admitVisitors(sharing: Sharing): void {
    this.visitors = new Visitors(this.io as unknown as Server, this.series, sharing, this.log)
    this.auth.onAccessChanged(() => this.visitors?.accessChanged())
  }

  attach(server: HttpServer): void {
    this.io.attach(server)
  }

  async close(): Promise<void> {
    this.series.close()
    this.visitors?.close()
    this.console.close()
    this.touched.close()
    for (const { timer } of this.summaries.values()) clearTimeout(timer)
    await this.io.close()
  }

  /** Where a list that is fetched now stands in the stream of project events. */
  position(projectId: number): { epoch: string; seq: number } {
    return { epoch: this.epoch, seq: this.sequences.get(projectId) ?? 0 }
  }

  // ---- what happened

  runChanged(projectId: number, run: RunRow): void {
    const event = { projectId, seq: this.nextSequence(projectId), run }
    this.io.to([projectRoom(projectId), runRoom(run.id)]).emit('run.changed', event)
    this.visitors?.projectChanged(projectId)
    this.tellHomes(run).catch((error: unknown) => this.log.error('live home', error))
  }

  /** Whoever watches the run watches no more; what it logs on in the bin is nobody's to see. */
  runDeleted(projectId: number, runId: number): void {
    const event = { projectId, seq: this.nextSequence(projectId), runId }
    this.io.to([projectRoom(projectId), runRoom(runId)]).emit('run.deleted', event)
    this.visitors?.projectChanged(projectId)
    this.tellHomesOfDeleted(event).catch((error: unknown) => this.log.error('live home', error))
    this.io
      .in([runRoom(runId), consoleRoom(runId)])
      .socketsLeave([runRoom(runId), consoleRoom(runId)])
    this.watchers.runDeleted(this.io.of('/').sockets.values(), runId)
    // Keys that are gone with it are new when another run logs them.
    for (const stream of ['history', 'events']) this.announcedKeys.delete(`${projectId}/${stream}`)
  }

  private async tellHomesOfDeleted(event: RunDeleted): Promise<void> {
    const project = await this.sources.findProject(event.projectId)
    if (project) this.io.to(homeRoomsOf(project)).emit('run.deleted', event)
  }

  private async tellHomes(run: RunRow): Promise<void> {
    const entry = await this.sources.findRun(run.id)
    if (!entry) return
    const { entity, project } = entry
    this.io.to(homeRoomsOf(entry)).emit('home.run', { entity, project, run })
  }

  runEdited(runId: number): void {
    this.io.to(runRoom(runId)).emit('run.edited', { runId })
  }

  /** Config or summary of the run are other ones in the database. */
  runTouched(projectId: number, runId: number): void {
    this.visitors?.projectChanged(projectId)
    if (this.hasMembers(projectRoom(projectId))) this.touched.add(projectId, runId)
  }

  filesChanged(runId: number): void {
    this.io.to(runRoom(runId)).emit('files.changed', { runId })
  }

  annotationChanged(projectId: number, annotation: Annotation): void {
    const rooms = [projectRoom(projectId), runRoom(annotation.run.id)]
    this.io.to(rooms).emit('annotation.changed', { projectId, annotation })
  }

  annotationDeleted(projectId: number, runId: number, id: number): void {
    const rooms = [projectRoom(projectId), runRoom(runId)]
    this.io.to(rooms).emit('annotation.deleted', { projectId, runId, id })
  }

  alertFired(projectId: number, alert: AlertItem): void {
    const rooms = [projectRoom(projectId), runRoom(alert.run.id)]
    this.io.to(rooms).emit('alert.fired', { projectId, alert })
  }

  reportsChanged(projectId: number): void {
    this.io.to(projectRoom(projectId)).emit('reports.changed', { projectId })
  }

  commentsChanged(documentId: number, threadId: number, thread: Thread | null): void {
    const event = { documentId, threadId, thread }
    this.io.to(reportRoom(documentId)).emit('comments.changed', event)
  }

  /** A link is not what it was: whoever came by it is looked at again. */
  linkChanged(linkId: number): void {
    this.visitors?.linkChanged(linkId)
  }

  /** What a report shows was changed, durably. */
  reportStored(documentId: number): void {
    this.visitors?.reportChanged(documentId)
  }

  notified(userId: number, notification: NotificationItem): void {
    this.io.to(userRoom(userId)).emit('notification.added', notification)
  }

  notificationsRead(userId: number, unread: number): void {
    this.io.to(userRoom(userId)).emit('notifications.read', { unread })
  }

  /** Tells of keys that no run of the project is known to have logged before. */
  private keysAdded(projectId: number, stream: Stream, names: readonly string[]): void {
    const place = `${projectId}/${stream}`
    const announced = this.announcedKeys.get(place) ?? new Set<string>()
    this.announcedKeys.set(place, announced)
    const fresh = names.filter((name) => !announced.has(name))
    if (fresh.length === 0) return
    for (const name of fresh) announced.add(name)
    const event = { projectId, seq: this.nextSequence(projectId), stream, names: fresh }
    this.io.to(projectRoom(projectId)).emit('keys.added', event)
  }

  absorbed(run: { runId: number; projectId: number }, what: Absorbed, nameOf: NameOf): void {
    for (const { stream, names } of what.newKeys) {
      this.keysAdded(run.projectId, streamName(stream), names)
    }
    for (const rows of what.appended) {
      const stream = streamName(rows.stream)
      this.series.append(run.runId, stream, rows, (col) => nameOf(rows.stream, col))
    }
    for (const part of what.console) this.console.write(run.runId, part.firstLine, part.lines)
    if (what.summary !== undefined) this.summaryReplaced(run.runId, what.summary)
  }

  /** A run was taken back, or begins with the rows of another. */
  historyReplaced(runId: number): void {
    this.series.replace(runId, 'history')
    this.runEdited(runId)
  }

  private summaryReplaced(runId: number, text: string): void {
    if (!this.hasMembers(runRoom(runId))) return
    const waiting = this.summaries.get(runId)
    if (waiting) {
      waiting.text = text
      return
    }
    const timer = setTimeout(() => {
      const newest = this.summaries.get(runId)
      this.summaries.delete(runId)
      const summary = newest && parseSummary(newest.text)
      if (!summary) return
      const storable = toStorable(summary) as Record<string, unknown>
      this.io.to(runRoom(runId)).emit('summary.replaced', { runId, summary: storable })
    }, SUMMARY_TICK_MS)
    this.summaries.set(runId, { text, timer })
  }

  private nextSequence(projectId: number): number {
    const seq = (this.sequences.get(projectId) ?? 0) + 1
    this.sequences.set(projectId, seq)
    return seq
  }

  private hasMembers(room: string): boolean {
    return (this.io.sockets.adapter.rooms.get(room)?.size ?? 0) > 0
  }
}

function streamName(stream: StreamId): Stream {
  return stream === HISTORY_STREAM ? 'history' : 'events'
}

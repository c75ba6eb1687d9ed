import { randomBytes } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import { Server, type Socket } from 'socket.io'
import type { z } from 'zod'
import type { RunRow } from '@/lib/api/runs'
import {
  type ClientToServerEvents,
  type Reply,
  type RunDeleted,
  type ServerToClientEvents,
  type Subscription,
  subscriptionsSchema,
} from '@/lib/live/events'
import type { Stream } from '@/lib/metrics/seriesQuery'
import {
  type Auth,
  canReadProject,
  isSameOrigin,
  type Principal,
  type ProjectRights,
} from '../auth'
import type { Absorbed, NameOf } from '../ingest'
import type { Log } from '../log'
import { HISTORY_STREAM, type StreamId } from '../metrics'
import { parseSummary, type RunEntry } from '../runs'
import { toStorable } from '@/lib/json/storable'
import { ConsoleFeed } from './consoleFeed'
import { homeRoomsFor, homeRoomsOf, isHomeRoom } from './homeRooms'
import { type KeySet, keySetOf } from './keySets'
import { SeriesFeed, seriesRoom } from './seriesFeed'

interface SocketData {
  principal: Principal
  /** What the socket watches: room names with what is needed to stop. */
  series: Map<string, { run: number; stream: Stream; keySetId: string }>
  /** The last subscription wins, so they are taken one at a time. */
  subscribing: Promise<void>
}

type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, object, SocketData>

/** What the hub asks of the rest of the server. */
export interface LiveSources {
  findRun(id: number): Promise<RunEntry | undefined>
  findProject(id: number): Promise<({ id: number } & ProjectRights) | undefined>
}

const SUMMARY_TICK_MS = 250
const MAX_MESSAGE_BYTES = 1024 * 1024

/** Pushes what happens to the browsers that watch. Every room is joined through the same policy as
 * the route that shows the same thing. */
export class Live {
  private readonly io: Server<ClientToServerEvents, ServerToClientEvents, object, SocketData>
  private readonly series: SeriesFeed
  private readonly console: ConsoleFeed
  private readonly epoch = randomBytes(6).toString('hex')
  private readonly sequences = new Map<number, number>()
  private readonly announcedKeys = new Map<string, Set<string>>()
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
      appended: (room, event) => this.io.to(room).emit('series.appended', event),
      replaced: (room, event) => this.io.to(room).emit('series.replaced', event),
    })
    this.console = new ConsoleFeed(
      (runId) => this.hasMembers(consoleRoom(runId)),
      (event) => this.io.to(consoleRoom(event.runId)).emit('console.written', event),
    )
    this.io.use((socket, next) => {
      this.auth.authenticate(socket.request).then(
        (principal) => {
          if (principal.kind === 'anonymous') return next(new Error('unauthorized'))
          socket.data.principal = principal
          socket.data.series = new Map()
          socket.data.subscribing = Promise.resolve()
          next()
        },
        () => next(new Error('unavailable')),
      )
    })
    this.io.on('connection', (socket) => this.welcome(socket))
    auth.onRevoked((credential) => {
      const room = credentialRoom(credential)
      this.io.to(room).emit('session.ended')
      this.io.in(room).disconnectSockets(true)
    })
  }

  attach(server: HttpServer): void {
    this.io.attach(server)
  }

  async close(): Promise<void> {
    this.series.close()
    this.console.close()
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
    this.tellHomes(run).catch((error: unknown) => this.log.error('live home', error))
  }

  /** Whoever watches the run watches no more; what it logs on in the bin is nobody's to see. */
  runDeleted(projectId: number, runId: number): void {
    const event = { projectId, seq: this.nextSequence(projectId), runId }
    this.io.to([projectRoom(projectId), runRoom(runId)]).emit('run.deleted', event)
    this.tellHomesOfDeleted(event).catch((error: unknown) => this.log.error('live home', error))
    this.io
      .in([runRoom(runId), consoleRoom(runId)])
      .socketsLeave([runRoom(runId), consoleRoom(runId)])
    for (const socket of this.io.sockets.sockets.values()) {
      for (const [room, { run }] of socket.data.series) {
        if (run === runId) this.unsubscribe(socket, room)
      }
    }
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

  filesChanged(runId: number): void {
    this.io.to(runRoom(runId)).emit('files.changed', { runId })
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

  // ---- who watches

  private welcome(socket: LiveSocket): void {
    const { principal } = socket.data
    if (principal.kind === 'user') void socket.join(credentialRoom(principal.credential))

    socket.on('home.join', (reply: unknown) => {
      void socket.join(homeRoomsFor(principal))
      if (typeof reply === 'function') (reply as (answer: Reply) => void)({ ok: true })
    })
    this.answer(socket, 'project.join', async (projectId) => {
      const project = await this.sources.findProject(checkId(projectId))
      if (!project || !canReadProject(principal, project)) throw new Refused()
      await socket.join(projectRoom(project.id))
      return { ok: true as const, ...this.position(project.id) }
    })
    this.answer(socket, 'run.join', async (runId) => {
      const run = await this.readableRun(principal, runId)
      await socket.join(runRoom(run.id))
      return { ok: true as const }
    })
    this.answer(socket, 'console.join', async (runId) => {
      const run = await this.readableRun(principal, runId)
      await socket.join(consoleRoom(run.id))
      return { ok: true as const }
    })
    this.answer(socket, 'series.subscribe', async (subscriptions) => {
      const wanted = parse(subscriptionsSchema, subscriptions)
      const done = socket.data.subscribing.then(() => this.subscribe(socket, wanted))
      socket.data.subscribing = done.catch(() => {})
      await done
      return { ok: true as const }
    })
    socket.on('home.leave', () => {
      for (const room of [...socket.rooms]) if (isHomeRoom(room)) void socket.leave(room)
    })
    socket.on('project.leave', (id) => this.leave(socket, projectRoom, id))
    socket.on('run.leave', (id) => this.leave(socket, runRoom, id))
    socket.on('console.leave', (id) => this.leave(socket, consoleRoom, id))
    socket.on('disconnect', () => this.unsubscribeAll(socket))
  }

  /** Any refusal or malformed message becomes an answer; nothing a client sends may throw. */
  private answer<T extends { ok: true }>(
    socket: LiveSocket,
    event: 'project.join' | 'run.join' | 'console.join' | 'series.subscribe',
    work: (argument: unknown) => Promise<T>,
  ): void {
    const handle = (argument: unknown, reply: unknown) => {
      const send = typeof reply === 'function' ? (reply as (answer: object) => void) : () => {}
      work(argument).then(send, (error: unknown) => {
        if (error instanceof Refused) send({ ok: false, error: error.message })
        else {
          this.log.error(`live ${event}`, error)
          send({ ok: false, error: 'the server could not do that' })
        }
      })
    }
    socket.on(event, handle as never)
  }

  /** What is no id names no room that could have been joined. */
  private leave(socket: LiveSocket, roomOf: (id: number) => string, id: unknown): void {
    if (isId(id)) void socket.leave(roomOf(id))
  }

  private async readableRun(principal: Principal, runId: unknown): Promise<RunEntry> {
    const run = await this.sources.findRun(checkId(runId))
    if (!run || run.deleted || !canReadProject(principal, run)) throw new Refused()
    return run
  }

  private async subscribe(socket: LiveSocket, subscriptions: Subscription[]): Promise<void> {
    const wanted = new Map<string, { run: number; stream: Stream; keySet: KeySet }>()
    for (const { runs, stream, keys } of subscriptions) {
      if (keys.length === 0) continue
      const keySet = keySetOf(keys)
      for (const runId of runs) {
        const run = await this.readableRun(socket.data.principal, runId)
        wanted.set(seriesRoom(run.id, stream, keySet.id), { run: run.id, stream, keySet })
      }
    }
    if (!socket.connected) return
    const { series } = socket.data
    for (const [room, { run, stream, keySet }] of wanted) {
      if (series.has(room)) continue
      this.series.watch(run, stream, keySet)
      series.set(room, { run, stream, keySetId: keySet.id })
      void socket.join(room)
    }
    for (const room of [...series.keys()]) if (!wanted.has(room)) this.unsubscribe(socket, room)
  }

  private unsubscribe(socket: LiveSocket, room: string): void {
    const entry = socket.data.series.get(room)
    if (!entry) return
    socket.data.series.delete(room)
    this.series.unwatch(entry.run, entry.stream, entry.keySetId)
    void socket.leave(room)
  }

  private unsubscribeAll(socket: LiveSocket): void {
    for (const room of [...socket.data.series.keys()]) this.unsubscribe(socket, room)
  }
}

class Refused extends Error {
  constructor(message = 'not found, or not yours to see') {
    super(message)
  }
}

function parse<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Refused(`${issue?.path.join('.')}: ${issue?.message}`)
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31
}

function checkId(value: unknown): number {
  if (isId(value)) return value
  throw new Refused('an id is a positive integer')
}

function streamName(stream: StreamId): Stream {
  return stream === HISTORY_STREAM ? 'history' : 'events'
}

const projectRoom = (id: number) => `project/${id}`
const runRoom = (id: number) => `run/${id}`
const consoleRoom = (id: number) => `console/${id}`
const credentialRoom = (credential: { kind: string; id: number }) =>
  `credential/${credential.kind}/${credential.id}`

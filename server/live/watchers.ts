/**
 * Who watches what. Every room is joined through the same policy as the route that shows the same
 * thing, and left when the policy no longer allows it.
 */
import type { Server, Socket } from 'socket.io'
import type { z } from 'zod'
import {
  type ClientToServerEvents,
  type Reply,
  type ServerToClientEvents,
  type Subscription,
  subscriptionsSchema,
} from '@/lib/live/events'
import type { Stream } from '@/lib/metrics/seriesQuery'
import {
  type AccessListener,
  ANONYMOUS,
  type Auth,
  canReadProject,
  type Principal,
  type ProjectRights,
} from '../auth'
import type { Log } from '../log'
import type { RunEntry } from '../runs'
import { homeRoomsFor, isHomeRoom } from './homeRooms'
import { type KeySet, keySetOf } from './keySets'
import {
  consoleRoom,
  credentialRoom,
  type Place,
  placeOf,
  projectRoom,
  reportRoom,
  runRoom,
  userRoom,
} from './rooms'
import { type SeriesFeed, seriesRoom } from './seriesFeed'

interface SocketData {
  principal: Principal
  /** What the socket watches: room names with what is needed to stop. */
  series: Map<string, { run: number; stream: Stream; keySetId: string }>
  /** The last subscription wins, so they are taken one at a time. */
  subscribing: Promise<void>
  /** So are changes of rights. */
  reviewing: Promise<void>
  /** How many changes there had been when the socket was let in. */
  admittedAt: number
}

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, object, SocketData>
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, object, SocketData>

/** What the hub asks of the rest of the server. */
export interface LiveSources {
  findRun(id: number): Promise<RunEntry | undefined>
  findProject(id: number): Promise<({ id: number } & ProjectRights) | undefined>
  /** Whether they may open the report whose document this is. */
  mayReadReport(principal: Principal, documentId: number): Promise<boolean>
}

type Asked = 'project.join' | 'run.join' | 'console.join' | 'report.join' | 'series.subscribe'
type Position = { epoch: string; seq: number }

export class Watchers {
  /** Counts changes of rights: what was allowed before one must be asked again. */
  private changes = 0

  constructor(
    private readonly auth: Auth,
    private readonly sources: LiveSources,
    private readonly series: SeriesFeed,
    private readonly position: (projectId: number) => Position,
    private readonly log: Log,
  ) {}

  /** Lets nobody in who is nobody. */
  admit(socket: LiveSocket, next: (error?: Error) => void): void {
    const { data } = socket
    data.principal = ANONYMOUS
    data.series = new Map()
    data.subscribing = Promise.resolve()
    data.reviewing = Promise.resolve()
    this.allowed(() => this.auth.authenticate(socket.request)).then(
      (principal) => {
        data.principal = principal
        data.admittedAt = this.changes
        next(principal.kind === 'anonymous' ? new Error('unauthorized') : undefined)
      },
      () => next(new Error('unavailable')),
    )
  }

  welcome(socket: LiveSocket): void {
    const { data } = socket
    // Reviews reach sockets that are connected; this one was not quite, a moment ago.
    if (data.admittedAt !== this.changes) this.reviewSoon(socket)
    if (data.principal.kind === 'user') {
      const { credential, userId } = data.principal
      void socket.join([credentialRoom(credential), userRoom(userId)])
    }

    socket.on('home.join', (reply: unknown) => {
      void socket.join(homeRoomsFor(data.principal))
      if (typeof reply === 'function') (reply as (answer: Reply) => void)({ ok: true })
    })
    this.answer(socket, 'project.join', async (id) => {
      const project = await this.allowed(() => this.readableProject(data, id))
      void socket.join(projectRoom(project.id))
      return { ok: true as const, ...this.position(project.id) }
    })
    this.answer(socket, 'run.join', async (id) => {
      const run = await this.allowed(() => this.readableRun(data, id))
      void socket.join(runRoom(run.id))
      return { ok: true as const }
    })
    this.answer(socket, 'console.join', async (id) => {
      const run = await this.allowed(() => this.readableRun(data, id))
      void socket.join(consoleRoom(run.id))
      return { ok: true as const }
    })
    this.answer(socket, 'report.join', async (argument) => {
      const id = checkId(argument)
      const may = await this.allowed(() => this.mayWatch(data, { kind: 'report', id }))
      if (!may) throw new Refused()
      void socket.join(reportRoom(id))
      return { ok: true as const }
    })
    this.answer(socket, 'series.subscribe', async (subscriptions) => {
      const wanted = parse(subscriptionsSchema, subscriptions)
      const done = data.subscribing.then(() => this.subscribe(socket, wanted))
      data.subscribing = done.catch(() => {})
      await done
      return { ok: true as const }
    })
    socket.on('home.leave', () => this.leaveRooms(socket, isHomeRoom))
    socket.on('project.leave', (id) => this.leave(socket, projectRoom, id))
    socket.on('run.leave', (id) => this.leave(socket, runRoom, id))
    socket.on('console.leave', (id) => this.leave(socket, consoleRoom, id))
    socket.on('report.leave', (id) => this.leave(socket, reportRoom, id))
    socket.on('disconnect', () => {
      for (const room of [...data.series.keys()]) this.unsubscribe(socket, room)
    })
  }

  // ---- rights that change

  /** Asks anew who the sockets' owners are and what they may watch. */
  review(sockets: Iterable<LiveSocket>, who: Parameters<AccessListener>[0]): void {
    this.changes++
    for (const socket of sockets) {
      const { data } = socket
      const concerned =
        data.principal.kind === 'user' &&
        (who === 'everyone' || who.includes(data.principal.userId))
      if (concerned) this.reviewSoon(socket)
    }
  }

  private reviewSoon(socket: LiveSocket): void {
    const { data } = socket
    data.reviewing = data.reviewing
      .then(() => this.reviewOne(socket))
      .catch((error: unknown) => {
        // Whose rights cannot be known watches nothing. The page connects again by itself.
        this.log.error('live access', error)
        socket.disconnect(true)
      })
  }

  private async reviewOne(socket: LiveSocket): Promise<void> {
    const { data } = socket
    const principal = await this.auth.authenticate(socket.request)
    data.principal = principal
    if (principal.kind === 'anonymous') {
      socket.emit('session.ended')
      socket.disconnect(true)
      return
    }
    const homes = homeRoomsFor(principal)
    this.leaveRooms(socket, (room) => isHomeRoom(room) && !homes.includes(room))
    const checks = [...socket.rooms].map(async (room) => {
      const place = placeOf(room)
      if (place && !(await this.mayWatch(data, place))) void socket.leave(room)
    })
    const series = [...data.series].map(async ([room, { run }]) => {
      if (!(await this.mayWatch(data, { kind: 'run', id: run }))) this.unsubscribe(socket, room)
    })
    await Promise.all([...checks, ...series])
    socket.emit('access.changed')
  }

  private async mayWatch(data: SocketData, place: Place): Promise<boolean> {
    const { findProject, findRun, mayReadReport } = this.sources
    if (place.kind === 'report') return mayReadReport(data.principal, place.id)
    const found = await (place.kind === 'project' ? findProject(place.id) : findRun(place.id))
    if (!found || ('deleted' in found && found.deleted)) return false
    return canReadProject(data.principal, found)
  }

  /** Its rows are nobody's to watch any more. */
  runDeleted(sockets: Iterable<LiveSocket>, runId: number): void {
    for (const socket of sockets) {
      for (const [room, { run }] of [...socket.data.series]) {
        if (run === runId) this.unsubscribe(socket, room)
      }
    }
  }

  /** Repeats a question during which rights changed, so that no old answer opens a room. */
  private async allowed<T>(ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const before = this.changes
      const answer = await ask()
      if (before === this.changes) return answer
    }
  }

  // ---- rooms

  /** Any refusal or malformed message becomes an answer; nothing a client sends may throw. */
  private answer<T extends { ok: true }>(
    socket: LiveSocket,
    event: Asked,
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

  private leaveRooms(socket: LiveSocket, which: (room: string) => boolean): void {
    for (const room of [...socket.rooms]) if (which(room)) void socket.leave(room)
  }

  private async readableProject(data: SocketData, id: unknown) {
    const project = await this.sources.findProject(checkId(id))
    if (!project || !canReadProject(data.principal, project)) throw new Refused()
    return project
  }

  private async readableRun(data: SocketData, id: unknown): Promise<RunEntry> {
    const run = await this.sources.findRun(checkId(id))
    if (!run || run.deleted || !canReadProject(data.principal, run)) throw new Refused()
    return run
  }

  private async subscribe(socket: LiveSocket, subscriptions: Subscription[]): Promise<void> {
    const { data } = socket
    const wanted = await this.allowed(() => this.wantedSeries(data, subscriptions))
    if (!socket.connected) return
    for (const [room, { run, stream, keySet }] of wanted) {
      if (data.series.has(room)) continue
      this.series.watch(run, stream, keySet)
      data.series.set(room, { run, stream, keySetId: keySet.id })
      void socket.join(room)
    }
    for (const room of [...data.series.keys()])
      if (!wanted.has(room)) this.unsubscribe(socket, room)
  }

  private async wantedSeries(data: SocketData, subscriptions: Subscription[]) {
    const wanted = new Map<string, { run: number; stream: Stream; keySet: KeySet }>()
    for (const { runs, stream, keys } of subscriptions) {
      if (keys.length === 0) continue
      const keySet = keySetOf(keys)
      for (const runId of runs) {
        const run = await this.readableRun(data, runId)
        wanted.set(seriesRoom(run.id, stream, keySet.id), { run: run.id, stream, keySet })
      }
    }
    return wanted
  }

  private unsubscribe(socket: LiveSocket, room: string): void {
    const entry = socket.data.series.get(room)
    if (!entry) return
    socket.data.series.delete(room)
    this.series.unwatch(entry.run, entry.stream, entry.keySetId)
    void socket.leave(room)
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

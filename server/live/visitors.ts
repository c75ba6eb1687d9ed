/** Sockets of those who look at shared reports: let in by their link, and only as long as it holds. */
import type { Server, Socket } from 'socket.io'
import { LINK_PAUSED } from '@/lib/api/sharing'
import type { Reply, SeriesAppended, SeriesReplaced } from '@/lib/live/events'
import {
  type LinkEnd,
  MAX_JOINED_PANELS,
  SHARE_NAMESPACE,
  type ShareClientEvents,
  type ShareHandshake,
  type ShareServerEvents,
} from '@/lib/live/shareEvents'
import { HttpError } from '../http/errors'
import type { Log } from '../log'
import { type Sharing, streamOf, type Visit } from '../sharing'
import { PanelRooms, type ShareNamespace } from './panelRooms'
import type { SeriesFeed } from './seriesFeed'

interface VisitorData {
  linkId: number
  passwordHash: string | null
  documentId: number
  /** Projects that its panels showed runs of. */
  projects: Set<number>
  /** Rooms by panel. */
  panels: Map<string, string>
  /** One after the other: joining, leaving, being looked at again. */
  work: Promise<void>
}
type VisitorSocket = Socket<ShareClientEvents, ShareServerEvents, object, VisitorData>

/** Runs of a project change many times a second; what a report shows is worked out again less often. */
const REST_MS = 2000

export class Visitors {
  private readonly namespace: ShareNamespace
  private readonly rooms: PanelRooms
  private readonly timers = new Map<string, NodeJS.Timeout>()

  constructor(
    io: Server,
    feed: SeriesFeed,
    private readonly sharing: Sharing,
    private readonly log: Log,
  ) {
    this.namespace = io.of(SHARE_NAMESPACE)
    this.rooms = new PanelRooms(this.namespace, feed)
    this.namespace.use((socket, next) => this.admit(socket as VisitorSocket, next))
    this.namespace.on('connection', (socket) => this.welcome(socket as VisitorSocket))
  }

  close(): void {
    for (const timer of this.timers.values()) clearTimeout(timer)
  }

  // ---- what happened

  appended(series: string, event: SeriesAppended): void {
    this.rooms.appended(series, event)
  }

  replaced(series: string, event: SeriesReplaced): void {
    this.rooms.replaced(series, event)
  }

  /** At once: whoever came by a link that ended sees no more. */
  linkChanged(linkId: number): void {
    this.review(({ data }) => data.linkId === linkId)
  }

  /** Rights changed; the makers of links may have lost theirs. */
  accessChanged(): void {
    this.review(() => true)
  }

  reportChanged(documentId: number): void {
    this.reviewSoon(`document ${documentId}`, ({ data }) => data.documentId === documentId)
  }

  projectChanged(projectId: number): void {
    this.reviewSoon(`project ${projectId}`, ({ data }) => data.projects.has(projectId))
  }

  // ---- sockets

  private admit(socket: VisitorSocket, next: (error?: Error) => void): void {
    const { token, ticket } = socket.handshake.auth as Partial<ShareHandshake>
    if (typeof token !== 'string' || typeof ticket !== 'string') {
      return next(new Error('unauthorized'))
    }
    this.sharing.visits.enter(token, { ticket }).then(
      ({ link, report }) => {
        socket.data = {
          linkId: link.id,
          passwordHash: link.passwordHash,
          documentId: report.documentId,
          projects: new Set([report.projectId]),
          panels: new Map(),
          work: Promise.resolve(),
        }
        next()
      },
      (error: unknown) => {
        const paused = error instanceof HttpError && error.code === LINK_PAUSED
        const refused = error instanceof HttpError
        next(new Error(paused ? 'paused' : refused ? 'unauthorized' : 'unavailable'))
      },
    )
  }

  private welcome(socket: VisitorSocket): void {
    socket.on('panel.join', (panel: unknown, reply: unknown) => {
      const answer = typeof reply === 'function' ? (reply as (answer: Reply) => void) : () => {}
      this.queue(socket, async () => answer(await this.join(socket, panel)))
    })
    socket.on('panel.leave', (panel: unknown) => {
      if (typeof panel === 'string') this.queue(socket, async () => this.leave(socket, panel))
    })
    socket.on('disconnect', () =>
      this.queue(socket, async () => {
        for (const panel of [...socket.data.panels.keys()]) this.leave(socket, panel)
      }),
    )
    // The link may have ended between the question and the welcome.
    this.queue(socket, () => this.look(socket))
  }

  private queue(socket: VisitorSocket, work: () => Promise<void>): void {
    const { data } = socket
    data.work = data.work.then(work).catch((error: unknown) => {
      // Who cannot be asked about watches nothing; the page connects again by itself.
      if (!(error instanceof HttpError)) this.log.error('live share', error)
      socket.disconnect(true)
    })
  }

  private async join(socket: VisitorSocket, panel: unknown): Promise<Reply> {
    const { data } = socket
    const refused: Reply = { ok: false, error: 'there is no such panel' }
    if (typeof panel !== 'string' || data.panels.size >= MAX_JOINED_PANELS) return refused
    const visit = await this.visit(socket)
    if (!visit || !socket.connected) return refused
    if (data.panels.has(panel)) return { ok: true }
    try {
      const report = await this.sharing.plan(visit)
      const planned = await report.panel(panel)
      for (const { projectId } of planned.runSets) data.projects.add(projectId)
      // What is drawn by the server, and what stays as it is, has no rows to follow.
      if (visit.link.frozenAt || planned.panel.spec.type !== 'line') return { ok: true }
      const line = await report.line(planned)
      if (!socket.connected) return refused
      const room = this.rooms.enter(visit.link, panel, streamOf(planned.panel), line)
      data.panels.set(panel, room)
      await socket.join(room)
      return { ok: true }
    } catch (error) {
      if (error instanceof HttpError) return refused
      throw error
    }
  }

  private leave(socket: VisitorSocket, panel: string): void {
    const room = socket.data.panels.get(panel)
    if (room === undefined) return
    socket.data.panels.delete(panel)
    void socket.leave(room)
    this.rooms.leave(room)
  }

  // ---- links and reports that change

  private sockets(which: (socket: VisitorSocket) => boolean): VisitorSocket[] {
    return [...(this.namespace.sockets.values() as Iterable<VisitorSocket>)].filter(which)
  }

  private review(which: (socket: VisitorSocket) => boolean): void {
    for (const socket of this.sockets(which)) this.queue(socket, () => this.look(socket, true))
  }

  private reviewSoon(name: string, which: (socket: VisitorSocket) => boolean): void {
    if (this.timers.has(name) || this.sockets(which).length === 0) return
    const timer = setTimeout(() => {
      this.timers.delete(name)
      this.sharing.changed()
      this.review(which)
    }, REST_MS)
    this.timers.set(name, timer)
  }

  /** Whether the socket may still watch, and whether it watches what its report shows now. */
  private async look(socket: VisitorSocket, tell = false): Promise<void> {
    const visit = await this.visit(socket)
    if (!visit) return
    if (tell) socket.emit('report.changed')
    if (socket.data.panels.size === 0) return
    const report = await this.sharing.plan(visit)
    for (const [panel, room] of socket.data.panels) {
      try {
        const planned = await report.panel(panel)
        const line = await report.line(planned)
        if (visit.link.frozenAt) this.rooms.unfollowAll(room)
        else this.rooms.follow(visit.link, panel, streamOf(planned.panel), line)
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        this.rooms.unfollowAll(room)
      }
    }
  }

  /** Undefined when the link ended: the socket is told, and closed. */
  private async visit(socket: VisitorSocket): Promise<Visit | undefined> {
    const { linkId, passwordHash } = socket.data
    try {
      return await this.sharing.visits.again(linkId, passwordHash)
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
      const why: LinkEnd = error.code === LINK_PAUSED ? 'paused' : 'withdrawn'
      socket.emit('link.ended', { why })
      socket.disconnect(true)
      return undefined
    }
  }
}

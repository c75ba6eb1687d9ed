/**
 * Who is in a document: the awareness states of its sockets. y-websocket trusts every frame; here a
 * state is set only through the socket that brought its client id in, `user` is written by the
 * server, and whoever leaves is gone at once.
 */
import { type Presence, presenceSchema, type PresenceUser } from '@/lib/collab/awareness'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import { type AwarenessEntry, awarenessFrame } from '@/lib/collab/wire'

export interface PresenceSocket {
  /** Who the session says it is. */
  readonly presenceUser: PresenceUser
  readonly userId: number
  sendAwareness(frame: Uint8Array): void
}

interface State {
  owner: PresenceSocket
  /** As the client counts. */
  clientClock: number
  state: string
  at: number
}

/** Clocks of those who left, so that whoever comes back is not taken for an echo of the past. */
interface Gone {
  userId: number
  clock: number
  at: number
}

const GONE_FOR_MS = 120_000
const MAX_CLIENT_ID = 2 ** 53
/** A frame names more clients than this only to make the server look at them. */
const MAX_ENTRIES = 1_000

export class PresenceBoard {
  private readonly states = new Map<number, State>()
  private readonly clocks = new Map<number, number>()
  private readonly gone = new Map<number, Gone>()
  private readonly idOf = new Map<PresenceSocket, number>()
  private readonly changed = new Set<number>()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly sockets: () => Iterable<PresenceSocket>,
    private readonly now: () => number = Date.now,
  ) {}

  /** Takes what is the socket's own to say. Clients also repeat what they heard of others: dropped. */
  receive(socket: PresenceSocket, entries: Iterable<AwarenessEntry>): void {
    let seen = 0
    for (const { client, clock, state } of entries) {
      if (++seen > MAX_ENTRIES) return
      if (!this.maySet(socket, client)) continue
      if (state === 'null') {
        if (this.states.has(client)) this.remove(client)
        continue
      }
      const known = this.states.get(client)
      if (known && clock <= known.clientClock) continue
      const clean = sanitize(state, socket.presenceUser)
      if (clean === undefined) continue
      this.idOf.set(socket, client)
      this.gone.delete(client)
      this.states.set(client, { owner: socket, clientClock: clock, state: clean, at: this.now() })
      this.tell(client, clock)
    }
  }

  /** A socket has one client id: the first it brings that is nobody else's. */
  private maySet(socket: PresenceSocket, client: number): boolean {
    const own = this.idOf.get(socket)
    if (own !== undefined) return own === client
    if (client < 0 || client > MAX_CLIENT_ID || this.states.has(client)) return false
    const gone = this.gone.get(client)
    return gone === undefined || gone.userId === socket.userId
  }

  /** What a socket that came in has to know: everybody else. */
  welcome(socket: PresenceSocket): void {
    const entries = [...this.states.keys()].flatMap((client) => this.entry(client))
    if (entries.length > 0) socket.sendAwareness(awarenessFrame(entries))
  }

  leave(socket: PresenceSocket): void {
    const client = this.idOf.get(socket)
    this.idOf.delete(socket)
    if (client !== undefined && this.states.get(client)?.owner === socket) this.remove(client)
  }

  /** Drops states that nobody renews, and clocks of those who left long ago. */
  sweep(): void {
    const now = this.now()
    for (const [client, { at }] of this.states) {
      if (now - at > COLLAB_LIMITS.awarenessStaleMs) this.remove(client)
    }
    for (const [client, { at }] of this.gone) {
      if (now - at < GONE_FOR_MS) continue
      this.gone.delete(client)
      this.clocks.delete(client)
    }
  }

  close(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }

  private remove(client: number): void {
    const state = this.states.get(client)
    if (!state) return
    this.states.delete(client)
    this.idOf.delete(state.owner)
    this.tell(client, state.clientClock)
    const clock = this.clocks.get(client)!
    this.gone.set(client, { userId: state.owner.userId, clock, at: this.now() })
  }

  /**
   * Others are given clocks of the server's: a client that connects again begins where it stood,
   * which to those who heard it leave would be old news. They begin at 1: clients begin at 0, and
   * take that for nothing new of somebody they do not know.
   */
  private tell(client: number, clientClock: number): void {
    this.clocks.set(client, Math.max(clientClock, (this.clocks.get(client) ?? 0) + 1))
    this.changed.add(client)
    this.timer ??= setTimeout(() => this.flush(), COLLAB_LIMITS.awarenessEveryMs)
  }

  private flush(): void {
    this.timer = undefined
    const changed = [...this.changed]
    this.changed.clear()
    let all: Uint8Array | undefined
    for (const socket of this.sockets()) {
      const own = this.idOf.get(socket)
      // Nobody is told of themselves: y-websocket would take it for news and send it back.
      if (own !== undefined && changed.includes(own)) {
        const others = changed.filter((client) => client !== own)
        if (others.length > 0) socket.sendAwareness(this.frame(others))
      } else socket.sendAwareness((all ??= this.frame(changed)))
    }
  }

  private frame(clients: readonly number[]): Uint8Array {
    return awarenessFrame(clients.flatMap((client) => this.entry(client)))
  }

  private entry(client: number): AwarenessEntry[] {
    const clock = this.clocks.get(client)
    if (clock === undefined) return []
    return [{ client, clock, state: this.states.get(client)?.state ?? 'null' }]
  }
}

/** Undefined for what is too long, or no state. */
function sanitize(text: string, user: PresenceUser): string | undefined {
  if (text.length > COLLAB_LIMITS.awarenessBytes) return undefined
  const parsed = presenceSchema.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const state: Presence = { ...parsed.data, user }
  return JSON.stringify(state)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

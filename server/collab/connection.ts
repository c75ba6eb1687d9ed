import type { IncomingMessage } from 'node:http'
import type { RawData, WebSocket } from 'ws'
import type { PresenceUser } from '@/lib/collab/awareness'
import { presenceColor } from '@/lib/collab/awareness'
import { CloseCode } from '@/lib/collab/closeCodes'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import { ackFrame, awarenessFrame, type DocumentRole, roleFrame } from '@/lib/collab/wire'
import type { UserPrincipal } from '../auth'
import type { PresenceSocket } from './presence'
import { TokenBucket } from './tokenBucket'

/** y-websocket gives up a socket on which it hears nothing; pings of the protocol do not count. */
const KEEPALIVE = awarenessFrame([])
const PING_EVERY_MS = 30_000

export interface ConnectionHooks {
  frame(connection: Connection, data: Uint8Array): void
  left(connection: Connection): void
  /** What the socket missed since the state vector was taken, as a frame. */
  missed(stateVector: Uint8Array): Uint8Array
  stateVector(): Uint8Array
  caughtUp(connection: Connection): void
}

export interface ConnectionFacts {
  documentId: number
  principal: UserPrincipal
  role: DocumentRole
  /** Whether the client knows the frames of ours. */
  wantsAcks: boolean
  request: Pick<IncomingMessage, 'headers'>
}

/** One socket in one document: what it may do, what it is owed, and how fast it may go. */
export class Connection implements PresenceSocket {
  readonly documentId: number
  readonly request: ConnectionFacts['request']
  principal: UserPrincipal
  role: DocumentRole
  /** Reviews of rights, one at a time. */
  reviewing: Promise<void> = Promise.resolve()
  /** Set while a state vector was sent whose answer brings all that the client has. */
  asked = false
  /** Answers in a row after which there were still gaps. */
  gaps = 0
  hasBeenRejected = false

  private hooks: ConnectionHooks | undefined
  private readonly wantsAcks: boolean
  private readonly bucket = new TokenBucket()
  private readonly queue: Uint8Array[] = []
  private holds = 0
  private slowed = false
  private over = false
  private counted = 0
  private acked = 0
  private readonly owed: { batch: number; frames: number }[] = []
  private ackHeld = false
  /** While too much is unsent: what was known to the client when it was left behind. */
  private behind: Uint8Array | undefined
  private lastSentAt = Date.now()
  private lastPingAt = Date.now()
  private answeredPing = true

  constructor(
    private readonly ws: WebSocket,
    facts: ConnectionFacts,
  ) {
    this.documentId = facts.documentId
    this.principal = facts.principal
    this.role = facts.role
    this.wantsAcks = facts.wantsAcks
    this.request = facts.request
    ws.on('message', (data, isBinary) => this.message(data, isBinary))
    ws.on('pong', () => (this.answeredPing = true))
    ws.on('error', () => ws.terminate())
    ws.on('close', () => this.finish())
  }

  get userId(): number {
    return this.principal.userId
  }

  get presenceUser(): PresenceUser {
    const { userId, username, name } = this.principal
    return { id: userId, username, name, color: presenceColor(userId) }
  }

  get isOver(): boolean {
    return this.over
  }

  /** Tells where frames go. Call while held, or they go there at once. */
  attach(hooks: ConnectionHooks): void {
    this.hooks = hooks
    if (this.over) hooks.left(this)
  }

  // ---- reading

  private message(data: RawData, isBinary: boolean): void {
    if (this.over) return
    if (!isBinary) return this.close(CloseCode.MALFORMED, 'frames are binary')
    const bytes = data as Buffer
    if (bytes.length > COLLAB_LIMITS.frameBytes) {
      return this.close(CloseCode.TOO_LARGE, 'a frame is too large')
    }
    this.charge(bytes.length)
    this.queue.push(bytes)
    this.drain()
  }

  /** Counts against what the socket may ask for, and stops reading for a while when it is too much. */
  charge(bytes: number, messages = 1): void {
    const wait = this.bucket.take(bytes, messages)
    if (wait === 0 || this.slowed) return
    if (this.bucket.isFlooded) return this.close(CloseCode.TOO_MANY, 'too many messages')
    this.slowed = true
    this.updateReading()
    setTimeout(() => {
      this.slowed = false
      this.updateReading()
    }, wait)
  }

  /** Frames wait until the result is called: nothing is read further, and nothing overtakes. */
  hold(): () => void {
    this.holds++
    this.updateReading()
    let held = true
    return () => {
      if (!held) return
      held = false
      this.holds--
      this.drain()
      this.updateReading()
    }
  }

  private drain(): void {
    while (this.holds === 0 && this.hooks && !this.over) {
      const next = this.queue.shift()
      if (!next) return
      this.hooks.frame(this, next)
    }
  }

  private updateReading(): void {
    if (this.over || (this.holds === 0 && !this.slowed)) this.ws.resume()
    else this.ws.pause()
  }

  // ---- what is owed

  /** @param batch the one that must be durable first; 0 when everything is */
  count(batch: number, stateVector: () => Uint8Array): void {
    this.counted++
    if (!this.wantsAcks || this.ackHeld) return
    if (batch === 0) {
      if (this.owed.length === 0) this.ack(this.counted, stateVector())
      return
    }
    const last = this.owed.at(-1)
    if (last?.batch === batch) last.frames = this.counted
    else this.owed.push({ batch, frames: this.counted })
  }

  /** What came was not taken whole, so nothing more is acknowledged before it came again. */
  holdAcks(held: boolean): void {
    this.ackHeld = held
  }

  durable(batch: number, stateVector: Uint8Array): void {
    let frames = 0
    while (this.owed.length > 0 && this.owed[0]!.batch <= batch) frames = this.owed.shift()!.frames
    if (frames > 0) this.ack(frames, stateVector)
  }

  private ack(frames: number, stateVector: Uint8Array): void {
    if (frames <= this.acked) return
    this.acked = frames
    this.send(ackFrame({ frames, stateVector }))
  }

  sendRole(): void {
    if (this.wantsAcks) this.send(roleFrame(this.role))
  }

  // ---- writing

  send(frame: Uint8Array): void {
    if (this.over || this.ws.readyState !== this.ws.OPEN) return
    if (this.ws.bufferedAmount > COLLAB_LIMITS.stuckBytes) {
      return this.close(CloseCode.TRY_LATER, 'the line is too slow')
    }
    this.lastSentAt = Date.now()
    this.ws.send(frame)
  }

  /** As `send`, but a socket that does not keep up is spared, and told all at once later. */
  broadcast(frame: Uint8Array): void {
    if (this.behind) return
    this.send(frame)
    if (this.ws.bufferedAmount > COLLAB_LIMITS.laggingBytes) this.behind = this.hooks?.stateVector()
  }

  sendAwareness(frame: Uint8Array): void {
    if (!this.behind) this.send(frame)
  }

  /** To be called every second. */
  tick(now: number): void {
    if (this.over) return
    if (this.behind && this.ws.bufferedAmount < COLLAB_LIMITS.laggingBytes / 8) {
      const frame = this.hooks?.missed(this.behind)
      this.behind = undefined
      if (frame) this.send(frame)
      this.hooks?.caughtUp(this)
    }
    if (now - this.lastSentAt >= COLLAB_LIMITS.keepaliveMs) this.send(KEEPALIVE)
    if (now - this.lastPingAt < PING_EVERY_MS || this.slowed || this.holds > 0) return
    // Who answers no ping is gone without having said so.
    if (!this.answeredPing) return this.ws.terminate()
    this.answeredPing = false
    this.lastPingAt = now
    this.ws.ping()
  }

  close(code: CloseCode, reason: string): void {
    if (this.over) return
    this.finish()
    this.ws.close(code, reason)
  }

  private finish(): void {
    if (this.over) return
    this.over = true
    this.queue.length = 0
    this.updateReading()
    this.hooks?.left(this)
  }
}

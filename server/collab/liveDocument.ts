import * as Y from 'yjs'
import { CloseCode } from '@/lib/collab/closeCodes'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import { rejectedFrame, syncFrame, SyncType } from '@/lib/collab/wire'
import { type Compactor, restoreDocument, type StoredDocument, type UpdateRow } from '../documents'
import type { Log } from '../log'
import type { Connection, ConnectionHooks } from './connection'
import { inspectUpdate, RefusedUpdate } from './inspect'
import type { DocumentKindRules } from './kinds'
import { type ClientMessage, readClientMessage } from './messages'
import { PresenceBoard } from './presence'
import { StoredSize } from './storedSize'
import { UpdateWriter } from './writer'

const REPAIR_DELAY_MS = 500
/** So many answers to the question for what is missing, and still something is. */
const MAX_GAPS = 10

export interface LiveDocumentParts {
  append(documentId: number, updates: readonly UpdateRow[]): Promise<void>
  mayWrite(): boolean
  compactor: Compactor
  log: Log
  /** The document was deleted. */
  gone(document: LiveDocument): void
  /** What is in memory can no longer be trusted; what is stored can. */
  spoiled(document: LiveDocument): void
  left(connection: Connection): void
}

/** One document in memory, its sockets, and the way of an update: check, apply, tell, store, ack. */
export class LiveDocument implements ConnectionHooks {
  readonly doc: Y.Doc
  readonly connections = new Set<Connection>()
  private readonly writer: UpdateWriter
  private readonly presence = new PresenceBoard(() => this.connections)
  private readonly size: StoredSize
  /** What Yjs took of a change; goes out only when the change came through whole. */
  private emitted: Uint8Array[] = []
  private repairTimer: NodeJS.Timeout | undefined

  /** @throws DamagedDocumentError */
  constructor(
    readonly id: number,
    private readonly rules: DocumentKindRules,
    stored: StoredDocument,
    private readonly parts: LiveDocumentParts,
  ) {
    this.doc = restoreDocument(stored, rules.roots)
    this.doc.on('update', (update: Uint8Array) => void this.emitted.push(update))
    this.size = new StoredSize(id, stored, rules.roots, parts.compactor, parts.log)
    this.writer = new UpdateWriter(
      id,
      stored.lastSeq + 1,
      {
        append: (updates) => parts.append(id, updates),
        mayWrite: parts.mayWrite,
        stateVector: () => this.stateVector(),
        durable: (batch, stateVector, rows) => this.stored(batch, stateVector, rows),
        gone: () => parts.gone(this),
      },
      parts.log,
    )
    this.scheduleRepair()
  }

  // ---- sockets

  join(connection: Connection): void {
    this.connections.add(connection)
    connection.sendRole()
    if (connection.role === 'write') this.ask(connection)
    this.presence.welcome(connection)
  }

  left(connection: Connection): void {
    this.connections.delete(connection)
    this.presence.leave(connection)
    this.parts.left(connection)
  }

  /** After the connection's role has changed. */
  roleChanged(connection: Connection): void {
    connection.sendRole()
    // What a reader wrote was not taken; a writer's is.
    if (connection.role === 'write') this.ask(connection)
    connection.hasBeenRejected = false
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.doc)
  }

  missed(stateVector: Uint8Array): Uint8Array {
    return syncFrame(SyncType.UPDATE, Y.encodeStateAsUpdate(this.doc, stateVector))
  }

  caughtUp(connection: Connection): void {
    this.presence.welcome(connection)
  }

  sweep(): void {
    this.presence.sweep()
  }

  frame(connection: Connection, data: Uint8Array): void {
    try {
      this.answer(connection, parse(data))
    } catch (error) {
      if (!(error instanceof RefusedUpdate)) {
        this.parts.log.error(`document ${this.id}: a frame`, error)
        return connection.close(CloseCode.TRY_LATER, 'the server made a mistake')
      }
      this.parts.log.debug(`document ${this.id}: user ${connection.userId}: ${error.message}`)
      connection.close(error.code, error.message)
    }
  }

  private answer(connection: Connection, message: ClientMessage): void {
    switch (message.kind) {
      case 'step1':
        return this.sendMissing(connection, message.stateVector)
      case 'step2':
      case 'update':
        if (connection.role === 'write') this.take(connection, message.update, message.kind)
        else this.reject(connection, message.update)
        return
      case 'awareness':
        return this.presence.receive(connection, message.entries)
      case 'queryAwareness':
        return this.presence.welcome(connection)
      case 'other':
    }
  }

  /** Sends the client all it does not have. */
  private sendMissing(connection: Connection, stateVector: Uint8Array): void {
    let update: Uint8Array
    try {
      update = Y.encodeStateAsUpdate(this.doc, stateVector)
    } catch {
      throw new RefusedUpdate(CloseCode.MALFORMED, 'not a state vector')
    }
    // Asking is cheap; the answer is not.
    connection.charge(update.length, 0)
    connection.send(syncFrame(SyncType.STEP2, update))
  }

  /** Asks the client for all that the server does not have. */
  private ask(connection: Connection): void {
    connection.asked = true
    connection.send(syncFrame(SyncType.STEP1, this.stateVector()))
  }

  private take(connection: Connection, update: Uint8Array, kind: 'step2' | 'update'): void {
    if (kind === 'step2') {
      connection.asked = false
      connection.holdAcks(false)
    }
    if (!isEmpty(update)) this.apply(connection, update, kind)
    if (!connection.isOver) connection.count(this.writer.lastBatch, () => this.stateVector())
  }

  private apply(connection: Connection, update: Uint8Array, kind: 'step2' | 'update'): void {
    const { adds, complete } = inspectUpdate(update, this.doc, this.rules.roots)
    if (kind === 'update') {
      // Something of before is on its way; what is taken now would overtake it. The answer has it too.
      if (connection.asked) return connection.holdAcks(true)
      if (!complete) return this.askAgain(connection)
      connection.gaps = 0
    }
    if (adds && this.size.bytes + this.writer.pendingBytes > COLLAB_LIMITS.documentBytes) {
      throw new RefusedUpdate(CloseCode.TOO_LARGE, 'the document is full')
    }
    if (this.writer.pendingBytes > COLLAB_LIMITS.unwrittenBytes) {
      throw new RefusedUpdate(CloseCode.TRY_LATER, 'changes cannot be stored at the moment')
    }
    try {
      Y.applyUpdate(this.doc, update, connection)
    } catch (error) {
      this.emitted = []
      this.parts.log.error(`document ${this.id}: a change broke off and is left out`, error)
      connection.close(CloseCode.MALFORMED, 'not an update')
      this.parts.spoiled(this)
      return
    }
    // Nobody may ever bring what these wait for; whoever has them sends them again then.
    this.doc.store.pendingStructs = null
    this.doc.store.pendingDs = null
    this.publish(connection, connection.userId)
  }

  /** An update builds on what is not here: it comes again with all the rest the client has. */
  private askAgain(connection: Connection): void {
    if (++connection.gaps > MAX_GAPS) {
      throw new RefusedUpdate(CloseCode.CONFLICT, 'changes build on others that never come')
    }
    connection.holdAcks(true)
    this.ask(connection)
  }

  /** Readers answer questions too, mostly with nothing. One that changed something is told, once. */
  private reject(connection: Connection, update: Uint8Array): void {
    if (connection.hasBeenRejected || isEmpty(update)) return
    inspectUpdate(update, this.doc, this.rules.roots)
    if (Y.snapshotContainsUpdate(Y.snapshot(this.doc), update)) return
    connection.hasBeenRejected = true
    connection.send(rejectedFrame('You may read this document, not change it.'))
  }

  // ---- changes

  /**
   * A change of the server's own; resolves with true once it is durable.
   * @param userId whom it is done for
   */
  async edit(
    origin: string,
    change: (doc: Y.Doc) => void,
    userId: number | null,
  ): Promise<boolean> {
    try {
      this.doc.transact(() => change(this.doc), origin)
    } finally {
      // Of a change that threw, Yjs keeps what it had done.
      this.publish(undefined, userId)
    }
    return this.writer.flushed()
  }

  private publish(from: Connection | undefined, userId: number | null): void {
    const updates = this.emitted
    if (updates.length === 0) return
    this.emitted = []
    for (const update of updates) {
      this.writer.add(userId, update)
      const frame = syncFrame(SyncType.UPDATE, update)
      for (const connection of this.connections) {
        if (connection !== from) connection.broadcast(frame)
      }
    }
    this.scheduleRepair()
  }

  private stored(batch: number, stateVector: Uint8Array, rows: readonly UpdateRow[]): void {
    for (const connection of this.connections) connection.durable(batch, stateVector)
    this.size.grow(rows)
    try {
      this.rules.stored?.(this.id, this.doc, new Set(rows.map(({ userId }) => userId)))
    } catch (error) {
      this.parts.log.error(`document ${this.id}: telling what was stored`, error)
    }
  }

  private scheduleRepair(): void {
    const { repair } = this.rules
    if (!repair) return
    this.repairTimer ??= setTimeout(() => {
      this.repairTimer = undefined
      try {
        this.doc.transact(() => repair(this.doc), 'repair')
        if (this.emitted.length > 0) this.parts.log.info(`document ${this.id} was put in order`)
        this.publish(undefined, null)
      } catch (error) {
        this.parts.log.error(`document ${this.id}: repair`, error)
      }
    }, REPAIR_DELAY_MS)
  }

  // ---- endings

  /** Resolves once what was taken so far is durable. */
  flushed(): Promise<boolean> {
    return this.writer.flushed()
  }

  get isIdle(): boolean {
    return this.writer.isIdle
  }

  closeConnections(code: CloseCode, reason: string): void {
    for (const connection of [...this.connections]) connection.close(code, reason)
  }

  /** Lets go of the memory, and of whatever is not stored. */
  dispose(): void {
    clearTimeout(this.repairTimer)
    this.writer.end()
    this.presence.close()
    this.doc.destroy()
  }

  /** Makes a snapshot if there is enough to win; call when nobody edits any more. */
  compactIdle(): void {
    this.size.compactIdle()
  }
}

function parse(data: Uint8Array): ClientMessage {
  try {
    return readClientMessage(data)
  } catch {
    throw new RefusedUpdate(CloseCode.MALFORMED, 'not a message')
  }
}

/** An update without structs and deletions, as clients send that have nothing new. */
function isEmpty(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0
}

/**
 * One person's part in a shared document: the document, who else is there, and whether what they
 * did is safe. Edits go to the server as they are made, and to this browser, so that they outlive a
 * page that is closed without a line.
 */
import { removeAwarenessStates, type Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { CloseCode, endsOfflineCopy } from '@/lib/collab/closeCodes'
import {
  awarenessFrame,
  COLLAB_PATH,
  type DocumentRole,
  MessageType,
  readAck,
  readRole,
} from '@/lib/collab/wire'
import { countingSocket } from './countingSocket'
import { OfflineCopy } from './offlineCopy'
import { SaveLedger } from './saveLedger'

export interface SaveStatus {
  connection: 'connecting' | 'online' | 'offline' | 'refused'
  /** Changes that the server has not said to be durable. */
  unsent: number
  /** Nothing was changed that is not durable. */
  saved: boolean
  /** Why the server wants no connection, or no change, any more. */
  refusal?: { code: number; reason: string }
  /** The document holds what was last known of it; before, an empty one means nothing. */
  loaded: boolean
  /** As the server says; undefined until it has. */
  role?: DocumentRole
}

export interface SessionOptions {
  documentId: number
  /** Copies for work offline are kept apart by it: they must never meet those of another person. */
  userKey: string
  schemaVersion: number
  /** Nothing is kept in the browser, and nothing is sent. */
  readOnly?: boolean
}

export interface DocumentSession {
  doc: Y.Doc
  awareness: Awareness
  status: { get(): SaveStatus; subscribe(listener: () => void): () => void }
  close(): void
}

export function openSession(options: SessionOptions): DocumentSession {
  return new Session(options)
}

class Session implements DocumentSession {
  readonly doc = new Y.Doc()
  readonly awareness: Awareness
  readonly status: DocumentSession['status']
  private readonly provider: WebsocketProvider
  private readonly ledger: SaveLedger
  private readonly copy: OfflineCopy | undefined
  private readonly listeners = new Set<() => void>()
  private current: SaveStatus = { connection: 'connecting', unsent: 0, saved: true, loaded: false }
  private closed = false

  constructor({ documentId, userKey, schemaVersion, readOnly = false }: SessionOptions) {
    this.status = {
      get: () => this.current,
      subscribe: (listener) => {
        this.listeners.add(listener)
        return () => this.listeners.delete(listener)
      },
    }
    // Before the provider, so that a change is in the ledger when its frame is counted.
    this.ledger = new SaveLedger(this.doc)
    this.doc.on('update', this.onUpdate)
    const { ledger } = this
    const address = `${location.origin.replace(/^http/, 'ws')}${COLLAB_PATH.replace(/\/$/, '')}`
    this.provider = new WebsocketProvider(address, String(documentId), this.doc, {
      params: { ack: '1', schema: String(schemaVersion) },
      WebSocketPolyfill: countingSocket({
        opened: () => ledger.connected(),
        sent: (kind) => ledger.sent(kind),
      }),
      // Tabs meet at the server: what reaches another tab another way has no acknowledgement.
      disableBc: true,
      connect: false,
    })
    this.awareness = this.provider.awareness
    this.listen()
    if (!readOnly) this.copy = new OfflineCopy(userKey, documentId, this.doc)
    void this.begin()
  }

  /** The copy first: the server's first question is answered with what is in it. */
  private async begin(): Promise<void> {
    const kept = await this.copy?.load().catch(() => undefined)
    if (this.closed) return
    if (kept) {
      this.ledger.found(kept.unsent)
      // An empty copy is no document: there may be one that this browser has never seen.
      if (kept.found) this.update({ loaded: true })
      this.ledgerChanged()
    }
    this.provider.connect()
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.provider.destroy()
    this.awareness.destroy()
    this.doc.off('update', this.onUpdate)
    this.copy?.close()
    this.listeners.clear()
    this.doc.destroy()
  }

  // ---- the server's side

  private listen(): void {
    const { provider, ledger } = this
    provider.messageHandlers[MessageType.ACK] = (_encoder, decoder) => {
      ledger.acknowledged(readAck(decoder))
      this.ledgerChanged()
    }
    provider.messageHandlers[MessageType.ROLE] = (_encoder, decoder) => {
      this.update({ role: readRole(decoder) })
    }
    // In place of y-websocket's, which prints the reason: a change was not taken, so what is shown
    // here is not what the others see.
    provider.messageHandlers[MessageType.AUTH] = () => {
      this.refused(CloseCode.ACCESS_LOST, 'You may read this document, not change it.')
    }
    provider.on('status', ({ status }) => {
      if (this.current.connection === 'refused') return
      if (status === 'connected') this.update({ connection: 'online' })
      else if (status === 'disconnected') this.update({ connection: 'offline' })
    })
    provider.on('connection-error', () => {
      if (this.current.connection === 'connecting') this.update({ connection: 'offline' })
    })
    provider.on('sync', (synced) => {
      if (synced) this.update({ loaded: true })
    })
    provider.on('closed', ({ code, reason }) => this.refused(code, reason))
    this.quietAwareness()
  }

  /** y-websocket sends on what it hears of others: with n people, n² frames for each movement. */
  private quietAwareness(): void {
    const { provider, awareness } = this
    awareness.off('update', provider._awarenessUpdateHandler)
    provider._awarenessUpdateHandler = (
      { added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>,
      origin: unknown,
    ) => {
      const client = awareness.clientID
      if (origin === provider || ![...added, ...updated, ...removed].includes(client)) return
      const socket = provider.ws
      if (!provider.wsconnected || socket?.readyState !== WebSocket.OPEN) return
      const clock = awareness.meta.get(client)?.clock ?? 0
      const state = JSON.stringify(awareness.getLocalState())
      socket.send(awarenessFrame([{ client, clock, state }]))
    }
    awareness.on('update', provider._awarenessUpdateHandler)
  }

  private refused(code: number, reason: string): void {
    this.provider.disconnect()
    const { awareness } = this
    const others = [...awareness.getStates().keys()].filter((id) => id !== awareness.clientID)
    removeAwarenessStates(awareness, others, this)
    if (endsOfflineCopy(code)) this.copy?.remove()
    this.update({ connection: 'refused', refusal: { code, reason } })
  }

  // ---- this side

  private readonly onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.provider || this.copy?.isOrigin(origin)) return
    this.ledger.changed()
    this.ledgerChanged()
  }

  private ledgerChanged(): void {
    const { unsent } = this.ledger
    this.copy?.remember(unsent)
    this.update({ unsent, saved: unsent === 0 })
  }

  private update(change: Partial<SaveStatus>): void {
    const next = { ...this.current, ...change }
    const keys = Object.keys(change) as (keyof SaveStatus)[]
    if (this.closed || keys.every((key) => Object.is(next[key], this.current[key]))) return
    this.current = next
    for (const listener of [...this.listeners]) listener()
  }
}

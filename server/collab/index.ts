import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import * as Y from 'yjs'
import { CloseCode } from '@/lib/collab/closeCodes'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import type { AccessListener, Auth } from '../auth'
import { isDatabaseOutage } from '../db'
import { Compactor, type Documents } from '../documents'
import { HttpError, notFound, unavailable } from '../http/errors'
import type { Log } from '../log'
import { Admission, type Admitted } from './admission'
import { Connection } from './connection'
import type { DocumentKinds } from './kinds'
import { NoDocumentError, Registry } from './registry'
import { Reviews } from './reviews'

export type { DocumentKindRules, DocumentKinds } from './kinds'

const TICK_MS = 1_000
/** How long whoever changes something through the server waits for it to be durable. */
const EDIT_MS = 15_000
/** How long shutting down waits for the database to take what is not stored. */
const FLUSH_MS = 5_000

export interface CollabParts {
  documents: Documents
  auth: Auth
  kinds: DocumentKinds
  /** The file of the compaction thread, and where it finds the database. */
  compactWorker: URL
  connection: pg.ClientConfig
  /** False while another process may hold the database. */
  mayWrite(): boolean
  log: Log
  publicUrl: string | undefined
}

/** Edits documents together: y-websocket's wire, our rights, and nothing acknowledged that can be lost. */
export class Collab {
  private readonly sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: COLLAB_LIMITS.payloadBytes,
  })
  private readonly connections = new Set<Connection>()
  private readonly compactor: Compactor
  private readonly registry: Registry
  private readonly admission: Admission
  private readonly reviews: Reviews
  private readonly ticks: NodeJS.Timeout
  private isClosing = false

  constructor(private readonly parts: CollabParts) {
    const { documents, auth, kinds, log, publicUrl } = parts
    this.compactor = new Compactor(parts.compactWorker, parts.connection)
    this.admission = new Admission(auth, documents, kinds, publicUrl)
    this.registry = new Registry(
      documents,
      kinds,
      {
        append: (id, updates) => documents.append(id, updates),
        mayWrite: parts.mayWrite,
        compactor: this.compactor,
        left: (connection) => void this.connections.delete(connection),
      },
      log,
    )
    this.reviews = new Reviews({
      auth,
      admission: this.admission,
      log,
      connections: this.connections,
      roleChanged: (connection) =>
        this.registry.find(connection.documentId)?.roleChanged(connection),
    })
    this.ticks = setInterval(() => this.tick(), TICK_MS)
  }

  /** For upgrades below /collab/. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.open(req, socket, head).catch((error: unknown) => this.refuse(socket, error))
  }

  /** Looks anew at what these people may do; called by itself when `auth` tells of a change. */
  reviewAccess(who: Parameters<AccessListener>[0]): void {
    this.reviews.accessChanged(who)
  }

  /**
   * A change of the server's own, among those of the people who edit. Resolves once it is durable.
   * @param userId whom it is done for
   * @throws HttpError 404 when there is no such document, 503 when it cannot be stored now
   */
  async edit(
    documentId: number,
    origin: string,
    change: (doc: Y.Doc) => void,
    userId: number | null = null,
  ): Promise<void> {
    const { live, release } = await this.use(documentId)
    try {
      if (!(await soon(live.edit(origin, change, userId)))) throw notFound('The document')
    } finally {
      release()
    }
  }

  /** A copy of what the document holds now. */
  async read(documentId: number): Promise<Y.Doc> {
    const { live, release } = await this.use(documentId)
    try {
      const copy = new Y.Doc()
      Y.applyUpdate(copy, Y.encodeStateAsUpdate(live.doc))
      return copy
    } finally {
      release()
    }
  }

  /** With an id: sends away whoever edits the document, which was deleted. Without: shuts down. */
  async close(documentId?: number, code: CloseCode = CloseCode.NOT_FOUND): Promise<void> {
    if (documentId === undefined) return this.shutDown()
    const live = this.registry.find(documentId)
    if (live) this.registry.drop(live, code, 'the document was deleted')
    for (const connection of [...this.connections]) {
      if (connection.documentId === documentId) connection.close(code, 'the document was deleted')
    }
  }

  private async shutDown(): Promise<void> {
    this.isClosing = true
    clearInterval(this.ticks)
    this.reviews.close()
    for (const connection of this.connections) connection.hold()
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise((resolve) => (timer = setTimeout(resolve, FLUSH_MS)))
    const documents = [...this.registry.loaded()]
    await Promise.race([Promise.all(documents.map((live) => live.flushed())), patience])
    clearTimeout(timer)
    for (const connection of [...this.connections]) {
      connection.close(CloseCode.RESTARTING, 'the server stops')
    }
    for (const live of documents) live.dispose()
    await this.compactor.close()
  }

  // ---- sockets

  private async open(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (this.isClosing) throw unavailable('The server stops.')
    const verdict = await this.reviews.current(() => this.admission.decide(req))
    if (this.isClosing) throw unavailable('The server stops.')
    if (socket.destroyed) return
    this.sockets.handleUpgrade(req, socket, head, (ws) => {
      if ('code' in verdict) {
        ws.on('error', () => ws.terminate())
        ws.close(verdict.code, verdict.reason)
      } else void this.welcome(ws, req, verdict)
    })
  }

  private async welcome(ws: WebSocket, req: IncomingMessage, admitted: Admitted): Promise<void> {
    const connection = new Connection(ws, { ...admitted, request: { headers: req.headers } })
    const release = connection.hold()
    if (this.isCrowded(connection)) {
      connection.close(CloseCode.TRY_LATER, 'too many are here')
      return
    }
    this.connections.add(connection)
    ws.once('close', () => this.connections.delete(connection))
    try {
      const { live, release: leave } = await this.registry.use(admitted.documentId)
      ws.once('close', leave)
      if (connection.isOver || ws.readyState !== ws.OPEN) return leave()
      connection.attach(live)
      live.join(connection)
    } catch (error) {
      this.connections.delete(connection)
      if (error instanceof NoDocumentError) {
        return connection.close(CloseCode.NOT_FOUND, 'the document was deleted')
      }
      if (isDatabaseOutage(error)) this.parts.log.debug(`loading a document: ${String(error)}`)
      else this.parts.log.error(`loading document ${admitted.documentId}`, error)
      connection.close(CloseCode.TRY_LATER, 'the document cannot be loaded at the moment')
    } finally {
      release()
    }
  }

  private isCrowded({ documentId, principal }: Connection): boolean {
    let inDocument = 0
    let ofCredential = 0
    for (const other of this.connections) {
      if (other.documentId === documentId) inDocument++
      const { kind, id } = other.principal.credential
      if (kind === principal.credential.kind && id === principal.credential.id) ofCredential++
    }
    return (
      inDocument >= COLLAB_LIMITS.socketsPerDocument ||
      ofCredential >= COLLAB_LIMITS.socketsPerCredential
    )
  }

  private refuse(socket: Duplex, error: unknown): void {
    const known =
      error instanceof HttpError
        ? error
        : isDatabaseOutage(error)
          ? unavailable('The database is not available.')
          : undefined
    if (!known) this.parts.log.error('opening a collaboration socket', error)
    const status = known?.status ?? 500
    socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  }

  private tick(): void {
    const now = Date.now()
    for (const connection of this.connections) connection.tick(now)
    for (const live of this.registry.loaded()) live.sweep()
  }

  private async use(documentId: number) {
    try {
      return await this.registry.use(documentId)
    } catch (error) {
      throw error instanceof NoDocumentError ? notFound('The document') : error
    }
  }
}

/** Most wait no longer than a person would; what was begun goes on. */
async function soon<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_resolve, reject) => {
    const late = unavailable(
      'The change cannot be stored now. It will be once the database is back.',
    )
    timer = setTimeout(() => reject(late), EDIT_MS)
  })
  try {
    return await Promise.race([work, patience])
  } finally {
    clearTimeout(timer)
  }
}

// Clients of the collaboration server: y-websocket's own, as anybody may use them, and one that
// decides every byte.
import path from 'node:path'
import * as decoding from 'lib0/decoding'
import pg from 'pg'
import WebSocket from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as OldProvider } from 'y-websocket-2'
import * as Y from 'yjs'
import {
  type Ack,
  type AwarenessEntry,
  type DocumentRole,
  isCounted,
  MessageType,
  readAck,
  readAwareness,
  readRole,
  syncFrame,
  SyncType,
} from '@/lib/collab/wire'
import { newWorkspaceDoc, WORKSPACE_ROOTS } from '@/lib/workspace/document'
import { Compactor, type Roots, type StoredDocument } from '@/server/documents'
import { Documents } from '@/server/documents'
import { PrismaClient, readInt8AsNumber } from '@/server/db'
import { PrismaPg } from '@prisma/adapter-pg'
import type { TestServer } from './server'
import { until } from './until'
import { authorization, type Target, WandbRun } from './wandbClient'

readInt8AsNumber()

type Place = Pick<TestServer, 'databaseUrl' | 'dataDir'>

export function databaseOf(server: Place): pg.ClientConfig {
  if (server.databaseUrl) return { connectionString: server.databaseUrl }
  const host = path.join(server.dataDir, 'postgres', 'socket')
  return { host, user: 'runroom', database: 'runroom' }
}

export async function query<T extends pg.QueryResultRow>(
  server: Place,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client(databaseOf(server))
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** The documents of a server, beside the server. */
export async function withDocuments<T>(
  server: Place,
  work: (documents: Documents, prisma: PrismaClient) => Promise<T>,
): Promise<T> {
  const config = databaseOf(server)
  const pool = new pg.Pool({ ...config, max: 1 })
  const prisma = new PrismaClient({ adapter: new PrismaPg({ ...config, max: 1 } as pg.PoolConfig) })
  try {
    return await work(new Documents(prisma, pool), prisma)
  } finally {
    await prisma.$disconnect()
    await pool.end()
  }
}

/** A document of a project, which is made if need be, seeded by `seed`. */
export async function addDocument(
  server: Place,
  owner: Target,
  place: { entity?: string; project: string },
  seed: (doc: Y.Doc) => void = () => {},
): Promise<number> {
  await WandbRun.start(owner, place)
  const doc = newWorkspaceDoc()
  seed(doc)
  return withDocuments(server, async (documents, prisma) => {
    const entity = place.entity ? { name: place.entity } : {}
    const project = await prisma.project.findFirstOrThrow({
      where: { name: place.project, entity },
    })
    return prisma.$transaction((tx) =>
      documents.create(tx, 'WORKSPACE', project.id, Y.encodeStateAsUpdate(doc)),
    )
  })
}

/** What the database says the document is. */
export async function loadStored(server: Place, id: number): Promise<StoredDocument> {
  const stored = await withDocuments(server, (documents) => documents.load(id))
  if (!stored) throw new Error(`there is no document ${id}`)
  return stored
}

/** Compacts as the server does, in a thread of its own. */
export async function compact(
  server: Place,
  id: number,
  roots: Roots = WORKSPACE_ROOTS,
): Promise<void> {
  const worker = new URL('../../dist/server/compactWorker.js', import.meta.url)
  const compactor = new Compactor(worker, databaseOf(server))
  try {
    await compactor.compact({ documentId: id, roots })
  } finally {
    await compactor.close()
  }
}

export function collabUrl(server: { url: string }): string {
  return `${server.url.replace('http', 'ws')}/collab`
}

/** A WebSocket that says who it is, as a browser's cookie would. */
function socketOf(target: Target): typeof globalThis.WebSocket {
  class AuthorizedSocket extends WebSocket {
    constructor(url: string, protocols?: string | string[]) {
      super(url, protocols, { headers: { authorization: authorization(target.apiKey) } })
    }
  }
  return AuthorizedSocket as unknown as typeof globalThis.WebSocket
}

export interface VanillaClient {
  doc: Y.Doc
  provider: WebsocketProvider
  /** Breaks the line, as a network does; the client connects again by itself. */
  cut(): void
  destroy(): void
}

export function vanillaClient(
  target: Target,
  documentId: number,
  options: {
    version?: 2 | 3
    connect?: boolean
    params?: Record<string, string>
    doc?: Y.Doc
  } = {},
): VanillaClient {
  const doc = options.doc ?? newWorkspaceDoc()
  const Provider = (
    options.version === 2 ? OldProvider : WebsocketProvider
  ) as typeof WebsocketProvider
  const provider = new Provider(collabUrl(target), String(documentId), doc, {
    WebSocketPolyfill: socketOf(target),
    disableBc: true,
    connect: options.connect ?? true,
    params: options.params ?? {},
  })
  return {
    doc,
    provider,
    cut() {
      ;(provider.ws as unknown as WebSocket | null)?.terminate()
    },
    destroy() {
      provider.destroy()
      doc.destroy()
    },
  }
}

export async function whenSynced(client: VanillaClient): Promise<void> {
  await until('the client to be in step', () => client.provider.synced)
}

/** All that two documents hold, deletions included. */
export function isSame(a: Y.Doc, b: Y.Doc): boolean {
  return Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))
}

export interface Closed {
  code: number
  reason: string
}

/** A client that sends what it is told, and keeps what it hears. */
export class RawClient {
  readonly acks: Ack[] = []
  readonly roles: DocumentRole[] = []
  readonly awareness: AwarenessEntry[] = []
  readonly rejections: Uint8Array[] = []
  /** State vectors it was asked with. */
  readonly asked: Uint8Array[] = []
  frames = 0
  hasStep2 = false
  closed: Closed | undefined
  /** Answers the server's question for what this client has, as every client must. */
  onAsked: (stateVector: Uint8Array) => void = (stateVector) =>
    this.send(syncFrame(SyncType.STEP2, Y.encodeStateAsUpdate(this.doc, stateVector)))
  /** Frames sent that the server acknowledges. */
  counted = 0
  onAck: ((ack: Ack) => void) | undefined

  private constructor(
    readonly socket: WebSocket,
    /** Filled with what comes. */
    readonly doc: Y.Doc,
  ) {
    socket.on('message', (data) => this.hear(data as Buffer))
    socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }))
  }

  /** Rejects with the HTTP status of a handshake that was refused. */
  static open(
    target: Partial<Target> & { url: string },
    documentId: number | string,
    options: {
      query?: string
      headers?: Record<string, string>
      doc?: Y.Doc
      /** Before anything is heard. */
      prepare?: (client: RawClient) => void
    } = {},
  ): Promise<RawClient> {
    const headers = {
      ...(target.apiKey ? { authorization: authorization(target.apiKey) } : {}),
      ...options.headers,
    }
    const address = `${collabUrl(target)}/${documentId}${options.query ?? '?ack=1'}`
    const socket = new WebSocket(address, { headers })
    const client = new RawClient(socket, options.doc ?? newWorkspaceDoc())
    return new Promise((resolve, reject) => {
      socket.once('open', () => {
        options.prepare?.(client)
        resolve(client)
      })
      socket.once('unexpected-response', (_req, res) => {
        reject(new Error(`HTTP ${res.statusCode}`))
        socket.terminate()
      })
      socket.on('error', reject)
    })
  }

  send(frame: Uint8Array | string): void {
    if (typeof frame !== 'string' && isCounted(frame)) this.counted++
    this.socket.send(frame)
  }

  sendUpdate(update: Uint8Array): void {
    this.send(syncFrame(SyncType.UPDATE, update))
  }

  /** Asks for the document; resolves when it is there. */
  async sync(): Promise<void> {
    this.hasStep2 = false
    this.send(syncFrame(SyncType.STEP1, Y.encodeStateVector(this.doc)))
    await until('step 2', () => this.hasStep2)
  }

  /** Sends a change of its own document as an update, and resolves with it. */
  change(work: (doc: Y.Doc) => void): Uint8Array {
    const before = Y.encodeStateVector(this.doc)
    this.doc.transact(() => work(this.doc))
    const update = Y.encodeStateAsUpdate(this.doc, before)
    this.sendUpdate(update)
    return update
  }

  /** Of all that was sent so far, unless a number is given. */
  whenAcked(frames = this.counted): Promise<Ack> {
    return until(`the ack of ${frames} frames`, () => {
      const last = this.acks.at(-1)
      return last && last.frames >= frames && last
    })
  }

  whenClosed(): Promise<Closed> {
    return until('the socket to be closed', () => this.closed)
  }

  close(): void {
    this.socket.terminate()
  }

  private hear(data: Uint8Array): void {
    this.frames++
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === MessageType.SYNC) {
      const kind = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (kind === SyncType.STEP1) {
        this.asked.push(payload)
        this.onAsked(payload)
      } else {
        Y.applyUpdate(this.doc, payload, this)
        if (kind === SyncType.STEP2) this.hasStep2 = true
      }
    } else if (type === MessageType.AWARENESS) {
      this.awareness.push(...readAwareness(decoding.readVarUint8Array(decoder)))
    } else if (type === MessageType.ACK) {
      const ack = readAck(decoder)
      this.acks.push(ack)
      this.onAck?.(ack)
    } else if (type === MessageType.ROLE) this.roles.push(readRole(decoder))
    else if (type === MessageType.AUTH) this.rejections.push(data)
  }
}

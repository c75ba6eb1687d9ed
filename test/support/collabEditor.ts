// Somebody who edits a workspace at random, is cut off, and remembers what was acknowledged to them.
import * as Y from 'yjs'
import { syncFrame, SyncType } from '@/lib/collab/wire'
import {
  newWorkspaceDoc,
  rootOf,
  WORKSPACE_ROOTS,
  type WorkspaceRoot,
} from '@/lib/workspace/document'
import { removeRecord, setField } from '@/lib/workspace/records'
import { isFinal } from '@/lib/collab/closeCodes'
import { type Closed, RawClient } from './collab'
import { until } from './until'
import { WorkspaceActor } from './workspaceActor'
import type { Target } from './wandbClient'

const ROOTS = Object.keys(WORKSPACE_ROOTS) as WorkspaceRoot[]
const FIELDS = [['title'], ['at', 'x'], ['at', 'y'], ['smoothing'], ['keys']]

interface Sent {
  /** Counts on over all connections. */
  nth: number
  connection: RawClient
  frame: number
  own: string
  stateVector: Uint8Array
}

export class Editor {
  readonly doc = newWorkspaceDoc()
  private readonly actor = new WorkspaceActor(this.doc)
  private client: RawClient | undefined
  private wanted = false
  private connecting = false
  /** Final refusals: an honest client never gets one. */
  readonly refusals: Closed[] = []
  private frames = 0
  /** Frame of the first answer to the server: only from it on an ack speaks of everything before. */
  private answered = 0
  private nth = 0
  /** From the last that was acknowledged on; what came after may be durable too. */
  private sent: Sent[] = []
  /** What was acknowledged last, on whichever connection. */
  private acked: Sent | undefined
  private edits = 0

  constructor(
    private readonly target: () => Target,
    private readonly documentId: number,
    readonly name: string,
    private readonly random: () => number,
  ) {
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin instanceof RawClient || !this.client) return
      this.count(this.client)
      this.client.sendUpdate(update)
    })
  }

  get isOnline(): boolean {
    return this.client !== undefined
  }

  /** Connects, and again whenever the line breaks, until `leave`. */
  join(): void {
    this.wanted = true
    if (this.client || this.connecting) return
    this.connecting = true
    void this.connect().finally(() => (this.connecting = false))
  }

  leave(): void {
    this.wanted = false
    this.client?.close()
    this.client = undefined
  }

  /** Comes back by itself, unless it has left. */
  cut(): void {
    this.client?.close()
  }

  /**
   * Changes one thing: as people do, or in records of its own, which nobody else touches, so that
   * what is missing can be told.
   */
  edit(): void {
    const { random } = this
    if (random() < 0.5) {
      this.actor.act(Math.floor(random() * 1000), Math.floor(random() * 1000))
      return
    }
    const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
    const map = rootOf(this.doc, pick(ROOTS))
    const id = random() < 0.4 ? `${this.name}-${pick([0, 1, 2])}` : `shared-${pick([0, 1, 2, 3])}`
    const value = `${this.name} ${++this.edits}`
    this.doc.transact(() => {
      if (random() < 0.15) removeRecord(map, id)
      else setField(map, id, pick(FIELDS), random() < 0.1 ? undefined : value)
      if (random() < 0.2) setField(map, id, ['keys'], [value, { of: this.name }])
    })
  }

  /** Everything this editor did is acknowledged. */
  async allAcked(): Promise<void> {
    await until(`${this.name} to be acknowledged`, () => {
      const last = this.sent.at(-1)
      return this.client && this.answered > 0 && last && this.acked === last
    })
  }

  /** What of the acknowledged is missing in a document that was loaded; undefined when nothing is. */
  missingIn(doc: Y.Doc): string | undefined {
    const { acked } = this
    if (!acked) return undefined
    const there = Y.decodeStateVector(Y.encodeStateVector(doc))
    for (const [client, clock] of Y.decodeStateVector(acked.stateVector)) {
      if ((there.get(client) ?? 0) < clock) return `${this.name}: clock ${clock} of ${client}`
    }
    // What came after may be there or not; deletions show in no state vector.
    const own = this.own(doc)
    const fits = this.sent.some((sent) => sent.nth >= acked.nth && sent.own === own)
    return fits ? undefined : `${this.name}: ${own}`
  }

  private async connect(): Promise<void> {
    while (this.wanted) {
      const client = await RawClient.open(this.target(), this.documentId, {
        doc: this.doc,
        prepare: (opened) => this.begin(opened),
      }).catch(() => undefined)
      if (client) {
        if (!this.wanted) client.close()
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }

  private begin(client: RawClient): void {
    this.client = client
    this.frames = 0
    this.answered = 0
    client.onAsked = (stateVector) => {
      if (this.client !== client) return
      this.count(client)
      if (this.answered === 0) this.answered = this.frames
      client.send(syncFrame(SyncType.STEP2, Y.encodeStateAsUpdate(this.doc, stateVector)))
    }
    client.onAck = ({ frames }) => {
      if (this.client !== client || this.answered === 0 || frames < this.answered) return
      const at = this.sent.findIndex((sent) => sent.connection === client && sent.frame === frames)
      this.acked = this.sent[at]
      this.sent.splice(0, at)
    }
    client.socket.once('close', () => {
      if (client.closed && isFinal(client.closed.code)) this.refusals.push(client.closed)
      if (this.client !== client) return
      this.client = undefined
      if (this.wanted) this.join()
    })
    client.socket.on('error', () => {})
    client.send(syncFrame(SyncType.STEP1, Y.encodeStateVector(this.doc)))
  }

  private count(connection: RawClient): void {
    const [nth, frame] = [++this.nth, ++this.frames]
    const stateVector = Y.encodeStateVector(this.doc)
    this.sent.push({ nth, connection, frame, own: this.own(this.doc), stateVector })
  }

  /** The records only this editor changes. */
  private own(doc: Y.Doc): string {
    const prefix = `${this.name}-`
    return JSON.stringify(
      ROOTS.map((root) =>
        [...rootOf(doc, root).entries()]
          .filter(([key]) => key.startsWith(prefix))
          .sort(([a], [b]) => (a < b ? -1 : 1)),
      ),
    )
  }
}

import * as Y from 'yjs'
import type { Ack } from '@/lib/collab/wire'

/**
 * Which of the person's changes are durable. The server says how many frames of a connection are;
 * here stands which changes those frames carried.
 */
export class SaveLedger {
  /** Changes so far, those of an earlier page included. */
  private changes = 0
  private durable = 0
  private frames = 0
  /** The answer to the server's question carries everything; frames before it only themselves. */
  private answered = false
  private readonly onTheWay: { frame: number; changes: number }[] = []

  constructor(private readonly doc: Y.Doc) {}

  get unsent(): number {
    return this.changes - this.durable
  }

  /** What an earlier page left behind. Before the first connection: the first answer carries it. */
  found(unsent: number): void {
    this.changes += unsent
  }

  changed(): void {
    this.changes++
  }

  connected(): void {
    this.frames = 0
    this.answered = false
    this.onTheWay.length = 0
  }

  sent(kind: 'step2' | 'update'): void {
    this.frames++
    if (kind === 'step2') this.answered = true
    if (this.answered) this.onTheWay.push({ frame: this.frames, changes: this.changes })
  }

  acknowledged({ frames, stateVector }: Ack): void {
    let carried = this.durable
    while (this.onTheWay.length > 0 && this.onTheWay[0]!.frame <= frames) {
      carried = this.onTheWay.shift()!.changes
    }
    // Nothing is called saved that the server does not name.
    if (carried === this.changes && !covers(stateVector, this.doc)) return
    this.durable = Math.max(this.durable, carried)
  }
}

function covers(stateVector: Uint8Array, doc: Y.Doc): boolean {
  const there = Y.decodeStateVector(stateVector)
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(doc))) {
    if ((there.get(client) ?? 0) < clock) return false
  }
  return true
}

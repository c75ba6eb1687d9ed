import { CloseCode } from '@/lib/collab/closeCodes'
import type { Documents } from '../documents'
import type { Log } from '../log'
import type { DocumentKinds } from './kinds'
import { LiveDocument, type LiveDocumentParts } from './liveDocument'

const IDLE_MS = 20_000

/** There is no such document. */
export class NoDocumentError extends Error {}

interface Entry {
  ready: Promise<LiveDocument>
  live: LiveDocument | undefined
  /** How many need it now; nobody's document stays in memory for long. */
  users: number
  idleTimer: NodeJS.Timeout | undefined
}

/**
 * The documents in memory, each once: two of one document would be two writers. One that leaves
 * memory has stored all it has before it may be loaded again.
 */
export class Registry {
  private readonly entries = new Map<number, Entry>()
  private readonly leaving = new Map<number, Promise<void>>()

  constructor(
    private readonly documents: Documents,
    private readonly kinds: DocumentKinds,
    private readonly parts: Pick<LiveDocumentParts, 'append' | 'mayWrite' | 'compactor' | 'left'>,
    private readonly log: Log,
  ) {}

  /** Those that are loaded. */
  *loaded(): Generator<LiveDocument> {
    for (const { live } of this.entries.values()) if (live) yield live
  }

  find(id: number): LiveDocument | undefined {
    return this.entries.get(id)?.live
  }

  /** Loads it if need be. Call the release that comes with it, once. */
  async use(id: number): Promise<{ live: LiveDocument; release: () => void }> {
    const entry = this.entries.get(id) ?? this.open(id)
    entry.users++
    clearTimeout(entry.idleTimer)
    let used = true
    const release = () => {
      if (!used) return
      used = false
      entry.users--
      this.leaveSoon(id, entry)
    }
    try {
      return { live: await entry.ready, release }
    } catch (error) {
      release()
      throw error
    }
  }

  private open(id: number): Entry {
    const ready = this.load(id)
    const entry: Entry = { ready, live: undefined, users: 0, idleTimer: undefined }
    this.entries.set(id, entry)
    ready.then(
      (live) => (entry.live = live),
      () => {
        // What could not be loaded is asked for anew by the next: never an empty one in its place.
        if (this.entries.get(id) === entry) this.entries.delete(id)
      },
    )
    return entry
  }

  private async load(id: number): Promise<LiveDocument> {
    await this.leaving.get(id)
    const [facts, stored] = await Promise.all([this.documents.find(id), this.documents.load(id)])
    if (!facts || !stored) throw new NoDocumentError(`document ${id} does not exist`)
    return new LiveDocument(id, this.kinds[facts.kind], stored, {
      ...this.parts,
      log: this.log,
      gone: (live) => this.drop(live, CloseCode.NOT_FOUND, 'the document was deleted'),
      spoiled: (live) => this.retire(live),
    })
  }

  private leaveSoon(id: number, entry: Entry): void {
    if (entry.users > 0 || this.entries.get(id) !== entry) return
    clearTimeout(entry.idleTimer)
    entry.idleTimer = setTimeout(() => void this.leave(id, entry), IDLE_MS)
    entry.idleTimer.unref()
  }

  private async leave(id: number, entry: Entry): Promise<void> {
    const { live } = entry
    if (!live) return
    await live.flushed()
    // Somebody may have come, or the server itself may have changed something, meanwhile.
    if (entry.users > 0 || this.entries.get(id) !== entry) return
    if (!live.isIdle) return this.leaveSoon(id, entry)
    this.entries.delete(id)
    live.dispose()
    live.compactIdle()
    this.log.debug(`document ${id} left memory`)
  }

  /** What is in memory is wrong: everybody comes back to what is stored. */
  private retire(live: LiveDocument): void {
    const { id } = live
    if (this.find(id) !== live) return
    clearTimeout(this.entries.get(id)?.idleTimer)
    this.entries.delete(id)
    live.closeConnections(CloseCode.TRY_LATER, 'the document is loaded anew')
    const left = live.flushed().then(() => {
      live.dispose()
      if (this.leaving.get(id) === left) this.leaving.delete(id)
    })
    this.leaving.set(id, left)
  }

  /** Ends it without storing anything more. */
  drop(live: LiveDocument, code: CloseCode, reason: string): void {
    const entry = this.entries.get(live.id)
    if (entry?.live === live) {
      clearTimeout(entry.idleTimer)
      this.entries.delete(live.id)
    }
    live.closeConnections(code, reason)
    live.dispose()
  }
}

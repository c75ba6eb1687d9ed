import { clearDocument, IndexeddbPersistence } from 'y-indexeddb'
import type * as Y from 'yjs'

const PREFIX = 'runroom-document'
const UNSENT = 'unsent'
const OPEN_MS = 3_000

const nameOf = (userKey: string, documentId: number) =>
  `${PREFIX}/${encodeURIComponent(userKey)}/${documentId}`

/**
 * What this browser keeps of a document for one person. It holds changes and nothing of who is
 * connected: two pages with one client id would write two things under one number.
 */
export class OfflineCopy {
  private readonly name: string
  private store: IndexeddbPersistence | undefined
  private closed = false
  private remembered = 0

  constructor(
    userKey: string,
    documentId: number,
    private readonly doc: Y.Doc,
  ) {
    this.name = nameOf(userKey, documentId)
  }

  /** Whether a change of the document came from here. */
  isOrigin(origin: unknown): boolean {
    return this.store !== undefined && origin === this.store
  }

  /** Brings what is kept into the document, and keeps what comes from then on. */
  async load(): Promise<{ unsent: number; found: boolean }> {
    const nothing = { unsent: 0, found: false }
    // Private windows and full disks have no database; the page works without.
    if (!(await hasDatabase()) || this.closed) return nothing
    const store = (this.store = new IndexeddbPersistence(this.name, this.doc))
    let timer: ReturnType<typeof setTimeout> | undefined
    const patience = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('the browser does not open its database')), OPEN_MS)
    })
    // A page that was closed meanwhile hears nothing more of it, and forgets this promise.
    await Promise.race([store.whenSynced, patience]).finally(() => clearTimeout(timer))
    const unsent: unknown = await store.get(UNSENT)
    const found = this.doc.store.clients.size > 0
    this.remembered = typeof unsent === 'number' ? unsent : 0
    return { unsent: this.remembered, found }
  }

  /** For the next page: how many changes may still have to go out. */
  remember(unsent: number): void {
    if (unsent === this.remembered || !this.store || this.closed) return
    this.remembered = unsent
    this.store.set(UNSENT, unsent).catch(() => {})
  }

  close(): void {
    this.closed = true
    void this.store?.destroy()
  }

  /** Nobody may find it here any more. */
  remove(): void {
    this.closed = true
    const gone = this.store ? this.store.destroy() : Promise.resolve()
    void gone.then(() => clearDocument(this.name)).catch(() => {})
  }
}

function hasDatabase(): Promise<boolean> {
  return new Promise((resolve) => {
    if (typeof indexedDB === 'undefined') return resolve(false)
    // Not the copy's own name: what is opened first without its stores never gets them.
    const asked = indexedDB.open(`${PREFIX}/probe`)
    asked.onsuccess = () => {
      asked.result.close()
      resolve(true)
    }
    asked.onerror = () => resolve(false)
  })
}

/** Removes every copy of a person's, as when they sign out. */
export async function removeOfflineCopies(userKey: string): Promise<void> {
  if (typeof indexedDB === 'undefined' || !indexedDB.databases) return
  const prefix = `${PREFIX}/${encodeURIComponent(userKey)}/`
  for (const { name } of await indexedDB.databases()) {
    if (name?.startsWith(prefix)) await clearDocument(name)
  }
}

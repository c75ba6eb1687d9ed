import type * as Y from 'yjs'
import { OWN_CHANGE } from './document'

const LABEL = 'runroom label'

/** One step of the person's undo, with the words that say what it did: `Moved “loss”`. */
export function change(doc: Y.Doc, label: string, work: () => void): void {
  doc.transact((transaction) => {
    transaction.meta.set(LABEL, label)
    work()
  }, OWN_CHANGE)
}

/** Changes of how a person looks at a view, not of the view: undo passes them by. */
export function changeAside(doc: Y.Doc, work: () => void): void {
  doc.transact(work, ASIDE)
}
const ASIDE = Symbol('aside')

/** What a transaction was called, if it was called anything. */
export function labelOf(transaction: Y.Transaction): string | undefined {
  const label: unknown = transaction.meta.get(LABEL)
  return typeof label === 'string' ? label : undefined
}

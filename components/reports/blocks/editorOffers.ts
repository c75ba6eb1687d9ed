/** What React offers to plugins of the editor, which are made before it renders. */
import type { Editor } from '@tiptap/core'
import type { PastedAddress } from '@/lib/reports/pastedAddress'
import type { InsertItem } from './insertItems'
import type { PastedChoice } from './pastedChoices'

export interface EditorOffers {
  inserts: readonly InsertItem[]
  /** What an address may become, the best first; none of addresses that stay what they are. */
  pasted: (address: PastedAddress) => readonly PastedChoice[]
}

const offers = new WeakMap<Editor, EditorOffers>()

export function offer(editor: Editor, offered: EditorOffers): () => void {
  offers.set(editor, offered)
  return () => void offers.delete(editor)
}

export const offersOf = (editor: Editor): EditorOffers | undefined => offers.get(editor)

/** Blocks of the text that show what records hold: where they are, and putting them there. */
import * as Y from 'yjs'
import { contentOf } from './document'

/** Nodes by the attribute that says whose they are. */
const OWNERS = { panelGrid: 'gridId', runSet: 'runSetId' } as const
export type RecordBlock = keyof typeof OWNERS

export const isRecordBlock = (type: string): type is RecordBlock => Object.hasOwn(OWNERS, type)

export interface FoundBlock {
  element: Y.XmlElement
  parent: Y.XmlFragment
  type: RecordBlock
  /** Empty when it has none. */
  id: string
}

/** Every such block, in the order of the text, however deep. */
export function findBlocks(doc: Y.Doc): FoundBlock[] {
  const found: FoundBlock[] = []
  const visit = (parent: Y.XmlFragment) => {
    for (const element of parent.toArray() as unknown[]) {
      if (!(element instanceof Y.XmlElement)) continue
      const type = element.nodeName
      if (isRecordBlock(type)) {
        const id: unknown = element.getAttribute(OWNERS[type])
        found.push({ element, parent, type, id: typeof id === 'string' ? id : '' })
      } else visit(element)
    }
  }
  visit(contentOf(doc))
  return found
}

/** Takes an entry out of the list it is in. */
export function deleteChild(parent: Y.XmlFragment, child: unknown): void {
  const at = (parent.toArray() as unknown[]).indexOf(child)
  if (at >= 0) parent.delete(at, 1)
}

/** In a change of the caller's; @param at before which block of the text, its end if there is none */
export function insertBlock(doc: Y.Doc, type: RecordBlock, id: string, at: number): void {
  const content = contentOf(doc)
  const element = new Y.XmlElement(type)
  element.setAttribute(OWNERS[type], id)
  content.insert(Math.max(0, Math.min(content.length, at)), [element])
}

/** In a change of the caller's: wherever the record is shown, it no longer is. */
export function removeBlocks(doc: Y.Doc, type: RecordBlock, id: string): void {
  for (const found of findBlocks(doc)) {
    if (found.type === type && found.id === id) deleteChild(found.parent, found.element)
  }
}

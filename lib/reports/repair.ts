/**
 * What merging can leave, put right: a pure function of the document, the same on every replica, and
 * without effect on what is in order. Records that nothing shows are left alone: the block that
 * shows them may be on its way, and until then they are offered to be placed.
 */
import * as Y from 'yjs'
import { deleteChild, findBlocks } from './blocks'
import { writeNodes } from './content'
import { contentOf } from './document'
import { readGrids } from './grids'
import { readRunSets } from './runSets'

/** In a transaction of the caller's. */
export function repairReport(doc: Y.Doc): void {
  const content = contentOf(doc)
  removeForeign(content)
  removeStrayBlocks(doc)
  // An editor shows an empty text as a paragraph; one of its own in every browser would be many.
  if (content.length === 0) content.insert(0, writeNodes([{ type: 'paragraph' }]))
}

/** What no editor can build a node of, and all would have to agree to overlook. */
function removeForeign(parent: Y.XmlFragment): void {
  for (const child of parent.toArray() as unknown[]) {
    if (child instanceof Y.XmlElement) removeForeign(child)
    else if (!(child instanceof Y.XmlText)) deleteChild(parent, child)
  }
}

/** Blocks that show nothing, and the later ones of two that show the same grid. */
function removeStrayBlocks(doc: Y.Doc): void {
  const { grids } = readGrids(doc)
  const runSets = new Set(readRunSets(doc).map(({ id }) => id))
  const shown = new Set<string>()
  for (const { element, parent, type, id } of findBlocks(doc)) {
    const stays = type === 'panelGrid' ? grids.has(id) && !shown.has(id) : runSets.has(id)
    if (!stays) deleteChild(parent, element)
    else if (type === 'panelGrid') shown.add(id)
  }
}

/**
 * What an update says, before anything of it is applied. Yjs takes whatever it can decode: roots
 * nobody knows, entries in a map that are of a list, types within types without end, other content
 * under a number that is taken. All of that would stay in the document for good.
 */
import { equalityDeep } from 'lib0/function'
import * as Y from 'yjs'
import { CloseCode } from '@/lib/collab/closeCodes'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import type { Roots } from '../documents'

/** The socket that sent it is to be closed. */
export class RefusedUpdate extends Error {
  constructor(
    readonly code: CloseCode,
    reason: string,
  ) {
    super(reason)
  }
}

type Decoded = ReturnType<typeof Y.decodeUpdate>
type Struct = Decoded['structs'][number]
type DeleteSet = Decoded['ds']
/** Before it is applied, an item of a root has the root's name for a parent. */
type Parent = Y.AbstractType<unknown> | Y.ID | string | null

const malformed = (reason: string) => new RefusedUpdate(CloseCode.MALFORMED, reason)

export interface Inspection {
  /** Rather than only deleting. */
  adds: boolean
  /** All it builds on, or deletes, is in the document or in the update. */
  complete: boolean
}

/**
 * @param update Yjs update in format V1
 * @throws RefusedUpdate
 */
export function inspectUpdate(update: Uint8Array, doc: Y.Doc, roots: Roots): Inspection {
  const { structs, ds } = decode(update)
  let adds = false
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (clock + struct.length > Number.MAX_SAFE_INTEGER) throw malformed('a clock without end')
    if (struct instanceof Y.Item) inspectItem(struct, roots)
    const known = Y.getState(doc.store, client)
    if (clock + struct.length > known) adds = true
    if (clock < known && struct instanceof Y.Item && contradicts(struct, known, doc)) {
      throw new RefusedUpdate(CloseCode.CONFLICT, 'other content under a number that is taken')
    }
  }
  inspectDepth(structs, doc)
  return { adds, complete: isComplete(structs, ds, doc) }
}

function decode(update: Uint8Array): Decoded {
  try {
    return Y.decodeUpdate(update)
  } catch {
    throw malformed('not an update')
  }
}

function inspectItem(item: Y.Item, roots: Roots): void {
  const parent = item.parent as Parent
  if (typeof parent === 'string') {
    const type = Object.hasOwn(roots, parent) ? roots[parent] : undefined
    if (type === undefined) throw malformed('a root that this kind of document does not have')
    if (type === 'map' && item.parentSub === null) throw malformed('an entry of a list in a map')
    if ((type === 'array' || type === 'xml') && item.parentSub !== null) {
      throw malformed('an entry of a map in a list')
    }
  }
  if (item.content instanceof Y.ContentDoc) throw malformed('a document within the document')
  for (const id of [item.origin, item.rightOrigin, parent]) {
    if (id instanceof Y.ID && id.client === item.id.client && id.clock >= item.id.clock) {
      throw malformed('an item that builds on itself')
    }
  }
}

// ---- what it builds on

/**
 * Of an incomplete update Yjs would take what it can, say a deletion without what comes in place of
 * the deleted: a state in which its author never was.
 */
function isComplete(structs: readonly Struct[], ds: DeleteSet, doc: Y.Doc): boolean {
  const ends = new Map<number, number>()
  const endOf = (client: number) => ends.get(client) ?? Y.getState(doc.store, client)
  for (const struct of structs) {
    const { client, clock } = struct.id
    const end = endOf(client)
    if (struct instanceof Y.Skip || clock > end) return false
    ends.set(client, Math.max(end, clock + struct.length))
  }
  const isThere = (id: unknown) => !(id instanceof Y.ID) || id.clock < endOf(id.client)
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue
    if (!isThere(struct.origin) || !isThere(struct.rightOrigin) || !isThere(struct.parent)) {
      return false
    }
  }
  for (const [client, ranges] of ds.clients) {
    if (ranges.some(({ clock, len }) => clock + len > endOf(client))) return false
  }
  return true
}

// ---- the same number twice

function contradicts(item: Y.Item, known: number, doc: Y.Doc): boolean {
  const { client, clock: first } = item.id
  const end = Math.min(first + item.length, known)
  for (let clock = first; clock < end;) {
    const stored = Y.getItem(doc.store, Y.createID(client, clock)) as Y.Item | Y.GC
    const at = clock - stored.id.clock
    const length = Math.min(stored.length - at, end - clock)
    if (stored instanceof Y.Item && differs(stored, at, item, clock - first, length)) return true
    clock += length
  }
  return false
}

/** What was deleted meanwhile cannot be compared, and differs from nothing. */
function differs(a: Y.Item, atA: number, b: Y.Item, atB: number, length: number): boolean {
  if (a.content instanceof Y.ContentDeleted || b.content instanceof Y.ContentDeleted) return false
  if (a.content.constructor !== b.content.constructor) return true
  if (!Y.compareIDs(originAt(a, atA), originAt(b, atB))) return true
  const [mine, theirs] = [a.content, b.content]
  if (mine instanceof Y.ContentString && theirs instanceof Y.ContentString) {
    for (let i = 0; i < length; i++) {
      const [x, y] = [mine.str[atA + i], theirs.str[atB + i]]
      // Yjs writes this in place of the halves of a character that was torn.
      if (x !== y && x !== '\ufffd' && y !== '\ufffd') return true
    }
    return false
  }
  if (mine instanceof Y.ContentType && theirs instanceof Y.ContentType) {
    return mine.type.constructor !== theirs.type.constructor
  }
  if (mine instanceof Y.ContentFormat && theirs instanceof Y.ContentFormat) {
    return mine.key !== theirs.key || !equalityDeep(mine.value, theirs.value)
  }
  const of = (item: Y.Item, at: number) => item.content.getContent().slice(at, at + length)
  return !equalityDeep(of(a, atA), of(b, atB))
}

function originAt({ id, origin }: Y.Item, at: number): Y.ID | null {
  return at === 0 ? origin : Y.createID(id.client, id.clock + at - 1)
}

// ---- types within types

function inspectDepth(structs: readonly Struct[], doc: Y.Doc): void {
  const types = structs.filter(isTypeItem)
  if (types.length === 0) return
  const depths = new Depths(structs, doc)
  for (const item of types) {
    if (depths.of(item) > COLLAB_LIMITS.depth) throw malformed('types within too many types')
  }
}

function isTypeItem(struct: Struct): struct is Y.Item {
  return struct instanceof Y.Item && struct.content instanceof Y.ContentType
}

/** In how many types items of an update lie, those of the document and of the update alike. */
class Depths {
  private readonly known = new Map<Y.Item, number>()
  private readonly byClient = new Map<number, Y.Item[]>()

  constructor(
    structs: readonly Struct[],
    private readonly doc: Y.Doc,
  ) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item)) continue
      const list = this.byClient.get(struct.id.client)
      if (list) list.push(struct)
      else this.byClient.set(struct.id.client, [struct])
    }
  }

  /** Walks from item to parent or neighbour until one is known; without recursion, as it may be far. */
  of(start: Y.Item): number {
    const way: { item: Y.Item; deeper: number }[] = []
    let depth = 1
    const seen = new Set<Y.Item>()
    for (let item: Y.Item | undefined = start; item;) {
      const known = this.known.get(item) ?? this.storedDepth(item)
      if (known !== undefined) {
        depth = known
        break
      }
      if (seen.has(item)) throw malformed('items that build on each other in a circle')
      seen.add(item)
      const parent = item.parent as Parent
      if (typeof parent === 'string') {
        way.push({ item, deeper: 0 })
        break
      }
      const within: boolean = parent instanceof Y.ID
      way.push({ item, deeper: within ? 1 : 0 })
      // What is nowhere yet is not integrated either, and looked at when it comes again.
      const next: Y.ID | null = within ? (parent as Y.ID) : (item.origin ?? item.rightOrigin)
      item = next ? this.find(next) : undefined
    }
    for (const { item, deeper } of way.reverse()) {
      depth += deeper
      this.known.set(item, depth)
    }
    return depth
  }

  private find({ client, clock }: Y.ID): Y.Item | undefined {
    const stored = clock < Y.getState(this.doc.store, client)
    if (stored) {
      const found = Y.getItem(this.doc.store, Y.createID(client, clock)) as Y.Item | Y.GC
      return found instanceof Y.Item ? found : undefined
    }
    const list = this.byClient.get(client) ?? []
    let low = 0
    let high = list.length - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      const item = list[middle]!
      if (clock < item.id.clock) high = middle - 1
      else if (clock >= item.id.clock + item.length) low = middle + 1
      else return item
    }
    return undefined
  }

  /** Undefined for items of the update. */
  private storedDepth(item: Y.Item): number | undefined {
    if (!(item.parent instanceof Y.AbstractType)) return undefined
    let depth = 0
    for (let type: unknown = item.parent; type instanceof Y.AbstractType; depth++) {
      type = (type._item as Y.Item | null)?.parent
    }
    return depth
  }
}

/**
 * Records in a Y.Map, one entry a leaf: the key is the record's id and the path of the field, the
 * value the leaf. Two people who change different fields of one thing both keep their change, and
 * two browsers may write the same record for the first time at once: nested Y.Maps would keep only
 * one of the two. Arrays are leaves.
 */
import type * as Y from 'yjs'

/** JSON; objects at the top of a record are branches, those inside arrays belong to the leaf. */
export type Leaf = string | number | boolean | null | readonly Leaf[] | LeafObject
interface LeafObject {
  readonly [name: string]: Leaf | undefined
}
export type Tree = LeafObject
export type Records = Y.Map<Leaf>

const SEPARATOR = ' '

const keyOf = (id: string, path: readonly string[]) =>
  [id, ...path].map(encodeURIComponent).join(SEPARATOR)

function pathOf(key: string): [id: string, path: string[]] | undefined {
  try {
    const [id = '', ...path] = key.split(SEPARATOR).map(decodeURIComponent)
    return [id, path]
  } catch {
    // Only a forger writes keys that cannot be decoded.
    return undefined
  }
}

/** Deeper than anything we write; whoever goes through a leaf does so without end. */
const MAX_LEAF_DEPTH = 64

/** Whether a value of a document is JSON: Yjs stores more than that. */
export function isLeaf(value: unknown, depth = MAX_LEAF_DEPTH): value is Leaf {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || depth === 0) return false
  if (Array.isArray(value)) return value.every((part) => isLeaf(part, depth - 1))
  // Editors make attributes without a prototype; Yjs's types have their own.
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return false
  return Object.values(value).every((part) => part === undefined || isLeaf(part, depth - 1))
}

function isBranch(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function* leaves(tree: Tree, path: string[] = []): Generator<[string[], Leaf]> {
  for (const [name, value] of Object.entries(tree)) {
    if (value === undefined) continue
    if (isBranch(value)) yield* leaves(value, [...path, name])
    else yield [[...path, name], value]
  }
}

/** Every record of the map, by id. */
export function readRecords(map: Records): Map<string, Tree> {
  const records = new Map<string, NewTree>()
  // In the order of keys, so that every replica reads a branch and a leaf of one name alike.
  const entries = [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [key, value] of entries) {
    const parsed = pathOf(key)
    if (!parsed || parsed[1].length === 0) continue
    // A forger can write what is no JSON, types with all they hang on among them.
    if (!isLeaf(value)) continue
    const [id, path] = parsed
    let tree = records.get(id)
    if (!tree) records.set(id, (tree = newTree()))
    for (const name of path.slice(0, -1)) {
      const next: Leaf | undefined = tree[name]
      tree = isBranch(next) ? (next as NewTree) : (tree[name] = newTree())
    }
    // We write no objects but in arrays. A forger's may get fields; those of the document may not.
    tree[path.at(-1)!] = isBranch(value) ? structuredClone(value) : value
  }
  return records
}

type NewTree = { [name: string]: Leaf | undefined }

/** Names come from documents that others write: `__proto__` is a name like any other. */
const newTree = (): NewTree => Object.create(null) as NewTree

export function readRecord(map: Records, id: string): Tree | undefined {
  return readRecords(map).get(id)
}

/** One field, without a look at the others; undefined when there is none that can be read. */
export function readField(map: Records, id: string, path: string[]): Leaf | undefined {
  const value = map.get(keyOf(id, path))
  return isLeaf(value) ? value : undefined
}

/** Writes what differs between the two trees; other fields stay as others may be setting them. */
export function writeRecord(map: Records, id: string, before: Tree, after: Tree): void {
  const old = new Map([...leaves(before)].map(([path, leaf]) => [keyOf(id, path), leaf]))
  const wanted = new Map([...leaves(after)].map(([path, leaf]) => [keyOf(id, path), leaf]))
  for (const key of old.keys()) if (!wanted.has(key) && map.has(key)) map.delete(key)
  for (const [key, leaf] of wanted) {
    if (!same(old.get(key), leaf) && !same(map.get(key), leaf)) map.set(key, leaf)
  }
}

/** Sets single fields, by their paths; `undefined` removes one. */
export function setField(map: Records, id: string, path: string[], value: Leaf | undefined): void {
  const key = keyOf(id, path)
  if (value === undefined) {
    if (map.has(key)) map.delete(key)
  } else if (!same(map.get(key), value)) map.set(key, value)
}

export function removeRecord(map: Records, id: string): void {
  const prefix = encodeURIComponent(id) + SEPARATOR
  for (const key of [...map.keys()]) if (key.startsWith(prefix)) map.delete(key)
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  // What is no leaf is another thing than any leaf, and may have no JSON.
  return isLeaf(a) && isLeaf(b) && JSON.stringify(a) === JSON.stringify(b)
}

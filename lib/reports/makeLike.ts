/**
 * Changes a document so that it shows what another one does, as a person would who writes it anew:
 * only what differs is touched. Carets elsewhere stay, and what others write meanwhile merges.
 */
import * as Y from 'yjs'
import { listDiff } from '../files/textDiff'
import type { Leaf, Records } from '../workspace/records'
import { nodesOf } from './content'
import { contentOf, recordsOf, REPORT_ROOTS, type ReportRecords } from './document'

/** In one transaction of the caller's; both are documents of reports. */
export function makeLike(doc: Y.Doc, target: Y.Doc): void {
  for (const name of Object.keys(REPORT_ROOTS)) {
    if (name === 'content') continue
    const records = name as ReportRecords
    likeRecords(recordsOf(doc, records), recordsOf(target, records))
  }
  likeChildren(contentOf(doc), contentOf(target))
}

function likeRecords(map: Records, target: Records): void {
  for (const key of [...map.keys()]) if (!target.has(key)) map.delete(key)
  for (const [key, leaf] of target.entries()) {
    if (JSON.stringify(map.get(key)) !== JSON.stringify(leaf)) map.set(key, leaf as Leaf)
  }
}

function likeChildren(parent: Y.XmlFragment, target: Y.XmlFragment): void {
  const mine = parent.toArray() as unknown[]
  const wanted = target.toArray() as unknown[]
  const removed: unknown[] = []
  const added: unknown[] = []
  let at = 0
  let [i, j] = [0, 0]
  for (const { kind } of [...listDiff(mine.map(keyOf), wanted.map(keyOf)), { kind: 'same' }]) {
    if (kind === 'removed') removed.push(mine[i++])
    else if (kind === 'added') added.push(wanted[j++])
    else {
      at = likeGap(parent, at, removed.splice(0), added.splice(0)) + 1
      i++
      j++
    }
  }
}

/** What stands between two entries that stay; answers where the second of them is. */
function likeGap(
  parent: Y.XmlFragment,
  start: number,
  removed: readonly unknown[],
  added: readonly unknown[],
): number {
  let at = start
  let i = 0
  for (const wanted of added) {
    const found = removed.findIndex((one, n) => n >= i && sortOf(one) === sortOf(wanted))
    if (found < 0) {
      const copy = copyOf(wanted)
      if (copy) parent.insert(at++, [copy])
      continue
    }
    parent.delete(at, found - i)
    like(parent.get(at), wanted)
    at++
    i = found + 1
  }
  parent.delete(at, removed.length - i)
  return at
}

function like(entry: unknown, target: unknown): void {
  if (entry instanceof Y.XmlElement && target instanceof Y.XmlElement) {
    const [have, want] = [attributesOf(entry), attributesOf(target)]
    for (const name of Object.keys(have)) if (!(name in want)) entry.removeAttribute(name)
    for (const [name, value] of Object.entries(want)) {
      if (JSON.stringify(have[name]) !== JSON.stringify(value)) entry.setAttribute(name, value)
    }
    likeChildren(entry, target)
  } else if (entry instanceof Y.XmlText && target instanceof Y.XmlText) likeWords(entry, target)
}

/** Only what lies between a common beginning and a common end is written anew. */
function likeWords(words: Y.XmlText, target: Y.XmlText): void {
  const [a, b] = [unitsOf(words), unitsOf(target)]
  let start = 0
  while (start < a.length && start < b.length && isSame(a[start], b[start])) start++
  let end = 0
  const most = Math.min(a.length, b.length) - start
  while (end < most && isSame(a[a.length - 1 - end], b[b.length - 1 - end])) end++
  // Half of a character that takes two units is none.
  while (start > 0 && isHigh(a[start - 1])) start--
  while (end > 0 && isLow(a[a.length - end])) end--
  words.delete(start, a.length - start - end)
  let at = start
  const fresh = b.slice(start, b.length - end)
  for (let i = 0; i < fresh.length;) {
    const { format, attributes } = fresh[i]!
    let text = ''
    for (; fresh[i]?.format === format; i++) text += fresh[i]!.unit
    words.insert(at, text, attributes)
    at += text.length
  }
}

interface Unit {
  /** UTF-16. */
  unit: string
  attributes: Record<string, unknown>
  /** The same as text, to be compared. */
  format: string
}

function unitsOf(words: Y.XmlText): Unit[] {
  const parts = words.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  return parts.flatMap(({ insert, attributes = {} }) => {
    const format = JSON.stringify(Object.entries(attributes).sort(([x], [y]) => (x < y ? -1 : 1)))
    // What is no word is one unit, as Yjs counts it, that equals nothing else.
    const units = typeof insert === 'string' ? insert.split('') : ['\uffff']
    return units.map((unit) => ({ unit, attributes, format }))
  })
}

const isSame = (a: Unit | undefined, b: Unit | undefined) =>
  a !== undefined && a.unit === b?.unit && a.format === b.format
const isHigh = (unit: Unit | undefined) => /[\ud800-\udbff]/.test(unit?.unit ?? '')
const isLow = (unit: Unit | undefined) => /[\udc00-\udfff]/.test(unit?.unit ?? '')

const attributesOf = (element: Y.XmlElement): Record<string, string> => ({
  ...(element.getAttributes() as Record<string, string>),
})

const keyOf = (entry: unknown): string =>
  JSON.stringify([entry instanceof Y.XmlText, nodesOf(entry)])

/** Entries of one sort become each other; those that show records only where it is the same record. */
function sortOf(entry: unknown): string {
  if (entry instanceof Y.XmlText) return 'words'
  if (!(entry instanceof Y.XmlElement)) return ''
  const { gridId, runSetId } = attributesOf(entry)
  return [entry.nodeName, gridId, runSetId].join('/')
}

function copyOf(entry: unknown): Y.XmlElement | Y.XmlText | null {
  if (entry instanceof Y.XmlText) {
    const words = new Y.XmlText()
    words.applyDelta(entry.toDelta())
    return words
  }
  if (!(entry instanceof Y.XmlElement)) return null
  const element = new Y.XmlElement(entry.nodeName)
  for (const [name, value] of Object.entries(attributesOf(entry))) element.setAttribute(name, value)
  element.insert(
    0,
    (entry.toArray() as unknown[]).flatMap((child) => copyOf(child) ?? []),
  )
  return element
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  DamagedDocumentError,
  emptyDocument,
  isSameDocument,
  restoreDocument,
  type Roots,
  sha256,
} from '@/server/documents/state'

const ROOTS: Roots = { records: 'map', prose: 'text' }

const edit = fc.record({
  by: fc.nat(2),
  key: fc.constantFrom('a', 'b', 'c', 'd'),
  value: fc.option(fc.nat(9), { nil: undefined }),
  at: fc.nat(30),
})

/** Three people, who hear of each other after every few edits, and all updates they made. */
function history(edits: { by: number; key: string; value: number | undefined; at: number }[]) {
  const docs = [0, 1, 2].map(() => emptyDocument(ROOTS))
  const updates: Uint8Array[] = []
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin) => {
      if (origin !== 'heard') updates.push(update)
    })
  }
  edits.forEach(({ by, key, value, at }, i) => {
    const doc = docs[by]!
    doc.transact(() => {
      const text = doc.getText('prose')
      if (value === undefined) doc.getMap('records').delete(key)
      else doc.getMap('records').set(key, value)
      if (at < text.length && value === undefined) text.delete(at, 1)
      else text.insert(Math.min(at, text.length), key)
    })
    if (i % 4 === 3)
      for (const other of docs) for (const u of updates) Y.applyUpdate(other, u, 'heard')
  })
  return updates
}

function storedAs(snapshot: Y.Doc, updates: Uint8Array[]) {
  const bytes = Y.encodeStateAsUpdateV2(snapshot)
  return { snapshot: { bytes, sha256: sha256(bytes) }, updates }
}

describe('a stored document', () => {
  it('comes back the same, wherever its history was cut into snapshot and updates', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), fc.nat(40), (edits, cut) => {
        const updates = history(edits)
        const whole = restoreDocument(storedAs(emptyDocument(ROOTS), updates), ROOTS)
        const first = restoreDocument(storedAs(emptyDocument(ROOTS), []), ROOTS)
        let taken = 0
        for (const update of updates.slice(0, cut)) {
          Y.applyUpdate(first, update)
          if (first.store.pendingStructs || first.store.pendingDs) break
          taken++
        }
        fc.pre(taken === Math.min(cut, updates.length))
        const again = restoreDocument(storedAs(first, updates.slice(taken)), ROOTS)
        expect(isSameDocument(whole, again, ROOTS)).toBe(true)
      }),
    )
  })

  it('is told from any other, whether it shows less or only remembers less', () => {
    const updates = history([
      { by: 0, key: 'a', value: 1, at: 0 },
      { by: 0, key: 'b', value: 2, at: 0 },
      { by: 0, key: 'b', value: undefined, at: 0 },
    ])
    const states = [1, 2, 3].map((n) =>
      restoreDocument(storedAs(emptyDocument(ROOTS), updates.slice(0, n)), ROOTS),
    )
    for (const a of states)
      for (const b of states) expect(isSameDocument(a, b, ROOTS)).toBe(a === b)
  })

  it('that is damaged is an error', () => {
    const updates = history([
      { by: 0, key: 'a', value: 1, at: 0 },
      { by: 0, key: 'b', value: 2, at: 0 },
    ])
    const stored = storedAs(emptyDocument(ROOTS), updates)
    const changed = { ...stored.snapshot, sha256: sha256(new Uint8Array([1])) }
    expect(() => restoreDocument({ ...stored, snapshot: changed }, ROOTS)).toThrow(
      DamagedDocumentError,
    )
    const gap = { ...stored, updates: updates.slice(1) }
    expect(() => restoreDocument(gap, ROOTS)).toThrow(DamagedDocumentError)
  })
})

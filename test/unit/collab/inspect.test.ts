import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { inspectUpdate, RefusedUpdate } from '@/server/collab/inspect'
import { emptyDocument, type Roots } from '@/server/documents'
import { seededRandom } from '../../support/random'

const ROOTS: Roots = { records: 'map', list: 'array', prose: 'text', page: 'xml' }

function written(work: (doc: Y.Doc) => void, onto?: Y.Doc): Uint8Array {
  const doc = new Y.Doc()
  if (onto) Y.applyUpdate(doc, Y.encodeStateAsUpdate(onto))
  const before = Y.encodeStateVector(doc)
  work(doc)
  return Y.encodeStateAsUpdate(doc, before)
}

const codeOf = (update: Uint8Array, doc = emptyDocument(ROOTS)): number => {
  try {
    inspectUpdate(update, doc, ROOTS)
    return 0
  } catch (error) {
    if (error instanceof RefusedUpdate) return error.code
    throw error
  }
}

describe('an update', () => {
  it('may change every root as what it is, and hold types', () => {
    const update = written((doc) => {
      doc.getMap('records').set('a b', [1, { deep: true }])
      doc.getArray('list').push([1, 'two', new Y.Map([['three', 3]])])
      doc.getText('prose').insert(0, 'hello', { bold: true })
      const paragraph = new Y.XmlElement('p')
      paragraph.setAttribute('align', 'left')
      paragraph.insert(0, [new Y.XmlText('text')])
      doc.getXmlFragment('page').insert(0, [paragraph])
    })
    expect(codeOf(update)).toBe(0)
  })

  it.each([
    ['a map as a list', (doc: Y.Doc) => doc.getArray('records').push([1])],
    ['a list as a map', (doc: Y.Doc) => doc.getMap('list').set('a', 1)],
    ['a page as a map', (doc: Y.Doc) => doc.getMap('page').set('a', 1)],
    ['an unknown root', (doc: Y.Doc) => doc.getText('toString').insert(0, 'x')],
  ])('may not change %s', (_what, work) => {
    expect(codeOf(written(work))).toBe(4400)
  })

  it('may nest types as deep as a page does, and no deeper, also step by step', () => {
    const nest = (doc: Y.Doc, start: Y.Array<unknown>, times: number) => {
      let array = start
      doc.transact(() => {
        for (let i = 0; i < times; i++) {
          const next = new Y.Array<unknown>()
          array.push([next])
          array = next
        }
      })
      return array
    }
    expect(codeOf(written((doc) => void nest(doc, doc.getArray('list'), 30)))).toBe(0)
    expect(codeOf(written((doc) => void nest(doc, doc.getArray('list'), 33)))).toBe(4400)
    const live = emptyDocument(ROOTS)
    Y.applyUpdate(
      live,
      written((doc) => void nest(doc, doc.getArray('list'), 30)),
    )
    const further = written((doc) => {
      let array = doc.getArray<unknown>('list')
      while (array.length > 0) array = array.get(0) as Y.Array<unknown>
      nest(doc, array, 5)
    }, live)
    expect(codeOf(further, live)).toBe(4400)
  })

  it('says whether it adds anything, or only deletes', () => {
    const live = emptyDocument(ROOTS)
    Y.applyUpdate(
      live,
      written((doc) => doc.getArray('list').push([1, 2, 3])),
    )
    const deletion = written((doc) => doc.getArray('list').delete(1, 1), live)
    expect(inspectUpdate(deletion, live, ROOTS)).toMatchObject({ adds: false })
    expect(inspectUpdate(Y.encodeStateAsUpdate(live), live, ROOTS)).toMatchObject({ adds: false })
    const addition = written((doc) => doc.getArray('list').push([4]), live)
    expect(inspectUpdate(addition, live, ROOTS)).toMatchObject({ adds: true })
  })
})

describe('an update that builds on what is not there', () => {
  const author = new Y.Doc()
  const updates: Uint8Array[] = []
  author.on('update', (update: Uint8Array) => void updates.push(update))
  author.getMap('records').set('a', 1)
  author.getMap('records').set('a', 2)
  author.getText('prose').insert(0, 'abc')
  author.getText('prose').delete(1, 1)
  const live = emptyDocument(ROOTS)
  Y.applyUpdate(live, updates[0]!)
  const complete = (update: Uint8Array) => inspectUpdate(update, live, ROOTS).complete

  it('is known by its clocks, its neighbours, its deletions, and by what was left out', () => {
    expect(complete(updates[1]!)).toBe(true)
    expect(complete(updates[2]!)).toBe(false)
    expect(complete(updates[3]!)).toBe(false)
    expect(complete(Y.mergeUpdates(updates.slice(1)))).toBe(true)
    expect(complete(Y.mergeUpdates([updates[0]!, updates[2]!]))).toBe(false)
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(author))
    other.getText('prose').insert(1, 'x')
    expect(complete(Y.encodeStateAsUpdate(other, Y.encodeStateVector(author)))).toBe(false)
    expect(complete(Y.encodeStateAsUpdate(other))).toBe(true)
  })
})

describe('content under a number that is taken', () => {
  const author = (work: (doc: Y.Doc) => void, clientID = 7) => {
    const doc = new Y.Doc()
    doc.clientID = clientID
    work(doc)
    return doc
  }
  const live = (from: Y.Doc) => {
    const doc = emptyDocument(ROOTS)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(from))
    return doc
  }

  it('is a contradiction when it differs, whatever it is', () => {
    const works: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getText('prose').insert(0, 'AAA'),
      (doc) => doc.getText('prose').insert(0, 'BBB'),
      (doc) => doc.getText('prose').insert(0, 'AAA', { bold: true }),
      (doc) => doc.getText('prose').insertEmbed(0, { image: 1 }),
      (doc) => doc.getArray('list').push([1, 2]),
      (doc) => doc.getArray('list').push([{ a: 1 }]),
      (doc) => doc.getArray('list').push([new Uint8Array([1, 2])]),
      (doc) => doc.getArray('list').push([new Y.Map()]),
      (doc) => doc.getArray('list').push([new Y.Array()]),
    ]
    for (const mine of works) {
      for (const theirs of works) {
        const update = Y.encodeStateAsUpdate(author(theirs))
        expect(codeOf(update, live(author(mine)))).toBe(mine === theirs ? 0 : 4409)
      }
    }
  })

  it('is none when the same comes again, merged, split, deleted or torn', () => {
    const doc = author((doc) => {
      const text = doc.getText('prose')
      for (const char of 'a text with 😀 in it') text.insert(text.length, char)
      text.insert(5, 'more')
    })
    const original = Y.encodeStateAsUpdate(doc)
    const server = live(doc)
    expect(codeOf(original, server)).toBe(0)
    const other = new Y.Doc()
    Y.applyUpdate(other, original)
    other.getText('prose').delete(3, 4)
    // In the middle of the emoji.
    other.getText('prose').insert(other.getText('prose').toString().indexOf('😀') + 1, '!')
    Y.applyUpdate(server, Y.encodeStateAsUpdate(other))
    expect(codeOf(original, server)).toBe(0)
    expect(codeOf(Y.encodeStateAsUpdate(other), live(doc))).toBe(0)
  })
})

describe('bytes at random', () => {
  const random = seededRandom(11)

  function alive(): Y.Doc {
    const doc = emptyDocument(ROOTS)
    doc.clientID = 1
    doc.getMap('records').set('a', 1)
    doc.getArray('list').push([1, 2, 3, new Y.Map([['x', 1]])])
    doc.getText('prose').insert(0, 'hello world')
    doc.getXmlFragment('page').insert(0, [new Y.XmlElement('p')])
    // Yjs says so on the console when somebody else turns up under its own id.
    doc.clientID = 999_999_999
    return doc
  }

  it('are refused, or are applied without breaking off', () => {
    const base = alive()
    const updates = [2, 3].map((client) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(base))
      doc.clientID = client
      doc.getMap('records').set('a', client)
      doc.getArray('list').insert(1, ['x', new Y.Array()])
      doc.getText('prose').insert(5, ' dear')
      doc.getText('prose').delete(2, 3)
      return Y.encodeStateAsUpdate(doc, client === 2 ? Y.encodeStateVector(base) : undefined)
    })
    let refused = 0
    const outcomes = new Map<string, number>()
    for (let i = 0; i < 2_000; i++) {
      const update = updates[i % 2]!.slice()
      const turns = 1 + Math.floor(random() * 4)
      for (let n = 0; n < turns; n++) {
        update[Math.floor(random() * update.length)] = Math.floor(random() * 256)
      }
      const server = alive()
      if (codeOf(update, server) !== 0) {
        refused++
        continue
      }
      try {
        Y.applyUpdate(server, update)
      } catch (error) {
        const what = (error as Error).message
        outcomes.set(what, (outcomes.get(what) ?? 0) + 1)
      }
    }
    expect(Object.fromEntries(outcomes)).toEqual({})
    expect(refused).toBeGreaterThan(100)
  })
})

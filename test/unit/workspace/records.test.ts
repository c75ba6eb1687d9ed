import * as Y from 'yjs'
import { describe, expect, it } from 'vitest'
import { newWorkspaceDoc, rootOf } from '@/lib/workspace/document'
import {
  readRecord,
  readRecords,
  removeRecord,
  setField,
  writeRecord,
} from '@/lib/workspace/records'

function pair() {
  const [a, b] = [newWorkspaceDoc(), newWorkspaceDoc()]
  const meet = () => {
    const [ofA, ofB] = [Y.encodeStateAsUpdate(a), Y.encodeStateAsUpdate(b)]
    Y.applyUpdate(a, ofB)
    Y.applyUpdate(b, ofA)
  }
  return { a: rootOf(a, 'panels'), b: rootOf(b, 'panels'), meet }
}

describe('records in a Y.Map', () => {
  it('hold trees under any id and any name', () => {
    const { a } = pair()
    const tree = { type: 'line', keys: ['a b', 'c'], settings: { x: '_step', 'odd name/%': 1 } }
    writeRecord(a, 'history/train loss', {}, tree)
    expect(readRecord(a, 'history/train loss')).toEqual(tree)
    expect(readRecord(a, 'history/train')).toBeUndefined()
    removeRecord(a, 'history/train loss')
    expect(a.size).toBe(0)
  })

  it('keep what two people change in different fields, also when both write the record first', () => {
    const { a, b, meet } = pair()
    writeRecord(a, 'p', {}, { title: 'Loss' })
    writeRecord(b, 'p', {}, { settings: { yScale: 'log' } })
    meet()
    const merged = { title: 'Loss', settings: { yScale: 'log' } }
    expect(readRecord(a, 'p')).toEqual(merged)
    expect(readRecord(b, 'p')).toEqual(merged)
  })

  it('change only the fields that differ', () => {
    const { a, b, meet } = pair()
    const tree = { title: 'Loss', keys: ['loss'], settings: { yScale: 'log', x: 'epoch' } }
    writeRecord(a, 'p', {}, tree)
    meet()
    writeRecord(a, 'p', tree, { ...tree, title: 'Training loss' })
    writeRecord(b, 'p', tree, { ...tree, settings: { x: 'epoch' } })
    meet()
    const merged = { title: 'Training loss', keys: ['loss'], settings: { x: 'epoch' } }
    expect(readRecord(a, 'p')).toEqual(merged)
    expect(readRecord(b, 'p')).toEqual(merged)
  })

  it('read names that are special to JavaScript like any other', () => {
    const { a } = pair()
    a.set('p __proto__ polluted', true)
    a.set('%E0%A4%A', 'no such key can be written')
    const record = readRecords(a).get('p')!
    expect(Object.keys(record)).toEqual(['__proto__'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('leave out what is no JSON, and never write into what the document holds', () => {
    const { a } = pair()
    const forged = { deep: { x: 1 } }
    a.set('p type', forged as never)
    a.set('p type deep y', 2)
    a.set('p bare', [Object.assign(Object.create(null), { z: 3 })] as never)
    a.set('p other', new Uint8Array([1]) as never)
    a.set('p count', 1n as never)
    expect(readRecord(a, 'p')).toEqual({
      type: { deep: { x: 1, y: 2 } },
      bare: [{ z: 3 }],
    })
    expect(forged).toEqual({ deep: { x: 1 } })
    setField(a, 'p', ['count'], 2)
    expect(readRecord(a, 'p')).toMatchObject({ count: 2 })
  })
})

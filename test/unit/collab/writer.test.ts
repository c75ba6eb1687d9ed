import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { UpdateWriter, type WriterHooks } from '@/server/collab/writer'
import type { UpdateRow } from '@/server/documents'

const log = { error: vi.fn(), info: vi.fn(), debug: vi.fn() }

function updates(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const all: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => void all.push(update))
  for (let i = 0; i < count; i++) doc.getMap('m').set('k', i)
  return all
}

function newWriter(append: WriterHooks['append']) {
  const durable = vi.fn()
  const gone = vi.fn()
  const stateVector = () => new Uint8Array([0])
  const hooks = { append, durable, gone, stateVector, mayWrite: () => true }
  return { writer: new UpdateWriter(1, 10, hooks, log), durable, gone }
}

beforeEach(() => {
  vi.useFakeTimers()
  log.error.mockClear()
})
afterEach(() => vi.useRealTimers())

describe('updates of a document', () => {
  it('are stored together, one row for what one person delivered in a stretch', async () => {
    const stored: UpdateRow[][] = []
    const { writer, durable } = newWriter(async (rows) => void stored.push([...rows]))
    const [a, b, c, d] = updates(4)
    writer.add(1, a!)
    writer.add(1, b!)
    writer.add(2, c!)
    writer.add(1, d!)
    const batch = writer.lastBatch
    await vi.advanceTimersByTimeAsync(50)
    expect(stored).toHaveLength(1)
    expect(stored[0]!.map(({ seq, userId }) => [seq, userId])).toEqual([
      [10, 1],
      [11, 2],
      [12, 1],
    ])
    expect(durable).toHaveBeenCalledExactlyOnceWith(batch, expect.anything(), expect.anything())
    expect(writer.isIdle).toBe(true)
    expect(writer.lastBatch).toBe(0)
  })

  it('are sent again under the same numbers until the database has them', async () => {
    const tried: number[][] = []
    const { writer, durable } = newWriter(async (rows) => {
      tried.push(rows.map(({ seq }) => seq))
      if (tried.length < 4) throw new Error('Connection terminated')
    })
    const [a, b] = updates(2)
    writer.add(1, a!)
    await vi.advanceTimersByTimeAsync(20)
    writer.add(1, b!)
    await vi.advanceTimersByTimeAsync(150)
    expect(durable).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(tried).toEqual([[10], [10], [10], [10], [11]])
    expect(durable.mock.calls.map(([batch]) => batch)).toEqual([1, 2])
    expect(log.error).toHaveBeenCalledTimes(1)
  })

  it('end with the document', async () => {
    const { writer, durable, gone } = newWriter(async () => {
      throw Object.assign(new Error('violates foreign key'), { code: '23503' })
    })
    writer.add(1, updates(1)[0]!)
    const flushed = writer.flushed()
    await vi.advanceTimersByTimeAsync(50)
    expect(await flushed).toBe(false)
    expect(gone).toHaveBeenCalledOnce()
    expect(durable).not.toHaveBeenCalled()
  })
})

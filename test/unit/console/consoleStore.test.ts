import { describe, expect, it } from 'vitest'
import { ConsoleStore } from '@/components/logs/consoleStore'
import type { ConsolePage } from '@/lib/api/runs'

/** A store whose fetches are answered by hand. */
function storeWithAnswers() {
  const waiting: ((page: ConsolePage) => void)[] = []
  const store = new ConsoleStore(() => new Promise((resolve) => waiting.push(resolve)))
  const answer = async (page: ConsolePage) => {
    waiting.shift()!(page)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { store, answer, waiting }
}

describe('ConsoleStore', () => {
  it('keeps what was heard while a page was fetched, over the older answer', async () => {
    const { store, answer, waiting } = storeWithAnswers()
    void store.start()
    await answer({ total: 3, from: 0, lines: [] })
    store.need(0, 3)
    store.written({ runId: 1, total: 4, parts: [{ from: 2, lines: ['100 %', 'after'] }] })
    await answer({ total: 3, from: 0, lines: ['a', 'b', '10 %'] })
    expect([0, 1, 2, 3].map((n) => store.line(n))).toEqual(['a', 'b', '100 %', 'after'])
    store.need(0, 4)
    expect(waiting).toEqual([])
  })

  it('fetches again what it could not join to what it has', async () => {
    const { store, answer, waiting } = storeWithAnswers()
    void store.start()
    await answer({ total: 2, from: 0, lines: [] })
    store.need(0, 2)
    store.written({ runId: 1, total: 9, parts: [{ from: 8, lines: ['far on'] }] })
    await answer({ total: 2, from: 0, lines: ['a', 'b'] })
    store.need(0, 9)
    expect(waiting).toHaveLength(1)
  })

  it('is complete without a fetch when it heard a page from its first line', async () => {
    const { store, answer, waiting } = storeWithAnswers()
    void store.start()
    await answer({ total: 0, from: 0, lines: [] })
    store.written({ runId: 1, total: 2, parts: [{ from: 0, lines: ['a', 'b'] }] })
    store.need(0, 2)
    expect(waiting).toEqual([])
    expect(store.line(1)).toBe('b')
  })
})

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PanelFeed } from '@/components/panels/series/panelFeed'
import { SeriesStore } from '@/components/panels/series/seriesStore'
import type { SeriesAppended, Subscription } from '@/lib/live/events'
import { Buckets } from '@/lib/metrics/buckets'
import type { SeriesQueryInput } from '@/lib/metrics/seriesQuery'
import type { SeriesResult } from '@/lib/metrics/seriesWire'

/** A server of runs that log value = 10 × step, which answers when it is told to. */
class FakeServer {
  rows = new Map<number, number>()
  queries: SeriesQueryInput[] = []
  subscriptions: Subscription[][] = []
  connected = true
  failing = false
  held: (() => void)[] | null = null

  readonly store = new SeriesStore({
    fetch: async (query) => {
      this.queries.push(query)
      const answer = query.runs.flatMap((run) => query.keys.map((key) => this.series(run, key)))
      if (this.held) await new Promise<void>((resolve) => this.held!.push(resolve))
      if (this.failing) throw new Error('the server is away')
      return answer
    },
    isConnected: () => this.connected,
    subscribe: async (subscriptions) => {
      this.subscriptions.push(subscriptions)
      return true
    },
  })

  series(run: number, key: string): SeriesResult {
    const rows = this.rows.get(run) ?? 0
    const buckets = new Buckets(1)
    for (let row = 0; row < rows; row++) buckets.addPoint(row, row, row * 10)
    return { run, key, nextRow: rows, known: rows > 0, sortedByX: false, buckets }
  }

  /** Logs rows and, unless the event is lost, tells of them. */
  log(run: number, count: number, keys: string[], lost = false): void {
    const firstRow = this.rows.get(run) ?? 0
    this.rows.set(run, firstRow + count)
    const at = Array.from({ length: count }, (_, i) => firstRow + i)
    const event: SeriesAppended = {
      run,
      stream: 'history',
      firstRow,
      rows: count,
      bucketRows: 1,
      columns: {
        _step: { y: at },
        ...Object.fromEntries(keys.map((key) => [key, { y: at.map((row) => row * 10) }])),
      },
    }
    if (!lost) this.store.appended(event)
  }
}

function query(runs: number[], keys = ['loss']) {
  return {
    stream: 'history' as const,
    keys,
    x: '_step',
    range: null,
    buckets: 1000,
    runs: runs.map((id) => ({ id, live: true })),
  }
}

function panel(server: FakeServer, runs: number[], keys = ['loss']) {
  const feed = new PanelFeed(server.store, () => {})
  feed.setQuery(query(runs, keys))
  return feed
}

const values = (feed: PanelFeed) =>
  [...feed.lines()].map(({ result }) =>
    result ? [...result.buckets.last.subarray(0, result.buckets.length)] : null,
  )
const settle = () => vi.advanceTimersByTimeAsync(1)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('fetching', () => {
  it('waits for the panel to be on screen', async () => {
    const server = new FakeServer()
    const feed = panel(server, [1])
    await settle()
    expect(server.queries).toEqual([])
    expect(server.subscriptions).toEqual([])
    feed.setVisible(true)
    await settle()
    expect(server.queries).toHaveLength(1)
  })

  it('asks once for all panels that appear together, after subscribing', async () => {
    const server = new FakeServer()
    server.rows.set(1, 3)
    const feeds = ['loss', 'acc', 'lr'].map((key) => panel(server, [1, 2], [key]))
    for (const feed of feeds) feed.setVisible(true)
    await settle()
    expect(server.queries).toEqual([
      { stream: 'history', x: '_step', buckets: 1000, runs: [1, 2], keys: ['loss', 'acc', 'lr'] },
    ])
    expect(server.subscriptions).toEqual([
      [{ stream: 'history', runs: [1, 2], keys: ['_step', 'acc', 'loss', 'lr'] }],
    ])
    expect(values(feeds[2]!)).toEqual([[0, 10, 20], []])
  })

  it('shows 500 runs of one key', async () => {
    const server = new FakeServer()
    const runs = Array.from({ length: 500 }, (_, i) => i + 1)
    for (const run of runs) server.rows.set(run, 2)
    const feed = panel(server, runs)
    feed.setVisible(true)
    await settle()
    expect(feed.status()).toMatchObject({ total: 500, answered: 500, known: true })
    for (const sent of server.queries) {
      expect(sent.runs.length * sent.keys.length).toBeLessThanOrEqual(500)
    }
  })

  it('does not ask again for what another panel has', async () => {
    const server = new FakeServer()
    const first = panel(server, [1])
    first.setVisible(true)
    await settle()
    panel(server, [1]).setVisible(true)
    await settle()
    expect(server.queries).toHaveLength(1)
  })

  it('keeps the former lines until a zoomed answer is there', async () => {
    const server = new FakeServer()
    server.rows.set(1, 5)
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.held = []
    feed.setQuery({ ...query([1]), range: [1, 3] })
    await settle()
    expect(server.queries.at(-1)!.range).toEqual([1, 3])
    expect(feed.status()).toMatchObject({ refining: true, answered: 1, known: true })
    expect(values(feed)).toEqual([[0, 10, 20, 30, 40]])
  })
})

describe('growing', () => {
  it('joins rows without asking', async () => {
    const server = new FakeServer()
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.log(1, 2, ['loss'])
    server.log(1, 1, ['loss'])
    await settle()
    expect(values(feed)).toEqual([[0, 10, 20]])
    expect(server.queries).toHaveLength(1)
  })

  it('heals a gap with one fetch, however many events follow', async () => {
    const server = new FakeServer()
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.log(1, 2, ['loss'], true)
    server.held = []
    for (let i = 0; i < 5; i++) server.log(1, 1, ['loss'])
    await settle()
    server.log(1, 1, ['loss'])
    expect(server.queries).toHaveLength(2)
    server.held.forEach((answer) => answer())
    await settle()
    expect(values(feed)[0]).toHaveLength(8)
    expect(server.queries).toHaveLength(2)
  })

  it('puts rows that arrive during a fetch behind the answer', async () => {
    const server = new FakeServer()
    server.rows.set(1, 2)
    server.held = []
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.log(1, 3, ['loss'])
    server.held.forEach((answer) => answer())
    await settle()
    expect(values(feed)[0]).toHaveLength(5)
    expect(server.queries).toHaveLength(1)
  })

  it('forgets what a rewind has taken back', async () => {
    const server = new FakeServer()
    server.rows.set(1, 5)
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.rows.set(1, 2)
    server.store.replaced({ run: 1, stream: 'history' })
    await settle()
    expect(values(feed)).toEqual([[0, 10]])
    server.log(1, 1, ['loss'])
    expect(values(feed)).toEqual([[0, 10, 20]])
  })

  it('takes no answer for the truth that was asked for before a rewind', async () => {
    const server = new FakeServer()
    server.rows.set(1, 5)
    server.held = []
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.rows.set(1, 2)
    server.store.replaced({ run: 1, stream: 'history' })
    const [answer] = server.held
    server.held = null
    answer!()
    await settle()
    expect(values(feed)).toEqual([[0, 10]])
    expect(server.queries).toHaveLength(2)
  })

  it('takes no event for the whole truth that came under an older subscription', async () => {
    const server = new FakeServer()
    panel(server, [1], ['loss']).setVisible(true)
    await settle()
    const feed = panel(server, [1], ['acc'])
    server.held = []
    feed.setVisible(true)
    // Sent to the room of the former subscription: it does not speak of acc.
    server.log(1, 2, ['loss'])
    await settle()
    server.held.forEach((answer) => answer())
    await settle()
    server.log(1, 1, ['loss', 'acc'])
    expect(values(feed)).toEqual([[0, 10, 20]])
  })

  it('halves the resolution when there are more buckets than wanted', async () => {
    const server = new FakeServer()
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    for (let i = 0; i < 30; i++) server.log(1, 100, ['loss'])
    const [line] = feed.lines()
    const { buckets } = line!.result!
    expect(buckets.bucketRows).toBe(4)
    expect(buckets.length).toBe(750)
    expect(Math.max(...buckets.max.subarray(0, buckets.length))).toBe(29_990)
    expect(server.queries).toHaveLength(1)
  })
})

describe('coming back', () => {
  it('subscribes and fetches once after a reconnect', async () => {
    const server = new FakeServer()
    server.store.connected()
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.connected = false
    server.log(1, 4, ['loss'], true)
    await settle()
    const before = server.queries.length
    server.connected = true
    server.store.connected()
    await settle()
    expect(values(feed)[0]).toHaveLength(4)
    expect(server.queries).toHaveLength(before + 1)
    server.log(1, 1, ['loss'])
    expect(values(feed)[0]).toHaveLength(5)
  })

  it('shows what is known before the socket is there, and fetches what may have been missed', async () => {
    const server = new FakeServer()
    server.connected = false
    server.rows.set(1, 1)
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    expect(values(feed)).toEqual([[0]])
    server.log(1, 2, ['loss'], true)
    server.connected = true
    server.store.connected()
    await settle()
    expect(values(feed)).toEqual([[0, 10, 20]])
  })

  it('catches up when a panel returns after its events have stopped', async () => {
    const server = new FakeServer()
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    feed.setVisible(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(server.subscriptions.at(-1)).toEqual([])
    server.log(1, 3, ['loss'], true)
    feed.setVisible(true)
    expect(values(feed)).toEqual([[]])
    await settle()
    expect(values(feed)).toEqual([[0, 10, 20]])
  })

  it('hears on for a while of a panel that was scrolled away', async () => {
    const server = new FakeServer()
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    feed.setVisible(false)
    await settle()
    server.log(1, 3, ['loss'])
    feed.setVisible(true)
    await settle()
    expect(values(feed)).toEqual([[0, 10, 20]])
    expect(server.queries).toHaveLength(1)
  })
})

describe('errors', () => {
  it('keeps what was shown, says what happened and tries again when asked', async () => {
    const server = new FakeServer()
    server.rows.set(1, 2)
    const feed = panel(server, [1])
    feed.setVisible(true)
    await settle()
    server.failing = true
    server.log(1, 1, ['loss'], true)
    server.log(1, 1, ['loss'])
    await settle()
    expect(feed.status().error).toBeInstanceOf(Error)
    expect(values(feed)[0]).toHaveLength(2)
    server.failing = false
    feed.retry()
    await settle()
    expect(feed.status().error).toBeUndefined()
    expect(values(feed)[0]).toHaveLength(4)
  })
})

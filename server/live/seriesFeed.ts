/**
 * Sends appended rows to those who watch them: the first at once, then what gathers in 60 ms, so
 * that a burst of posts becomes few messages and a single post is seen without delay.
 */
import { Buckets } from '@/lib/metrics/buckets'
import type { SeriesAppended, SeriesReplaced } from '@/lib/live/events'
import { encodeBuckets, encodePoints } from '@/lib/live/seriesDelta'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { rowAt } from '../metrics'
import type { Appended } from '../ingest'
import type { KeySet } from './keySets'

const TICK_MS = 60
/** More rows than this in one tick travel as buckets. */
const MAX_POINT_ROWS = 512
const MAX_EVENT_BUCKETS = 256

interface NamedColumn {
  rows: Uint32Array | null
  values: Float64Array
}

interface Block {
  firstRow: number
  count: number
  columns: Map<string, NamedColumn>
}

interface Watched {
  run: number
  stream: Stream
  keySets: Map<string, KeySet & { sockets: number }>
  pending: Block[]
  timer: NodeJS.Timeout | undefined
}

export interface SeriesEvents {
  appended(room: string, event: SeriesAppended): void
  replaced(room: string, event: SeriesReplaced): void
}

export class SeriesFeed {
  private readonly watched = new Map<string, Watched>()

  constructor(private readonly events: SeriesEvents) {}

  watch(run: number, stream: Stream, keySet: KeySet): void {
    const place = `${run}/${stream}`
    const watched: Watched = this.watched.get(place) ?? {
      run,
      stream,
      keySets: new Map(),
      pending: [],
      timer: undefined,
    }
    this.watched.set(place, watched)
    const entry = watched.keySets.get(keySet.id) ?? { ...keySet, sockets: 0 }
    entry.sockets++
    watched.keySets.set(keySet.id, entry)
  }

  unwatch(run: number, stream: Stream, keySetId: string): void {
    const place = `${run}/${stream}`
    const watched = this.watched.get(place)
    const entry = watched?.keySets.get(keySetId)
    if (!watched || !entry) return
    if (--entry.sockets > 0) return
    watched.keySets.delete(keySetId)
    if (watched.keySets.size > 0) return
    clearTimeout(watched.timer)
    this.watched.delete(place)
  }

  append(run: number, stream: Stream, rows: Appended, nameOf: (col: number) => string): void {
    const watched = this.watched.get(`${run}/${stream}`)
    if (!watched) return
    const columns = new Map(rows.columns.map((column) => [nameOf(column.col), column]))
    watched.pending.push({ firstRow: rows.firstRow, count: rows.count, columns })
    if (watched.timer) return
    this.flush(watched)
    this.startTimer(watched)
  }

  /** The rows known so far are not the run's any more. */
  replace(run: number, stream: Stream): void {
    const watched = this.watched.get(`${run}/${stream}`)
    if (!watched) return
    watched.pending = []
    for (const { id } of watched.keySets.values()) {
      this.events.replaced(seriesRoom(run, stream, id), { run, stream })
    }
  }

  close(): void {
    for (const watched of this.watched.values()) clearTimeout(watched.timer)
    this.watched.clear()
  }

  private startTimer(watched: Watched): void {
    watched.timer = setTimeout(() => {
      watched.timer = undefined
      if (watched.pending.length === 0) return
      this.flush(watched)
      this.startTimer(watched)
    }, TICK_MS)
  }

  private flush(watched: Watched): void {
    const blocks = watched.pending
    watched.pending = []
    for (const keySet of watched.keySets.values()) {
      const event = seriesEvent(watched.run, watched.stream, blocks, keySet.keys)
      this.events.appended(seriesRoom(watched.run, watched.stream, keySet.id), event)
    }
  }
}

export function seriesRoom(run: number, stream: Stream, keySetId: string): string {
  return `series/${run}/${stream}/${keySetId}`
}

function seriesEvent(
  run: number,
  stream: Stream,
  blocks: readonly Block[],
  keys: readonly string[],
): SeriesAppended {
  const firstRow = blocks[0]!.firstRow
  const last = blocks.at(-1)!
  const rows = last.firstRow + last.count - firstRow
  const event: SeriesAppended = { run, stream, firstRow, rows, bucketRows: 1, columns: {} }
  while (rows > MAX_POINT_ROWS && rows / event.bucketRows > MAX_EVENT_BUCKETS) event.bucketRows *= 2
  for (const key of keys) {
    const parts = blocks.flatMap((block) => {
      const column = block.columns.get(key)
      return column ? [{ firstRow: block.firstRow, column }] : []
    })
    if (parts.length === 0) continue
    event.columns[key] =
      event.bucketRows === 1
        ? pointColumn(parts, firstRow, rows)
        : bucketColumn(parts, event.bucketRows)
  }
  return event
}

type Parts = { firstRow: number; column: NamedColumn }[]

function pointColumn(parts: Parts, firstRow: number, rows: number) {
  const offsets: number[] = []
  const values: number[] = []
  for (const { firstRow: base, column } of parts) {
    for (let i = 0; i < column.values.length; i++) {
      offsets.push(base + rowAt(column, i) - firstRow)
      values.push(column.values[i]!)
    }
  }
  return encodePoints(values.length === rows ? null : offsets, values)
}

function bucketColumn(parts: Parts, bucketRows: number) {
  const buckets = new Buckets(bucketRows)
  for (const { firstRow, column } of parts) {
    for (let i = 0; i < column.values.length; i++) {
      buckets.addPoint(firstRow + rowAt(column, i), NaN, column.values[i]!)
    }
  }
  return encodeBuckets(buckets)
}

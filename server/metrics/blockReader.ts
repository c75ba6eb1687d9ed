/**
 * Reads blobs for queries. All requests made in one turn of the event loop travel in one SQL
 * statement, so a chart of five hundred series costs as many round trips as a chart of one.
 */
import type pg from 'pg'
import type { StreamId } from './blockTable'
import { decodeSummary, SUMMARY_LEVEL } from './chunkSummary'
import { type Column, firstRows } from './column'
import { decodeColumn } from './columnCodec'
import { LruCache } from './lruCache'
import { CHUNK_ROWS, entriesFromChunks, type Entries } from './pyramid'
import { decodeEntries } from './pyramidCodec'
import { decodeSegment, groupOf, OWN_PART, segmentPart, SHARED_PART } from './segment'

export interface BlockSpan {
  /** The number of the history the blocks belong to; see lineage.ts. */
  history: number
  stream: StreamId
  level: number
  col: number
  /** OWN_PART, SHARED_PART or both: where the column's blobs may be. */
  parts: number
  /** Both ends included. */
  from: number
  to: number
}

interface Waiting {
  span: BlockSpan
  resolve: (blobs: Map<number, Buffer>) => void
  reject: (error: unknown) => void
}

const SQL = `
  SELECT q.n, b.part, b.idx, b.blob
  FROM unnest($1::int[], $2::int[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[])
    AS q(n, run_id, stream, level, part, lo, hi)
  JOIN metric_block b
    ON b.run_id = q.run_id AND b.stream = q.stream AND b.level = q.level AND b.part = q.part
      AND b.idx BETWEEN q.lo AND q.hi`

export class BlockReader {
  private waiting: Waiting[] = []
  private readonly entriesCache: LruCache<Entries | null>

  constructor(
    private readonly pool: Pick<pg.Pool, 'query'>,
    cacheBytes: number,
  ) {
    this.entriesCache = new LruCache(cacheBytes, sizeOfEntries)
  }

  /** Raw columns by chunk index; chunks without the key are absent. */
  async columns(span: BlockSpan): Promise<Map<number, Column>> {
    const blobs = await this.load(span)
    return new Map([...blobs].map(([idx, blob]) => [idx, decodeColumn(blob)]))
  }

  /** Pyramid blocks by index. Written once and never changed, so they are kept in memory. */
  async entries(span: BlockSpan): Promise<Map<number, Entries>> {
    const found = new Map<number, Entries>()
    const missing: number[] = []
    for (let idx = span.from; idx <= span.to; idx++) {
      const entries = this.entriesCache.get(cacheKey(span, idx))
      if (entries) found.set(idx, entries)
      else if (entries === undefined) missing.push(idx)
    }
    if (missing.length === 0) return found
    const span2 = { ...span, from: missing[0]!, to: missing.at(-1)! }
    const blobs = await this.load(span2)
    for (const idx of missing) {
      const blob = blobs.get(idx)
      const entries = blob ? decodeEntries(blob) : null
      this.entriesCache.set(cacheKey(span, idx), entries)
      if (entries) found.set(idx, entries)
    }
    return found
  }

  /**
   * Chunks summed up as level 1 would, from their stored summaries or else from their rows: what answers
   * for rows whose level-1 block is not finished yet. Kept like entries. Only the first `sealedRows` rows of the run count, so a chunk that grows is
   * another one.
   */
  async chunkEntries(span: BlockSpan, sealedRows: number): Promise<Map<number, Entries>> {
    const found = new Map<number, Entries>()
    const missing: number[] = []
    const rowsOf = (idx: number) => Math.min(CHUNK_ROWS, sealedRows - idx * CHUNK_ROWS)
    const keyOf = (idx: number) => `${cacheKey(span, idx)}/${rowsOf(idx)}`
    for (let idx = span.from; idx <= span.to; idx++) {
      const entries = this.entriesCache.get(keyOf(idx))
      if (entries) found.set(idx, entries)
      else if (entries === undefined) missing.push(idx)
    }
    if (missing.length === 0) return found
    const summaries = await this.load({
      ...around(span, missing),
      level: SUMMARY_LEVEL,
      parts: OWN_PART,
    })
    const raw: number[] = []
    const keep = (idx: number, entries: Entries | null) => {
      this.entriesCache.set(keyOf(idx), entries)
      if (entries) found.set(idx, entries)
    }
    for (const idx of missing) {
      const blob = summaries.get(idx)
      const summary = blob && decodeSummary(blob)
      if (summary && summary.rows <= rowsOf(idx)) keep(idx, summary.entries)
      else raw.push(idx)
    }
    if (raw.length === 0) return found
    const blobs = await this.load(around(span, raw))
    for (const idx of raw) {
      const blob = blobs.get(idx)
      const column = blob && firstRows(decodeColumn(blob), rowsOf(idx))
      keep(idx, column ? entriesFromChunks([column]) : null)
    }
    return found
  }

  /** Forgets what is known of a history that was deleted. */
  forget(history: number): void {
    this.entriesCache.deleteWhere((key) => key.startsWith(`${history}/`))
  }

  private load(span: BlockSpan): Promise<Map<number, Buffer>> {
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) setImmediate(() => void this.flush())
      this.waiting.push({ span, resolve, reject })
    })
  }

  private async flush(): Promise<void> {
    const batch = this.waiting
    this.waiting = []
    try {
      const places = new PlaceList()
      for (const { span } of batch) places.addAll(span)
      const rows = places.size === 0 ? [] : await this.query(places)
      for (const { span, resolve } of batch) resolve(places.blobsOf(span, rows))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  private async query(places: PlaceList): Promise<FoundRow[][]> {
    const answer = await this.pool.query<FoundRow & { n: number }>({
      name: 'load-blocks',
      text: SQL,
      values: places.columns,
    })
    const found: FoundRow[][] = Array.from({ length: places.size }, () => [])
    for (const row of answer.rows) found[row.n]!.push(row)
    return found
  }
}

const around = (span: BlockSpan, indexes: readonly number[]): BlockSpan => {
  return { ...span, from: indexes[0]!, to: indexes.at(-1)! }
}

interface FoundRow {
  part: number
  idx: number
  blob: Buffer
  /** A segment is unpacked once, however many of its columns are asked for. */
  members?: Map<number, Buffer>
}

/** The distinct places a batch reads: columns that share a segment read it once. */
class PlaceList {
  readonly columns: number[][] = [[], [], [], [], [], [], []]
  private readonly numbers = new Map<string, number>()

  get size(): number {
    return this.numbers.size
  }

  addAll(span: BlockSpan): void {
    for (const part of partsOf(span)) {
      const key = placeKey(span, part)
      if (this.numbers.has(key)) continue
      const n = this.numbers.size
      this.numbers.set(key, n)
      const row = [n, span.history, span.stream, span.level, part, span.from, span.to]
      row.forEach((value, i) => this.columns[i]!.push(value))
    }
  }

  blobsOf(span: BlockSpan, rows: FoundRow[][]): Map<number, Buffer> {
    const blobs = new Map<number, Buffer>()
    for (const part of partsOf(span)) {
      for (const row of rows[this.numbers.get(placeKey(span, part))!] ?? []) {
        const blob = part >= 0 ? row.blob : membersOf(span, row).get(span.col)
        if (blob) blobs.set(row.idx, blob)
      }
    }
    return blobs
  }
}

function membersOf(span: BlockSpan, row: FoundRow): Map<number, Buffer> {
  return (row.members ??= decodeSegment(groupOf(span.col), row.blob))
}

function partsOf(span: BlockSpan): number[] {
  return [
    ...(span.parts & OWN_PART ? [span.col] : []),
    ...(span.parts & SHARED_PART ? [segmentPart(groupOf(span.col))] : []),
  ]
}

function placeKey(span: BlockSpan, part: number): string {
  return `${span.history}/${span.stream}/${span.level}/${part}/${span.from}/${span.to}`
}

function cacheKey(span: BlockSpan, idx: number): string {
  return `${span.history}/${span.stream}/${span.level}/${span.col}/${idx}`
}

function sizeOfEntries(entries: Entries | null): number {
  return 100 + (entries ? entries.slots.length * 41 : 0)
}

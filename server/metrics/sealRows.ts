/**
 * Moves rows from a run's open tail into metric_block, with the pyramid blocks they complete and
 * the mark that says how far the run is sealed, in one transaction.
 */
import type pg from 'pg'
import { type BlockRow, deleteBlocks, readBlocks, type StreamId, writeBlocks } from './blockTable'
import { decodeCells, encodeCells } from './cells'
import { deleteSummaries, isSummarised, writeSummaries } from './chunkSummary'
import { type Column, concatColumns, indexOfRow, rowAt, sliceColumn } from './column'
import { decodeColumn, encodeColumn } from './columnCodec'
import { ownerOf, ownersOf } from './lineage'
import {
  blockRows,
  CHUNK_ROWS,
  entriesFromBlocks,
  entriesFromChunks,
  FACTOR,
  MAX_LEVEL,
} from './pyramid'
import { decodeEntries, encodeEntries } from './pyramidCodec'
import { lockProgress, saveKeys, saveProgress } from './sealFacts'
import { historyOf, type SealedParts, type SealJob } from './sealJob'
import {
  CELLS_PART,
  columnsOfGroup,
  decodeSegment,
  encodeSegment,
  groupOf,
  OWN_PART,
  OWN_PART_BYTES,
  segmentPart,
  SHARED_PART,
} from './segment'

export async function sealRows(client: pg.ClientBase, job: SealJob): Promise<SealedParts> {
  await client.query('BEGIN')
  try {
    const sealed = await lockProgress(client, job)
    if (sealed >= job.endRow) {
      // An earlier attempt was committed although its answer was lost.
      await client.query('ROLLBACK')
      return Array.from({ length: job.lastCol + 1 }, (_, col) => [col, OWN_PART | SHARED_PART])
    }
    if (sealed !== job.firstRow) {
      throw new Error(`run ${job.runId} is sealed up to ${sealed}, not ${job.firstRow}`)
    }
    const parts = new Map<number, number>()
    const firstChunk = Math.floor(job.firstRow / CHUNK_ROWS)
    const lastChunk = Math.floor((job.endRow - 1) / CHUNK_ROWS)
    for (let chunk = firstChunk; chunk <= lastChunk; chunk++) {
      await sealChunk(client, job, chunk, parts)
      if (job.endRow >= (chunk + 1) * CHUNK_ROWS) await completeBlocks(client, job, chunk, parts)
    }
    await saveKeys(client, job, parts)
    await saveProgress(client, job)
    await client.query('COMMIT')
    return [...parts]
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** The part of a column that lies in rows [from, to) of the run, rows counted from `from`. */
function slice(
  column: Column,
  jobFirstRow: number,
  from: number,
  to: number,
  base: number,
): Column {
  const start = indexOfRow(column, from - jobFirstRow)
  const end = indexOfRow(column, to - jobFirstRow)
  const values = column.values.subarray(start, end)
  if (!column.rows && from === base) return { rows: null, values }
  const rows = new Uint32Array(values.length)
  for (let i = 0; i < rows.length; i++) rows[i] = rowAt(column, start + i) + jobFirstRow - base
  return { rows, values }
}

async function sealChunk(
  client: pg.ClientBase,
  job: SealJob,
  chunk: number,
  parts: Map<number, number>,
): Promise<void> {
  const base = chunk * CHUNK_ROWS
  const from = Math.max(job.firstRow, base)
  const to = Math.min(job.endRow, base + CHUNK_ROWS)
  const partial = from > base
  const byGroup = new Map<number, Map<number, Column>>()
  for (const column of job.columns) {
    const part = slice(column, job.firstRow, from, to, base)
    if (part.values.length === 0) continue
    const group = groupOf(column.col)
    const members = byGroup.get(group) ?? new Map<number, Column>()
    byGroup.set(group, members.set(column.col, part))
  }
  // What an ancestor holds of the chunk comes over whole: from now on the chunk is this history's.
  const taken = partial && ownerOf(job.lineage, 0, chunk, job.firstRow) !== historyOf(job)
  if (taken) {
    for (let group = 0; group <= groupOf(job.lastCol); group++) {
      if (!byGroup.has(group)) byGroup.set(group, new Map())
    }
  }
  for (const [group, fresh] of byGroup) {
    const stored = partial ? await loadChunk(client, job, chunk, group) : NOTHING_STORED
    const blobs = new Map<number, Buffer>()
    const whole = new Map<number, Column>()
    for (const [place, blob] of stored.shared) blobs.set(columnOfPlace(place), blob)
    if (taken) for (const [place, blob] of stored.own) blobs.set(columnOfPlace(place), blob)
    for (const [col, column] of fresh) {
      const before = stored.own.get(place(col, chunk)) ?? stored.shared.get(place(col, chunk))
      const merged = before ? concatColumns(decodeColumn(before), column) : column
      const blob = encodeColumn(merged)
      blobs.set(col, blob)
      if (isSummarised(job.lastCol, blob.length >= OWN_PART_BYTES)) whole.set(col, merged)
    }
    if (blobs.size === 0) continue
    await storeGroup(client, job, 0, chunk, group, blobs, taken ? NOTHING_STORED : stored, parts)
    const where = { history: historyOf(job), stream: job.stream, chunk, rows: to - base }
    // A block that is finished in the same breath makes them needless.
    const finishes = to - base === CHUNK_ROWS && (chunk + 1) % FACTOR === 0
    if (!finishes) await writeSummaries(client, where, whole, partial ? fresh.keys() : [])
  }
  await sealCells(client, job, chunk, from, to)
}

/** A group of the chunk in which the job begins; of an ancestor's, only what this history shares. */
async function loadChunk(
  client: pg.ClientBase,
  job: SealJob,
  chunk: number,
  group: number,
): Promise<StoredGroup> {
  const owner = ownerOf(job.lineage, 0, chunk, job.firstRow)
  const span = { from: chunk, to: chunk }
  const stored = await loadGroup(client, owner, job.stream, 0, span, group)
  if (owner === historyOf(job)) return stored
  const rows = job.firstRow - chunk * CHUNK_ROWS
  return { own: cutBlobs(stored.own, rows), shared: cutBlobs(stored.shared, rows) }
}

/** The first rows of each column; columns without a value in them are left out. */
function cutBlobs(blobs: ReadonlyMap<string, Buffer>, rows: number): Map<string, Buffer> {
  const cut = new Map<string, Buffer>()
  for (const [place, blob] of blobs) {
    const column = decodeColumn(blob)
    const n = indexOfRow(column, rows)
    if (n === 0) continue
    if (n === column.values.length) cut.set(place, blob)
    else cut.set(place, encodeColumn(sliceColumn(column, 0, rows)))
  }
  return cut
}

async function sealCells(
  client: pg.ClientBase,
  job: SealJob,
  chunk: number,
  from: number,
  to: number,
) {
  const base = chunk * CHUNK_ROWS
  const cells = job.cells
    .filter((cell) => cell.row + job.firstRow >= from && cell.row + job.firstRow < to)
    .map((cell) => ({ ...cell, row: cell.row + job.firstRow - base }))
  const owner = from > base ? ownerOf(job.lineage, 0, chunk, job.firstRow) : historyOf(job)
  if (cells.length === 0 && owner === historyOf(job)) return
  const span = { from: chunk, to: chunk }
  const none = { from: 1, to: 0, extra: [CELLS_PART] }
  const [stored] = from > base ? await readBlocks(client, owner, job.stream, 0, span, none) : []
  const before = stored ? decodeCells(stored.blob).filter((cell) => cell.row < from - base) : []
  const all = [...before, ...cells]
  if (all.length === 0) return
  const row = { level: 0, part: CELLS_PART, idx: chunk, blob: encodeCells(all) }
  await writeBlocks(client, historyOf(job), job.stream, [row])
}

/** Blobs are found by column and index together. */
function place(col: number, idx: number): string {
  return `${col}:${idx}`
}

function columnOfPlace(key: string): number {
  return Number(key.slice(0, key.indexOf(':')))
}

interface StoredGroup {
  own: ReadonlyMap<string, Buffer>
  shared: ReadonlyMap<string, Buffer>
}

const NOTHING_STORED: StoredGroup = { own: new Map(), shared: new Map() }

async function loadGroup(
  client: pg.ClientBase,
  history: number,
  stream: StreamId,
  level: number,
  idx: { from: number; to: number },
  group: number,
): Promise<StoredGroup> {
  const parts = { ...columnsOfGroup(group), extra: [segmentPart(group)] }
  const rows = await readBlocks(client, history, stream, level, idx, parts)
  const own = new Map<string, Buffer>()
  const shared = new Map<string, Buffer>()
  for (const row of rows) {
    if (row.part >= 0) own.set(place(row.part, row.idx), row.blob)
    else {
      for (const [col, blob] of decodeSegment(group, row.blob))
        shared.set(place(col, row.idx), blob)
    }
  }
  return { own, shared }
}

/** Writes the blobs of one group, large ones as parts of their own, the rest as one segment. */
async function storeGroup(
  client: pg.ClientBase,
  job: SealJob,
  level: number,
  idx: number,
  group: number,
  blobs: Map<number, Buffer>,
  stored: StoredGroup,
  parts: Map<number, number>,
): Promise<void> {
  const rows: BlockRow[] = []
  const shared = new Map<number, Buffer>()
  for (const [col, blob] of blobs) {
    // A column that has a row of its own keeps it, so that no second copy stays behind.
    const own = blob.length >= OWN_PART_BYTES || stored.own.has(place(col, idx))
    parts.set(col, (parts.get(col) ?? 0) | (own ? OWN_PART : SHARED_PART))
    if (own) rows.push({ level, part: col, idx, blob })
    else shared.set(col, blob)
  }
  const segment = { level, part: segmentPart(group), idx }
  if (shared.size > 0) rows.push({ ...segment, blob: encodeSegment(shared) })
  else if (stored.shared.size > 0) {
    await deleteBlocks(client, historyOf(job), job.stream, [segment])
  }
  await writeBlocks(client, historyOf(job), job.stream, rows)
}

/** Writes the pyramid blocks whose last chunk has just been filled. */
async function completeBlocks(
  client: pg.ClientBase,
  job: SealJob,
  chunk: number,
  parts: Map<number, number>,
): Promise<void> {
  let child = chunk
  for (let level = 1; level <= MAX_LEVEL && (child + 1) % FACTOR === 0; level++) {
    const idx = Math.floor(child / FACTOR)
    const children = { from: idx * FACTOR, to: idx * FACTOR + FACTOR - 1 }
    if (level === 1) await deleteSummaries(client, historyOf(job), job.stream, children)
    for (let group = 0; group <= groupOf(job.lastCol); group++) {
      await completeGroup(client, job, level, idx, group, parts)
    }
    child = idx
  }
}

async function completeGroup(
  client: pg.ClientBase,
  job: SealJob,
  level: number,
  idx: number,
  group: number,
  parts: Map<number, number>,
): Promise<void> {
  const children = { from: idx * FACTOR, to: idx * FACTOR + FACTOR - 1 }
  const own = new Map<string, Buffer>()
  const shared = new Map<string, Buffer>()
  const sealed = (children.to + 1) * blockRows(level - 1)
  for (const { id, ...span } of ownersOf(job.lineage, level - 1, children, sealed)) {
    const stored = await loadGroup(client, id, job.stream, level - 1, span, group)
    for (const [key, blob] of stored.own) own.set(key, blob)
    for (const [key, blob] of stored.shared) shared.set(key, blob)
  }
  const cols = new Set([...own.keys(), ...shared.keys()].map(columnOfPlace))
  const blobs = new Map<number, Buffer>()
  for (const col of cols) {
    const below = Array.from({ length: FACTOR }, (_, i) => {
      const key = place(col, children.from + i)
      return own.get(key) ?? shared.get(key)
    })
    const entries =
      level === 1
        ? entriesFromChunks(below.map((blob) => blob && decodeColumn(blob)))
        : entriesFromBlocks(below.map((blob) => blob && decodeEntries(blob)))
    blobs.set(col, encodeEntries(entries))
  }
  if (blobs.size > 0) await storeGroup(client, job, level, idx, group, blobs, NOTHING_STORED, parts)
}

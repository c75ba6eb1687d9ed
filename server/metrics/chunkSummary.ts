/**
 * Summaries of single chunks, for rows whose level-1 block is not finished yet: most runs are shorter
 * than one such block, and reading their raw rows would cost a chart of many runs most of its time.
 * A summary is written with its chunk and gone when the block is there. Nothing depends on it: where
 * there is none, or one that tells of more rows than are asked for, the raw rows answer.
 */
import type pg from 'pg'
import { type BlockRow, type StreamId, writeBlocks } from './blockTable'
import type { Column } from './column'
import { entriesFromChunks, type Entries } from './pyramid'
import { decodeEntries, encodeEntries } from './pyramidCodec'

/** Stands beside the pyramid's levels. */
export const SUMMARY_LEVEL = 100
/** Runs with fewer columns have summaries of all of them. */
const FEW_COLUMNS = 64

/** Whether a column gets one: not each of ten thousand small ones. */
export function isSummarised(lastCol: number, hasOwnPart: boolean): boolean {
  return hasOwnPart || lastCol < FEW_COLUMNS
}

export interface ChunkSummary {
  /** Of the chunk's first so many rows. */
  rows: number
  entries: Entries
}

const HEADER_BYTES = 4

export function encodeSummary(column: Column, rows: number): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32LE(rows)
  return Buffer.concat([header, encodeEntries(entriesFromChunks([column]))])
}

export function decodeSummary(blob: Buffer): ChunkSummary {
  return { rows: blob.readUInt32LE(), entries: decodeEntries(blob.subarray(HEADER_BYTES)) }
}

/**
 * Writes the summaries of columns of one chunk, whose first `rows` rows are sealed now. Of `all` columns
 * that have new values there those that get none lose a former one, which would be out of date.
 */
export async function writeSummaries(
  client: pg.ClientBase,
  place: { history: number; stream: StreamId; chunk: number; rows: number },
  summarised: ReadonlyMap<number, Column>,
  all: Iterable<number>,
): Promise<void> {
  const { history, stream, chunk, rows } = place
  const blocks = [...summarised].map(([part, column]): BlockRow => {
    return { level: SUMMARY_LEVEL, part, idx: chunk, blob: encodeSummary(column, rows) }
  })
  await writeBlocks(client, history, stream, blocks)
  const outdated = [...all].filter((col) => !summarised.has(col))
  if (outdated.length === 0) return
  await client.query({
    name: 'delete-outdated-summaries',
    text: `DELETE FROM metric_block
      WHERE run_id = $1 AND stream = $2 AND level = $3 AND idx = $4 AND part = ANY($5::int[])`,
    values: [history, stream, SUMMARY_LEVEL, chunk, outdated],
  })
}

/** The level-1 block over these chunks is there. */
export async function deleteSummaries(
  client: pg.ClientBase,
  history: number,
  stream: StreamId,
  chunks: { from: number; to: number },
): Promise<void> {
  await client.query({
    name: 'delete-summaries',
    text: `DELETE FROM metric_block
      WHERE run_id = $1 AND stream = $2 AND level = $3 AND idx BETWEEN $4 AND $5`,
    values: [history, stream, SUMMARY_LEVEL, chunks.from, chunks.to],
  })
}

import type { StreamId } from './blockTable'
import type { Cell } from './cells'
import type { Column } from './column'
import type { Lineage } from './lineage'

export interface KeyFacts {
  col: number
  /** Non-decreasing so far: a range of values is then a range of rows. */
  monotone: boolean
  /** Where sealed blobs may be; see segment.ts. 0 for a key without sealed numbers. */
  parts: number
}

/**
 * One run's rows at one moment: [0, sealedRows) in metric_block, the rest in the tail. Later
 * appends and seals do not change a snapshot, so a query may take its time over it.
 */
export interface RunSnapshot {
  runId: number
  stream: StreamId
  totalRows: number
  sealedRows: number
  /** Where the sealed rows are kept. */
  lineage: Lineage
  key(name: string): KeyFacts | undefined
  /** All names, in the order they first appeared. */
  keyNames(): string[]
  /** Rows count from sealedRows. */
  tail(col: number): Column | undefined
  tailCells(): readonly Cell[]
}

/** The same run as if it had only its first `rows` rows, all of which must be sealed. */
export function firstRowsOf(snapshot: RunSnapshot, rows: number): RunSnapshot {
  if (rows > snapshot.sealedRows) throw new Error('a snapshot is cut where its rows are sealed')
  return {
    ...snapshot,
    totalRows: rows,
    sealedRows: rows,
    tail: () => undefined,
    tailCells: () => [],
  }
}

/** Runs with rows in memory; server/ingest is one. */
export interface OpenRuns {
  /** Undefined when every row of the run is sealed. `names` are the keys that will be read. */
  snapshot(
    runId: number,
    stream: StreamId,
    names: readonly string[] | 'all',
  ): RunSnapshot | undefined
  /** Keys of open runs of a project, which may not be in the project's catalogue yet. */
  projectKeys(projectId: number, stream: StreamId): ReadonlySet<string>
}

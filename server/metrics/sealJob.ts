/** What the seal thread is asked to do. */
import type { StreamId } from './blockTable'
import type { Cell } from './cells'
import type { Column } from './column'
import type { Lineage } from './lineage'

export interface SealColumn extends Column {
  col: number
  name: string
  /** Not in metric_key yet. */
  fresh: boolean
}

export interface SealJob {
  runId: number
  /** NO_PROJECT for a run in the bin: its keys are no project's. */
  projectId: number
  stream: StreamId
  /** Where the blocks of the sealed rows are kept, and under which number the new ones belong. */
  lineage: Lineage
  /** Rows [firstRow, endRow) are sealed; everything before firstRow already is. */
  firstRow: number
  endRow: number
  /** Row offsets count from firstRow. Includes every key that is new, even without numbers. */
  columns: SealColumn[]
  cells: Cell[]
  /** Greatest column number of the run, whether or not it is in `columns`. */
  lastCol: number
  /** Storable form of the client lines behind the sealed rows. */
  writers: unknown
  /** Storable form of the numbers that named clients have in it. */
  clients: unknown
}

/** Which kinds of part (OWN_PART, SHARED_PART) now hold blobs of which column. */
export type SealedParts = [col: number, parts: number][]

/** The number that the job's blocks and keys get. */
export function historyOf(job: SealJob): number {
  return job.lineage.at(-1)!.id
}

/** What differs between two states of a report, as plain data. */
import type { ReportNode } from '../nodes'

export type PartKind = 'same' | 'added' | 'removed'

/** A piece of a line: some words, or what stands among them. */
export interface InlinePart {
  kind: PartKind
  node: ReportNode
}

/** One entry of a list of blocks. Those that are before, and those that are after, keep their order. */
export type BlockChange =
  | { kind: 'same' | 'added' | 'removed'; node: ReportNode }
  /** Stands here now, or stood here; the other entry of the pair has the same `move`. */
  | { kind: 'movedHere' | 'movedAway'; node: ReportNode; move: number }
  | {
      kind: 'changed'
      before: ReportNode
      after: ReportNode
      /** Of a line of words. */
      inline?: InlinePart[]
      /** Of what holds blocks, such as a list. */
      children?: BlockChange[]
    }

/** One setting. A side is absent where nothing was set. */
export interface FieldChange {
  /** In words: `Smoothing`, `X axis › Log`. */
  label: string
  before?: string
  after?: string
}

export interface RecordChange {
  what: 'report' | 'grid' | 'panel' | 'runSet'
  id: string
  /** How people call it. */
  name: string
  kind: 'added' | 'removed' | 'moved' | 'changed'
  fields: FieldChange[]
}

export interface ReportDiff {
  /** Titles; the same when nobody renamed it. */
  title: { before: string; after: string }
  blocks: BlockChange[]
  records: RecordChange[]
}

/**
 * Whether a rule fires, row by row. What it remembers is small, is JSON, and depends on the rows
 * alone: how they were cut into posts, or when the server was started anew, makes no difference.
 */
import { z } from 'zod'
import type { RowCondition } from './rule'

/** One number of one row. */
export interface Reading {
  row: number
  /** The row's `_step`, where it has one. */
  step: number | null
  key: string
  value: number
}

export interface Firing extends Reading {
  /** Equal for equal rows: an episode fires once. */
  episode: string
}

const memorySchemas = {
  threshold: z.object({
    /** Rows in a row on the bad side, and on the good one. */
    bad: z.number(),
    good: z.number(),
    /** The first of the bad ones. */
    since: z.number(),
    fired: z.boolean(),
  }),
  notFinite: z.object({ lastRow: z.number().nullable() }),
  noImprovement: z.object({
    best: z.number().nullable(),
    /** The row and the step of the best, or of the first row while there is none. */
    row: z.number(),
    step: z.number(),
    fired: z.boolean(),
  }),
}

type Memories = { [K in keyof typeof memorySchemas]: z.infer<(typeof memorySchemas)[K]> }
export type Memory = Memories[keyof Memories]

/** NaN in every row is one episode; this many rows without any end it. */
export const CLEAN_ROWS = 100

export function emptyMemory({ kind }: RowCondition): Memory {
  if (kind === 'threshold') return { bad: 0, good: 0, since: 0, fired: false }
  if (kind === 'notFinite') return { lastRow: null }
  return { best: null, row: -1, step: 0, fired: false }
}

/** What was stored, if it is what this condition remembers. */
export function readMemory({ kind }: RowCondition, stored: unknown): Memory | undefined {
  const parsed = memorySchemas[kind].safeParse(stored)
  return parsed.success ? parsed.data : undefined
}

/** Takes readings in the order of their rows; changes `memory`. */
export function observe(condition: RowCondition, memory: Memory, reading: Reading): Firing | null {
  switch (condition.kind) {
    case 'threshold':
      return threshold(condition, memory as Memories['threshold'], reading)
    case 'notFinite':
      return notFinite(memory as Memories['notFinite'], reading)
    case 'noImprovement':
      return noImprovement(condition, memory as Memories['noImprovement'], reading)
  }
}

/** Whether what the rule fired for last is still so. */
export function isOngoing(memory: Memory): boolean {
  return 'fired' in memory && memory.fired
}

function threshold(
  { op, value: limit, rows }: Extract<RowCondition, { kind: 'threshold' }>,
  memory: Memories['threshold'],
  reading: Reading,
): Firing | null {
  const { value, row } = reading
  if (Number.isNaN(value)) return null
  if (op === '>' ? value > limit : value < limit) {
    if (memory.bad === 0) memory.since = row
    memory.bad++
    memory.good = 0
    if (memory.fired || memory.bad < rows) return null
    memory.fired = true
    return { ...reading, episode: `row ${memory.since}` }
  }
  memory.bad = 0
  memory.good++
  if (memory.good >= rows) memory.fired = false
  return null
}

function notFinite(memory: Memories['notFinite'], reading: Reading): Firing | null {
  if (Number.isFinite(reading.value)) return null
  const { lastRow } = memory
  memory.lastRow = reading.row
  if (lastRow !== null && reading.row - lastRow <= CLEAN_ROWS) return null
  return { ...reading, episode: `row ${reading.row}` }
}

function noImprovement(
  { goal, minDelta, steps }: Extract<RowCondition, { kind: 'noImprovement' }>,
  memory: Memories['noImprovement'],
  reading: Reading,
): Firing | null {
  const { value, row } = reading
  const step = reading.step ?? row
  const { best } = memory
  if (memory.row < 0) Object.assign(memory, { row, step })
  const gain = best === null ? Infinity : goal === 'min' ? best - value : value - best
  if (Number.isFinite(value) && gain > minDelta) {
    Object.assign(memory, { best: value, row, step, fired: false })
    return null
  }
  if (memory.fired || step - memory.step < steps) return null
  memory.fired = true
  return { ...reading, episode: `best of row ${memory.row}` }
}

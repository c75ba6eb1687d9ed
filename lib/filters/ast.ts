/**
 * Which runs: one tree with three faces, the builder's chips, the text people type, and the JSON
 * that W&B's clients send. Its meaning is that of `evaluate` beside it; SQL must say the same.
 */
import { z } from 'zod'
import { type ColumnId, columnIdSchema } from '../runs/columns'

export const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const
export type Comparison = (typeof COMPARISONS)[number]

export type FilterValue = string | number | boolean | null
export const filterValueSchema = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.null(),
])

export type Filter =
  | { kind: 'and' | 'or'; filters: Filter[] }
  | { kind: 'not'; filter: Filter }
  /** `null` is "has no value". Order compares numbers with numbers, times with times, text with text. */
  | { kind: 'compare'; key: ColumnId; op: Comparison; value: FilterValue }
  | { kind: 'in'; key: ColumnId; values: FilterValue[] }
  /** The list (tags) holds the text; a text holds it as a part. */
  | { kind: 'has'; key: ColumnId; value: string }
  /** An RE2 expression found anywhere in the text, or in any item of a list. */
  | { kind: 'matches'; key: ColumnId; pattern: string }
  | { kind: 'exists'; key: ColumnId }
  /** A time at most so many seconds ago. */
  | { kind: 'within'; key: ColumnId; seconds: number }

export const MAX_FILTER_DEPTH = 20
export const MAX_FILTER_NODES = 500

const filterNodeSchema: z.ZodType<Filter> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['and', 'or']), filters: z.array(filterNodeSchema) }),
    z.object({ kind: z.literal('not'), filter: filterNodeSchema }),
    z.object({
      kind: z.literal('compare'),
      key: columnIdSchema,
      op: z.enum(COMPARISONS),
      value: filterValueSchema,
    }),
    z.object({
      kind: z.literal('in'),
      key: columnIdSchema,
      values: z.array(filterValueSchema).max(1000),
    }),
    z.object({ kind: z.literal('has'), key: columnIdSchema, value: z.string().max(10_000) }),
    z.object({ kind: z.literal('matches'), key: columnIdSchema, pattern: z.string().max(1000) }),
    z.object({ kind: z.literal('exists'), key: columnIdSchema }),
    z.object({ kind: z.literal('within'), key: columnIdSchema, seconds: z.number().positive() }),
  ]),
)

/** Refused before it is walked by anything that recurses: a deep tree costs a stack, not a question. */
export const filterSchema = z
  .unknown()
  .refine((value) => isBounded(value), {
    error: `may nest ${MAX_FILTER_DEPTH} deep and hold ${MAX_FILTER_NODES} conditions at most`,
  })
  .pipe(filterNodeSchema)

function isBounded(root: unknown): boolean {
  const waiting: { node: unknown; depth: number }[] = [{ node: root, depth: 1 }]
  let seen = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (++seen > MAX_FILTER_NODES || next.depth > MAX_FILTER_DEPTH) return false
    if (typeof next.node !== 'object' || next.node === null) continue
    const { filters, filter } = next.node as { filters?: unknown; filter?: unknown }
    const children: unknown[] = Array.isArray(filters) ? filters : []
    if (filter !== undefined) children.push(filter)
    for (const node of children) waiting.push({ node, depth: next.depth + 1 })
  }
  return true
}

/** Every run. */
export const EVERY_RUN: Filter = { kind: 'and', filters: [] }

/** Both; what says nothing is left out. */
export function both(...filters: (Filter | null | undefined)[]): Filter {
  const said = filters.filter(
    (one): one is Filter => !!one && !(one.kind === 'and' && one.filters.length === 0),
  )
  return said.length === 1 ? said[0]! : { kind: 'and', filters: said }
}

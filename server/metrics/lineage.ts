/**
 * Where the rows of a forked or rewound run are kept. A history that continues another one from row
 * `n` on copies nothing: it refers to the other for the blocks that lie below `n`. The block in
 * which row `n` lies is written anew, with both parts, when the first rows after it are sealed.
 */
import type pg from 'pg'
import { blockRows } from './pyramid'

/** Rows up to `end`, after those of the source before it, are in blocks under the number `id`. */
export interface Source {
  id: number
  end: number
}

/** From the oldest ancestor to the history itself, whose end is Infinity. Ends increase. */
export type Lineage = readonly Source[]

export function ownLineage(id: number): Lineage {
  return [{ id, end: Infinity }]
}

/** The lineage of a history `id` that takes the first `rows` rows of another. */
export function continued(parent: Lineage, rows: number, id: number): Lineage {
  const inherited: Source[] = []
  for (const source of parent) {
    if ((inherited.at(-1)?.end ?? 0) >= rows) break
    inherited.push({ id: source.id, end: Math.min(source.end, rows) })
  }
  return [...inherited, { id, end: Infinity }]
}

/** Under whose number a block is found, for a history with so many sealed rows. */
export function ownerOf(
  lineage: Lineage,
  level: number,
  index: number,
  sealedRows: number,
): number {
  if (lineage.length === 1) return lineage[0]!.id
  const end = Math.min((index + 1) * blockRows(level), sealedRows)
  return lineage.find((source) => source.end >= end)!.id
}

export interface OwnedSpan {
  id: number
  /** Block indexes, both ends included. */
  from: number
  to: number
}

/** The blocks [from, to], divided by who owns them. */
export function ownersOf(
  lineage: Lineage,
  level: number,
  span: { from: number; to: number },
  sealedRows: number,
): OwnedSpan[] {
  if (lineage.length === 1) return [{ id: lineage[0]!.id, ...span }]
  const spans: OwnedSpan[] = []
  for (let index = span.from; index <= span.to; index++) {
    const id = ownerOf(lineage, level, index, sealedRows)
    const last = spans.at(-1)
    if (last?.id === id) last.to = index
    else spans.push({ id, from: index, to: index })
  }
  return spans
}

/** Lineages of histories by their number; those that continue no other are left out. */
export async function loadLineages(
  client: Pick<pg.Pool, 'query'>,
  ids: readonly number[],
): Promise<Map<number, Lineage>> {
  const { rows } = await client.query<{ leaf: number; id: number; parent: number; rows: number }>({
    name: 'load-lineages',
    text: `WITH RECURSIVE line AS (
        SELECT id AS leaf, id, parent_id, parent_rows, 0 AS depth
        FROM history_branch WHERE id = ANY($1)
        UNION ALL
        SELECT line.leaf, b.id, b.parent_id, b.parent_rows, line.depth + 1
        FROM line JOIN history_branch b ON b.id = line.parent_id)
      SELECT leaf, id, parent_id AS parent, parent_rows AS rows FROM line ORDER BY leaf, depth DESC`,
    values: [ids],
  })
  const lineages = new Map<number, Lineage>()
  for (const row of rows) {
    const parent = lineages.get(row.leaf) ?? ownLineage(row.parent)
    lineages.set(row.leaf, continued(parent, row.rows, row.id))
  }
  return lineages
}

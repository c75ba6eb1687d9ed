/** Values of columns, run by run or summed up over groups. */
import type pg from 'pg'
import type { RunGroup, RunValues } from '@/lib/api/runQuery'
import type { ColumnId } from '@/lib/runs/columns'
import { type ResolvedRunSet, narrowTo } from './runSet'
import { jsonNumber, kindOf, Statement } from './sql'

/** One array a run, beside `ids`; one value a column, storable, times in ISO 8601, null for none. */
export async function valuesOf(
  pool: pg.Pool,
  projectId: number,
  ids: readonly number[],
  columns: readonly ColumnId[],
  now: Date,
): Promise<unknown[][]> {
  if (columns.length === 0) return ids.map(() => [])
  const statement = new Statement(projectId, now)
  const names = columns.map((column) => statement.column(column))
  const few = statement.param(ids, 'int[]')
  const { rows } = await pool.query<[number, ...unknown[]]>({
    text: `SELECT x.id, ${names.join(', ')} FROM ${statement.source(few)}`,
    values: statement.values,
    rowMode: 'array',
  })
  const byId = new Map(rows.map(([id, ...values]) => [id, values.map(presentValue)]))
  const none = columns.map(() => null)
  return ids.map((id) => byId.get(id) ?? none)
}

function presentValue(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null)
}

export type RunHead = RunValues['runs'][number]

export async function headsOf(
  pool: pg.Pool,
  ids: readonly number[],
): Promise<Map<number, RunHead>> {
  const { rows } = await pool.query<RunHead>({
    name: 'run-heads',
    text: `SELECT id, name, display_name AS "displayName", number, state FROM run
      WHERE id = ANY($1::int[]) AND deleted_at IS NULL`,
    values: [ids],
  })
  return new Map(rows.map((run) => [run.id, run]))
}

/** Groups by the first key that `within` says nothing of, in the order of their values. */
export async function groupsOf(
  pool: pg.Pool,
  projectId: number,
  set: ResolvedRunSet,
  query: {
    groupBy: readonly ColumnId[]
    within: readonly unknown[]
    columns: readonly ColumnId[]
    withIds: boolean
  },
): Promise<RunGroup[]> {
  const statement = new Statement(projectId, set.now)
  narrowTo(set, statement)
  const asJson = (id: ColumnId) => {
    const name = statement.column(id)
    return kindOf(id) === 'json' ? name : `to_jsonb(${name})`
  }
  query.within.forEach((value, i) => {
    const wanted = value === null ? null : JSON.stringify(value)
    statement.narrow(
      `${asJson(query.groupBy[i]!)} IS NOT DISTINCT FROM ${statement.param(wanted, 'jsonb')}`,
    )
  })
  const key = asJson(query.groupBy[query.within.length]!)
  const stats = query.columns.flatMap((id) => {
    const number = finiteNumber(id, statement.column(id))
    return [`count(${number})::int`, `avg(${number})`, `min(${number})`, `max(${number})`]
  })
  const ids = query.withIds ? ['array_agg(x.id ORDER BY x.number DESC)'] : []
  const list = [
    'g.value',
    'count(*)::int',
    "count(*) FILTER (WHERE x.state = 'running')::int",
    ...stats,
    ...ids,
  ]
  const { rows } = await pool.query<unknown[]>({
    text: `SELECT ${list.join(', ')} FROM ${statement.source()}
      CROSS JOIN LATERAL (SELECT ${key} AS value) g
      GROUP BY g.value
      ORDER BY ${jsonNumber('g.value')} NULLS LAST, g.value::text COLLATE "C" NULLS LAST`,
    values: statement.values,
    rowMode: 'array',
  })
  return rows.map(([value, count, running, ...rest]): RunGroup => {
    const group: RunGroup = {
      value: value ?? null,
      count: count as number,
      running: running as number,
      stats: query.columns.map((_, i) => {
        const [n, mean, min, max] = rest.slice(i * 4, i * 4 + 4) as [number, ...(number | null)[]]
        return { n, mean: mean ?? null, min: min ?? null, max: max ?? null }
      }),
    }
    if (query.withIds) group.ids = rest.at(-1) as number[]
    return group
  })
}

/** NULL for what is no number, and for NaN and infinities, which would be all that is left of a mean. */
function finiteNumber(id: ColumnId, name: string): string {
  switch (kindOf(id)) {
    case 'json':
      return `CASE WHEN jsonb_typeof(${name}) = 'number' THEN (${name})::float8 END`
    case 'number':
      return name
    default:
      return 'NULL::float8'
  }
}

/** Values that occur in a column, most frequent first; items of lists each by itself. */
export async function completionsOf(
  pool: pg.Pool,
  projectId: number,
  column: ColumnId,
  prefix: string,
  limit: number,
): Promise<{ value: unknown; count: number }[]> {
  const statement = new Statement(projectId, new Date())
  const name = statement.column(column)
  const json = kindOf(column) === 'json' ? name : `to_jsonb(${name})`
  const items = `SELECT jsonb_array_elements(
      CASE WHEN jsonb_typeof(${json}) = 'array' THEN ${json} ELSE jsonb_build_array(${json}) END
    ) AS value`
  const wanted = statement.param(prefix.toLowerCase(), 'text')
  const { rows } = await pool.query<{ value: unknown; count: number }>({
    text: `SELECT i.value, count(*)::int AS count FROM ${statement.source()}
      CROSS JOIN LATERAL (${items}) i
      WHERE ${name} IS NOT NULL AND jsonb_typeof(i.value) <> 'object'
        AND starts_with(lower(i.value #>> '{}'), ${wanted})
      GROUP BY i.value ORDER BY count(*) DESC, i.value LIMIT ${statement.param(limit, 'int')}`,
    values: statement.values,
  })
  return rows
}

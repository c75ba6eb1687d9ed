/** Which runs of a project a query means, in its order. */
import type pg from 'pg'
import { RE2JS } from 're2js'
import { operandFrom, texts } from '@/lib/filters/evaluate'
import { EVERY_RUN, type Filter } from '@/lib/filters/ast'
import { parseColumnId } from '@/lib/runs/columns'
import {
  matchAll,
  type Matcher,
  parsePattern,
  regexMatcher,
  wordMatcher,
} from '@/lib/search/pattern'
import type { z } from 'zod'
import type { runSetQuerySchema } from '@/lib/api/runQuery'
import { badRequest } from '../http/errors'
import { conditionSql, type MatchedIds, sortSql, Statement } from './sql'

export type ParsedRunSet = Pick<z.output<typeof runSetQuerySchema>, 'filter' | 'search' | 'sort'>

type MatchesFilter = Extract<Filter, { kind: 'matches' }>

/** A run set with everything looked up that SQL cannot say by itself. */
export interface ResolvedRunSet extends ParsedRunSet {
  matched: MatchedIds
  /** Runs in which the search is found; undefined without one. */
  found: readonly number[] | undefined
  now: Date
}

/** @throws HttpError 400 for an expression that is none, naming its field */
export async function resolveRunSet(
  pool: pg.Pool,
  projectId: number,
  query: ParsedRunSet,
  now = new Date(),
): Promise<ResolvedRunSet> {
  const matched = new Map<Filter, readonly number[]>()
  for (const filter of matchesIn(query.filter ?? EVERY_RUN)) {
    matched.set(filter, await idsThatMatch(pool, projectId, filter, now))
  }
  const search = query.search?.trim() ?? ''
  const found = search === '' ? undefined : await idsFound(pool, projectId, search)
  return { ...query, matched, found, now }
}

/** Leaves the statement with the runs of the set alone, those that cost least to refuse first. */
export function narrowTo(set: ResolvedRunSet, statement: Statement): void {
  const parts = [...partsOf(set.filter ?? EVERY_RUN)]
  for (const part of parts.filter(isOfRuns)) {
    statement.narrowRuns(conditionSql(part, statement.runs, set.matched))
  }
  if (set.found) statement.narrowRuns(`r.id = ANY(${statement.param(set.found, 'int[]')})`)
  const rest = parts.filter((part) => !isOfRuns(part))
  if (rest.length === 0) return
  statement.narrow(conditionSql({ kind: 'and', filters: rest }, statement, set.matched))
}

/** All of which must hold. */
function* partsOf(filter: Filter): Generator<Filter> {
  if (filter.kind !== 'and') yield filter
  else for (const part of filter.filters) yield* partsOf(part)
}

/** Whether neither config nor summary is needed; what matches an expression is known by then. */
function isOfRuns(filter: Filter): boolean {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.filters.every(isOfRuns)
    case 'not':
      return isOfRuns(filter.filter)
    case 'matches':
      return true
    default:
      return parseColumnId(filter.key).section === 'run'
  }
}

/** Numeric ids of all runs of the set, in order; equals stand newest first. */
export async function idsOf(
  pool: pg.Pool,
  projectId: number,
  set: ResolvedRunSet,
): Promise<number[]> {
  const statement = new Statement(projectId, set.now)
  narrowTo(set, statement)
  const order = set.sort.map(({ column, descending }) => sortSql(column, descending, statement))
  const text = `SELECT x.id FROM ${statement.source()}
    ORDER BY ${[...order, 'x.number DESC'].join(', ')}`
  const { rows } = await pool.query<[number]>({ text, values: statement.values, rowMode: 'array' })
  return rows.map(([id]) => id)
}

function* matchesIn(filter: Filter): Generator<MatchesFilter> {
  if (filter.kind === 'matches') yield filter
  else if (filter.kind === 'not') yield* matchesIn(filter.filter)
  else if (filter.kind === 'and' || filter.kind === 'or') {
    for (const part of filter.filters) yield* matchesIn(part)
  }
}

/** RE2, as everywhere in Runroom: its time is linear in the text, whoever wrote the expression. */
async function idsThatMatch(
  pool: pg.Pool,
  projectId: number,
  { key, pattern }: MatchesFilter,
  now: Date,
): Promise<number[]> {
  const compiled = compile(pattern, 'filter')
  const statement = new Statement(projectId, now)
  const value = statement.column(key)
  const text = `SELECT x.id, ${value} FROM ${statement.source()} WHERE ${value} IS NOT NULL`
  const { rows } = await pool.query<[number, unknown]>({
    text,
    values: statement.values,
    rowMode: 'array',
  })
  return rows
    .filter(([, value]) => texts(operandFrom(value)).some((one) => compiled.matcher(one).find()))
    .map(([id]) => id)
}

function compile(pattern: string, field: string): RE2JS {
  try {
    return RE2JS.compile(pattern)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw badRequest(`${field}: "${pattern}" is no regular expression: ${reason}`, field)
  }
}

/** The same search as in lists: names, ids, tags, groups and job types. */
async function idsFound(pool: pg.Pool, projectId: number, search: string): Promise<number[]> {
  const matches = searchMatcher(search)
  const { rows } = await pool.query<[number, ...(string | null)[]]>({
    name: 'search-runs',
    text: `SELECT id, display_name, name, "group", job_type, array_to_string(tags, E'\\n')
      FROM run WHERE project_id = $1 AND deleted_at IS NULL`,
    values: [projectId],
    rowMode: 'array',
  })
  return rows
    .filter(([, displayName, name, group, jobType, tags]) =>
      [displayName, name, group, jobType, ...(tags?.split('\n') ?? [])].some(
        (text) => typeof text === 'string' && text !== '' && matches(text),
      ),
    )
    .map(([id]) => id)
}

function searchMatcher(search: string): Matcher {
  const pattern = parsePattern(search)
  if (pattern.kind === 'words') return wordMatcher(pattern.words)
  if (pattern.source === '') return matchAll
  compile(pattern.source, 'search')
  return regexMatcher(RE2JS, pattern)
}

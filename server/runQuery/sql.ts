/**
 * Filters and sorts as SQL. Values are parameters, always; what is written into the text is made
 * of numbers and of names from this file. Says what lib/filters/evaluate says, run by run.
 */
import { isUnstorable } from '@/lib/json/storable'
import { storedPath } from '@/lib/filters/evaluate'
import type { Comparison, Filter, FilterValue } from '@/lib/filters/ast'
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from '@/lib/runs/columns'

/** The parameters of one statement, and the columns that its innermost part picks. */
export class Statement {
  readonly values: unknown[] = []
  private readonly picked = new Map<ColumnId, string>()

  constructor(
    private readonly projectId: number,
    /** What `within` and durations count from. */
    readonly now: Date,
  ) {}

  /** `$1`, `$2` …; the cast is ours, never the caller's words. */
  param(
    value: unknown,
    cast: 'text' | 'float8' | 'int' | 'int[]' | 'timestamptz' | 'jsonb',
  ): string {
    this.values.push(value)
    return `$${this.values.length}::${cast}`
  }

  /** The name under which a column is known outside the innermost part. */
  pick(id: ColumnId): string {
    let name = this.picked.get(id)
    if (name === undefined) this.picked.set(id, (name = `k${this.picked.size}`))
    return name
  }

  /**
   * `(SELECT …) x`: the project's runs with what was picked. Config and summary are unpacked once a
   * run, not once a key: `|| '{}'` makes the copy that all keys are then read from. `ids`, a
   * parameter, narrows it down to some of the runs.
   */
  source(ids?: string): string {
    const columns = [...this.picked].map(([id, name]) => `${this.extract(id)} AS ${name}`)
    const sections = [...this.picked.keys()].map((id) => parseColumnId(id).section)
    const unpacked = (['config', 'summary'] as const)
      .filter((section) => sections.includes(section))
      .map((section) => `run.${section} || '{}'::jsonb AS all_${section}`)
    const inner = ['run.id AS run_id', ...unpacked].join(', ')
    const list = ['r.id', 'r.number', 'r.state', ...columns].join(', ')
    const project = this.param(this.projectId, 'int')
    const few = ids === undefined ? '' : ` AND run.id = ANY(${ids})`
    return `(SELECT ${list} FROM (SELECT ${inner} FROM run
      WHERE run.project_id = ${project} AND run.deleted_at IS NULL${few} OFFSET 0) u
      JOIN run r ON r.id = u.run_id OFFSET 0) x`
  }

  private extract(id: ColumnId): string {
    const { section, path } = parseColumnId(id)
    if (section === 'run') return FIELD_SQL[path as RunField](this)
    const steps = storedPath(section, path).map((name) =>
      // No name that PostgreSQL refuses is in any tree.
      isUnstorable(name) ? `-> NULL::text` : `-> ${this.param(name, 'text')}`,
    )
    return `NULLIF(u.all_${section} ${steps.join(' ')}, 'null'::jsonb)`
  }
}

const FIELD_SQL: Record<RunField, (statement: Statement) => string> = {
  name: () => 'r.name',
  displayName: () => 'r.display_name',
  number: () => 'r.number::float8',
  state: () => 'r.state::text',
  tags: () => "NULLIF(r.tags, '{}')",
  notes: () => 'r.notes',
  user: () => '(SELECT username FROM "user" WHERE "user".id = r.user_id)',
  group: () => 'r."group"',
  jobType: () => 'r.job_type',
  host: () => 'r.host',
  program: () => 'r.program',
  commit: () => 'r.commit',
  sweep: () => 'r.sweep_name',
  createdAt: () => 'r.created_at',
  heartbeatAt: () => 'r.heartbeat_at',
  finishedAt: () => 'r.finished_at',
  duration: (statement) => {
    const now = statement.param(statement.now, 'timestamptz')
    return `extract(epoch FROM coalesce(r.finished_at, ${now}) - r.created_at)::float8`
  },
}

export type Kind = 'text' | 'number' | 'time' | 'list' | 'json'

export function kindOf(id: ColumnId): Kind {
  const { section, path } = parseColumnId(id)
  return section === 'run' ? RUN_FIELDS[path as RunField] : 'json'
}

/** The finite or infinite number in a jsonb value; NULL for NaN, with which nothing compares. */
export const jsonNumber = (v: string) => `CASE jsonb_typeof(${v})
  WHEN 'number' THEN (${v})::float8
  WHEN 'object' THEN CASE WHEN ${v} IN ('{"$num":"Infinity"}', '{"$num":"-Infinity"}')
    THEN (${v} ->> '$num')::float8 END END`
const jsonText = (v: string) => `CASE WHEN jsonb_typeof(${v}) = 'string' THEN ${v} #>> '{}' END`

/** Ids of the runs in which a `matches` condition holds; RE2 is not PostgreSQL's language. */
export type MatchedIds = ReadonlyMap<Filter, readonly number[]>

/** A condition that is true or false, never NULL. */
export function conditionSql(filter: Filter, s: Statement, matched: MatchedIds): string {
  const part = (inner: Filter) => conditionSql(inner, s, matched)
  switch (filter.kind) {
    case 'and':
      return filter.filters.length === 0 ? 'TRUE' : `(${filter.filters.map(part).join(' AND ')})`
    case 'or':
      return filter.filters.length === 0 ? 'FALSE' : `(${filter.filters.map(part).join(' OR ')})`
    case 'not':
      return `NOT ${part(filter.filter)}`
    case 'matches':
      return `x.id = ANY(${s.param(matched.get(filter) ?? [], 'int[]')})`
    case 'exists':
      return `(x.${s.pick(filter.key)} IS NOT NULL)`
    case 'compare':
      return truth(compareSql(filter.key, filter.op, filter.value, s))
    case 'in':
      if (filter.values.length === 0) return 'FALSE'
      return truth(filter.values.map((value) => truth(equalSql(filter.key, value, s))).join(' OR '))
    case 'has':
      return truth(hasSql(filter.key, filter.value, s))
    case 'within': {
      if (kindOf(filter.key) !== 'time') return 'FALSE'
      const since = new Date(s.now.getTime() - filter.seconds * 1000)
      if (Number.isNaN(since.getTime())) return `(x.${s.pick(filter.key)} IS NOT NULL)`
      return truth(`x.${s.pick(filter.key)} >= ${s.param(since, 'timestamptz')}`)
    }
  }
}

const truth = (sql: string) => `coalesce(${sql.includes(' OR ') ? `(${sql})` : sql}, FALSE)`

function compareSql(key: ColumnId, op: Comparison, value: FilterValue, s: Statement): string {
  if (op === '=') return equalSql(key, value, s)
  if (op === '!=') return `NOT ${truth(equalSql(key, value, s))}`
  const v = `x.${s.pick(key)}`
  const kind = kindOf(key)
  if (typeof value === 'number') {
    if (kind === 'number') return `${v} ${op} ${s.param(value, 'float8')}`
    return kind === 'json' ? `${jsonNumber(v)} ${op} ${s.param(value, 'float8')}` : 'FALSE'
  }
  if (typeof value !== 'string' || isUnstorable(value)) return 'FALSE'
  if (kind === 'time') {
    const at = timeOf(value)
    return at ? `${v} ${op} ${s.param(at, 'timestamptz')}` : 'FALSE'
  }
  if (kind !== 'text' && kind !== 'json') return 'FALSE'
  const text = kind === 'text' ? v : jsonText(v)
  return `(${text}) COLLATE "C" ${op} ${s.param(value, 'text')} COLLATE "C"`
}

function equalSql(key: ColumnId, value: FilterValue, s: Statement): string {
  const v = `x.${s.pick(key)}`
  if (value === null) return `${v} IS NULL`
  if (typeof value === 'string' && isUnstorable(value)) return 'FALSE'
  switch (kindOf(key)) {
    case 'text':
      return typeof value === 'string' ? `${v} = ${s.param(value, 'text')}` : 'FALSE'
    case 'number':
      return typeof value === 'number' ? `${v} = ${s.param(value, 'float8')}` : 'FALSE'
    case 'time': {
      const at = typeof value === 'string' ? timeOf(value) : undefined
      return at ? `${v} = ${s.param(at, 'timestamptz')}` : 'FALSE'
    }
    case 'list':
      return typeof value === 'string' ? `${s.param(value, 'text')} = ANY(${v})` : 'FALSE'
    case 'json': {
      const wanted = s.param(JSON.stringify(value), 'jsonb')
      return `(${v} = ${wanted} OR (jsonb_typeof(${v}) = 'array' AND ${v} @> ${wanted}))`
    }
  }
}

function hasSql(key: ColumnId, value: string, s: Statement): string {
  if (isUnstorable(value)) return 'FALSE'
  const v = `x.${s.pick(key)}`
  const text = () => s.param(value, 'text')
  switch (kindOf(key)) {
    case 'text':
      return `strpos(${v}, ${text()}) > 0`
    case 'list':
      return `${text()} = ANY(${v})`
    case 'json':
      return `CASE jsonb_typeof(${v}) WHEN 'string' THEN strpos(${v} #>> '{}', ${text()}) > 0
        WHEN 'array' THEN ${v} ? ${text()} END`
    default:
      return 'FALSE'
  }
}

function timeOf(text: string): Date | undefined {
  const at = new Date(Date.parse(text))
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Numbers before texts, what is missing (or NaN) last in either direction. */
export function sortSql(id: ColumnId, descending: boolean, s: Statement): string {
  const v = `x.${s.pick(id)}`
  const direction = descending ? 'DESC' : 'ASC'
  const by = (sql: string) => `${sql} ${direction} NULLS LAST`
  const asText = (text: string) => [by(`lower(${text}) COLLATE "C"`), by(`(${text}) COLLATE "C"`)]
  switch (kindOf(id)) {
    case 'text':
      return asText(v).join(', ')
    case 'list':
      return asText(`array_to_string(${v}, ',')`).join(', ')
    case 'json': {
      const flag = `CASE WHEN jsonb_typeof(${v}) = 'boolean' THEN (${v})::boolean::int END`
      return [by(`coalesce(${jsonNumber(v)}, ${flag})`), ...asText(jsonText(v))].join(', ')
    }
    default:
      return by(v)
  }
}

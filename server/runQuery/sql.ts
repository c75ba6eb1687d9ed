/**
 * Filters and sorts as SQL. Values are parameters, always; what is written into the text is made
 * of numbers and of names from this file. Says what lib/filters/evaluate says, run by run.
 */
import { isUnstorable } from '@/lib/json/storable'
import { storedPath } from '@/lib/filters/evaluate'
import type { Comparison, Filter, FilterValue } from '@/lib/filters/ast'
import { type ColumnId, parseColumnId, RUN_FIELDS, type RunField } from '@/lib/runs/columns'

/** Where a condition finds what it is about. */
export interface Columns {
  readonly now: Date
  /** The run's numeric id. */
  readonly id: string
  column(id: ColumnId): string
  param(value: unknown, cast: Cast): string
}

type Cast = 'text' | 'float8' | 'int' | 'int[]' | 'timestamptz' | 'jsonb'

interface Stage {
  picked: Map<ColumnId, string>
  where: string[]
}

/**
 * One statement over the runs of a project, in stages, each inside the next: first the runs whose
 * own fields fit, then those whose config and summary do, then what else is asked of these. A
 * config of hundreds of keys costs far more to unpack than all the rest, so it is unpacked once a
 * run, not once a key (`|| '{}'` makes the copy that all keys are read from), and only of runs that
 * are still wanted. `OFFSET 0` keeps the planner from merging the stages again.
 */
export class Statement implements Columns {
  readonly id = 'x.id'
  readonly values: unknown[] = []
  /** Conditions on nothing but the runs' own fields are made of these, for `narrowRuns`. */
  readonly runs: Columns
  private readonly fields = new Map<ColumnId, string>()
  private readonly stages: Stage[] = [{ picked: new Map(), where: [] }]
  private readonly conditions: string[] = []
  private picks = 0

  constructor(
    private readonly projectId: number,
    /** What `within` and durations count from. */
    readonly now: Date,
  ) {
    this.runs = {
      now,
      id: 'r.id',
      column: (id) => `(${FIELD_SQL[parseColumnId(id).path as RunField](this)})`,
      param: (value, cast) => this.param(value, cast),
    }
  }

  /** `$1`, `$2` …; the cast is ours, never the caller's words. */
  param(value: unknown, cast: Cast): string {
    this.values.push(value)
    return `$${this.values.length}::${cast}`
  }

  narrowRuns(condition: string): void {
    this.conditions.push(condition)
  }

  /** What is picked from now on is picked only from runs that fulfil the condition. */
  narrow(condition: string): void {
    this.stages.at(-1)!.where.push(condition)
    this.stages.push({ picked: new Map(), where: [] })
  }

  /** A column's value, for whatever stands around `source()`. */
  column(id: ColumnId): string {
    const { section } = parseColumnId(id)
    const known =
      this.fields.get(id) ?? this.stages.map(({ picked }) => picked.get(id)).find(Boolean)
    const name = known ?? `k${this.picks++}`
    if (known === undefined) this.placeOf(section).set(id, name)
    return `x.${name}`
  }

  /** A section that an earlier stage unpacks is not unpacked again. */
  private placeOf(section: string): Map<ColumnId, string> {
    if (section === 'run') return this.fields
    const unpacking = this.stages.find(({ picked }) =>
      [...picked.keys()].some((id) => parseColumnId(id).section === section),
    )
    return (unpacking ?? this.stages.at(-1)!).picked
  }

  /** `(SELECT …) x`: the runs with what was picked. `ids`, a parameter, names some of the runs. */
  source(ids?: string): string {
    const fields = [...this.fields].map(
      ([id, name]) => `${FIELD_SQL[parseColumnId(id).path as RunField](this)} AS ${name}`,
    )
    const conditions = [
      `r.project_id = ${this.param(this.projectId, 'int')}`,
      'r.deleted_at IS NULL',
      ...(ids === undefined ? [] : [`r.id = ANY(${ids})`]),
      ...this.conditions,
    ]
    const list = ['r.id', 'r.number', 'r.state', 'r.config', 'r.summary', ...fields]
    const runs = `(SELECT ${list.join(', ')} FROM run r WHERE ${conditions.join(' AND ')} OFFSET 0) x`
    return this.stages.reduce((source, stage) => this.around(source, stage), runs)
  }

  private around(source: string, { picked, where }: Stage): string {
    let text = source
    if (picked.size > 0) {
      const sections = new Set([...picked.keys()].map((id) => parseColumnId(id).section))
      const unpacked = [...sections].map(
        (section) => `x.${section} || '{}'::jsonb AS all_${section}`,
      )
      const values = [...picked].map(([id, name]) => `${this.extract(id)} AS ${name}`)
      text = `(SELECT x.*, ${unpacked.join(', ')} FROM ${text} OFFSET 0) x`
      text = `(SELECT x.*, ${values.join(', ')} FROM ${text} OFFSET 0) x`
    }
    return where.length === 0
      ? text
      : `(SELECT x.* FROM ${text} WHERE ${where.join(' AND ')} OFFSET 0) x`
  }

  private extract(id: ColumnId): string {
    const { section, path } = parseColumnId(id)
    if (section === 'run') throw new Error('fields of runs are not unpacked')
    const steps = storedPath(section, path).map((name) =>
      // No name that PostgreSQL refuses is in any tree.
      isUnstorable(name) ? `-> NULL::text` : `-> ${this.param(name, 'text')}`,
    )
    return `NULLIF(x.all_${section} ${steps.join(' ')}, 'null'::jsonb)`
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
export function conditionSql(filter: Filter, s: Columns, matched: MatchedIds): string {
  const part = (inner: Filter) => conditionSql(inner, s, matched)
  switch (filter.kind) {
    case 'and':
      return filter.filters.length === 0 ? 'TRUE' : `(${filter.filters.map(part).join(' AND ')})`
    case 'or':
      return filter.filters.length === 0 ? 'FALSE' : `(${filter.filters.map(part).join(' OR ')})`
    case 'not':
      return `NOT ${part(filter.filter)}`
    case 'matches':
      return `${s.id} = ANY(${s.param(matched.get(filter) ?? [], 'int[]')})`
    case 'exists':
      return `(${s.column(filter.key)} IS NOT NULL)`
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
      if (Number.isNaN(since.getTime())) return `(${s.column(filter.key)} IS NOT NULL)`
      return truth(`${s.column(filter.key)} >= ${s.param(since, 'timestamptz')}`)
    }
  }
}

const truth = (sql: string) => `coalesce(${sql.includes(' OR ') ? `(${sql})` : sql}, FALSE)`

function compareSql(key: ColumnId, op: Comparison, value: FilterValue, s: Columns): string {
  if (op === '=') return equalSql(key, value, s)
  if (op === '!=') return `NOT ${truth(equalSql(key, value, s))}`
  const kind = kindOf(key)
  if (typeof value === 'number') {
    if (kind === 'number') return `${s.column(key)} ${op} ${s.param(value, 'float8')}`
    if (kind !== 'json') return 'FALSE'
    return `${jsonNumber(s.column(key))} ${op} ${s.param(value, 'float8')}`
  }
  if (typeof value !== 'string' || isUnstorable(value)) return 'FALSE'
  if (kind === 'time') {
    const at = timeOf(value)
    return at ? `${s.column(key)} ${op} ${s.param(at, 'timestamptz')}` : 'FALSE'
  }
  if (kind !== 'text' && kind !== 'json') return 'FALSE'
  const text = kind === 'text' ? s.column(key) : jsonText(s.column(key))
  return `(${text}) COLLATE "C" ${op} ${s.param(value, 'text')} COLLATE "C"`
}

/** Asks for the column only where it is written into the text: its parameters must be used. */
function equalSql(key: ColumnId, value: FilterValue, s: Columns): string {
  if (value === null) return `${s.column(key)} IS NULL`
  if (typeof value === 'string' && isUnstorable(value)) return 'FALSE'
  switch (kindOf(key)) {
    case 'text':
      return typeof value === 'string' ? `${s.column(key)} = ${s.param(value, 'text')}` : 'FALSE'
    case 'number':
      return typeof value === 'number' ? `${s.column(key)} = ${s.param(value, 'float8')}` : 'FALSE'
    case 'time': {
      const at = typeof value === 'string' ? timeOf(value) : undefined
      return at ? `${s.column(key)} = ${s.param(at, 'timestamptz')}` : 'FALSE'
    }
    case 'list':
      return typeof value === 'string'
        ? `${s.param(value, 'text')} = ANY(${s.column(key)})`
        : 'FALSE'
    case 'json': {
      const v = s.column(key)
      const wanted = s.param(JSON.stringify(value), 'jsonb')
      return `(${v} = ${wanted} OR (jsonb_typeof(${v}) = 'array' AND ${v} @> ${wanted}))`
    }
  }
}

function hasSql(key: ColumnId, value: string, s: Columns): string {
  if (isUnstorable(value)) return 'FALSE'
  const text = () => s.param(value, 'text')
  switch (kindOf(key)) {
    case 'text':
      return `strpos(${s.column(key)}, ${text()}) > 0`
    case 'list':
      return `${text()} = ANY(${s.column(key)})`
    case 'json': {
      const v = s.column(key)
      return `CASE jsonb_typeof(${v}) WHEN 'string' THEN strpos(${v} #>> '{}', ${text()}) > 0
        WHEN 'array' THEN ${v} ? ${text()} END`
    }
    default:
      return 'FALSE'
  }
}

function timeOf(text: string): Date | undefined {
  const at = new Date(Date.parse(text))
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Numbers before texts, what is missing (or NaN) last in either direction. */
export function sortSql(id: ColumnId, descending: boolean, s: Columns): string {
  const v = s.column(id)
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

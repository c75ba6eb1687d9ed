/** From the names people type to columns and back. */
import {
  COLUMN_SECTIONS,
  type ColumnId,
  columnId,
  isColumnId,
  parseColumnId,
  RUN_FIELDS,
  type RunField,
} from '../../runs/columns'
import { displayKey } from '../../metrics/keys'

/** Other names under which run fields are known. */
const ALIASES: Record<string, RunField> = {
  id: 'name',
  name: 'displayName',
  runtime: 'duration',
  created: 'createdAt',
  started: 'createdAt',
  ended: 'finishedAt',
  finished: 'finishedAt',
  heard: 'heartbeatAt',
  tag: 'tags',
  job_type: 'jobType',
  created_at: 'createdAt',
  heartbeat_at: 'heartbeatAt',
  display_name: 'displayName',
  username: 'user',
}
const SHORT: Partial<Record<RunField, string>> = {
  name: 'id',
  displayName: 'name',
  createdAt: 'created',
  finishedAt: 'ended',
  heartbeatAt: 'heard',
}

/** The columns a project has, as a typed name may mean them. */
export class ColumnNames {
  private readonly known = new Set<ColumnId>()
  private readonly byLabel = new Map<string, ColumnId>()

  constructor(columns: Iterable<ColumnId>) {
    for (const id of columns) {
      this.known.add(id)
      const { section, path } = parseColumnId(id)
      if (section === 'run') continue
      const label = displayKey(path)
      // Config is what people choose: where a name is in both, it is meant.
      if (!this.byLabel.has(label) || section === 'config') this.byLabel.set(label, id)
    }
  }

  /**
   * A bare name is a field of the run, else a config key, else a summary key; `config.lr`,
   * `summary.loss` and `run.name` say which. Undefined when nothing is called so.
   */
  resolve(name: string): ColumnId | undefined {
    const field = fieldOf(name)
    if (field) return columnId('run', field)
    const bare = this.byLabel.get(name)
    if (bare) return bare
    const explicit = /^(run|config|summary|summary_metrics)[.:](.+)$/s.exec(name)
    if (!explicit) return undefined
    const section = explicit[1] === 'summary_metrics' ? 'summary' : explicit[1]!
    const rest = explicit[2]!
    if (section === 'run') {
      const own = Object.hasOwn(RUN_FIELDS, rest) ? (rest as RunField) : fieldOf(rest)
      return own && columnId('run', own)
    }
    const id = columnId(section as 'config' | 'summary', rest)
    if (this.known.has(id)) return id
    const shown = [...this.known].find(
      (one) => one.startsWith(`${section}:`) && displayKey(parseColumnId(one).path) === rest,
    )
    // Named with its section, a key need not have been logged yet.
    return shown ?? (isColumnId(id) ? id : undefined)
  }

  /** Names like the one typed. */
  similar(name: string, most = 3): string[] {
    const wanted = name.toLowerCase()
    const fields = (Object.keys(RUN_FIELDS) as RunField[]).map((field) => SHORT[field] ?? field)
    const scored = [...fields, ...this.byLabel.keys()].flatMap((label) => {
      const lower = label.toLowerCase()
      if (lower.includes(wanted)) return [{ label, score: lower.length - wanted.length }]
      const distance = editDistance(lower.slice(0, 64), wanted.slice(0, 64))
      return distance <= Math.max(1, wanted.length / 3) ? [{ label, score: 100 + distance }] : []
    })
    scored.sort((a, b) => a.score - b.score || (a.label < b.label ? -1 : 1))
    return scored.slice(0, most).map(({ label }) => label)
  }

  /** The shortest name that means the column. */
  nameOf(id: ColumnId): string {
    const { section, path } = parseColumnId(id)
    if (section === 'run') return SHORT[path as RunField] ?? path
    const label = displayKey(path)
    if (this.resolve(label) === id) return label
    const long = `${section}.${label}`
    return this.resolve(long) === id ? long : `${section}.${path}`
  }
}

function fieldOf(name: string): RunField | undefined {
  if (Object.hasOwn(ALIASES, name)) return ALIASES[name]
  // `name` itself is an alias: what people call the name is the one they see.
  return Object.hasOwn(RUN_FIELDS, name) ? (name as RunField) : undefined
}

export const SECTION_PREFIXES = COLUMN_SECTIONS.map((section) => `${section}.`)

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + Number(a[i - 1] !== b[j - 1])
      next[j] = Math.min(replaced, row[j]! + 1, next[j - 1]! + 1)
    }
    row = next
  }
  return row[b.length]!
}

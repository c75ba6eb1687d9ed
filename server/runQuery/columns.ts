/**
 * Every column that some run of a project has. Read from all runs once, then only from those whose
 * row has changed since: the row's version (xmin) tells, whoever changed it.
 */
import type pg from 'pg'
import type { RunColumn } from '@/lib/api/runQuery'
import { escapeKeySegment } from '@/lib/metrics/keys'
import { type ColumnId, columnId, RUN_FIELDS, type RunField } from '@/lib/runs/columns'
import { operandFrom } from '@/lib/filters/evaluate'

type ValueKind = RunColumn['kind']

/** What one run has; runs with the same keys share one. */
type Shape = readonly string[]

interface Known {
  version: string
  shape: Shape
}

interface ProjectShapes {
  runs: Map<number, Known>
  /** By their texts: most runs of a project have the same keys. */
  shapes: Map<string, Shape>
  reading: Promise<void> | undefined
  usedAt: number
}

const BATCH = 200
const MAX_PROJECTS = 50
const MAX_DEPTH = 12
/** Nobody looks through more of one run's keys; a runaway script must not fill the memory. */
const MAX_KEYS = 20_000

export class ColumnCatalog {
  private readonly projects = new Map<number, ProjectShapes>()

  constructor(private readonly pool: pg.Pool) {}

  async columns(projectId: number): Promise<RunColumn[]> {
    const project = this.project(projectId)
    // Two who ask at once wait for one reading.
    project.reading ??= this.refresh(projectId, project).finally(() => {
      project.reading = undefined
    })
    await project.reading
    return summarize(project)
  }

  private project(projectId: number): ProjectShapes {
    let project = this.projects.get(projectId)
    if (!project) {
      project = { runs: new Map(), shapes: new Map(), reading: undefined, usedAt: 0 }
      this.projects.set(projectId, project)
      if (this.projects.size > MAX_PROJECTS) {
        const [oldest] = [...this.projects].sort(([, a], [, b]) => a.usedAt - b.usedAt)
        if (oldest) this.projects.delete(oldest[0])
      }
    }
    project.usedAt = Date.now()
    return project
  }

  private async refresh(projectId: number, project: ProjectShapes): Promise<void> {
    const versions = await this.pool.query<[number, string]>({
      name: 'run-versions',
      text: `SELECT id, xmin::text FROM run WHERE project_id = $1 AND deleted_at IS NULL`,
      values: [projectId],
      rowMode: 'array',
    })
    const current = new Map(versions.rows)
    for (const id of project.runs.keys()) if (!current.has(id)) project.runs.delete(id)
    const changed = versions.rows
      .filter(([id, version]) => project.runs.get(id)?.version !== version)
      .map(([id]) => id)
    for (let i = 0; i < changed.length; i += BATCH) {
      await this.read(project, changed.slice(i, i + BATCH))
    }
  }

  private async read(project: ProjectShapes, ids: number[]): Promise<void> {
    const { rows } = await this.pool.query<[number, string, unknown, unknown]>({
      name: 'run-trees',
      text: 'SELECT id, xmin::text, config, summary FROM run WHERE id = ANY($1::int[])',
      values: [ids],
      rowMode: 'array',
    })
    for (const [id, version, config, summary] of rows) {
      const text = shapeOf(config, summary)
      const joined = text.join('\n')
      const shape = project.shapes.get(joined) ?? text
      project.shapes.set(joined, shape)
      project.runs.set(id, { version, shape })
    }
  }
}

/** `kind` and column id of each leaf, as `number config:lr`. */
function shapeOf(config: unknown, summary: unknown): string[] {
  const found: string[] = []
  if (isObject(config)) {
    for (const [name, wrapped] of Object.entries(config)) {
      if (!name.startsWith('_') && isObject(wrapped) && 'value' in wrapped) {
        visit(found, 'config', escapeKeySegment(name), wrapped['value'], 1)
      }
    }
  }
  if (isObject(summary)) {
    for (const [name, value] of Object.entries(summary)) {
      // The SDK's own; the step and the times are worth a column.
      if (!name.startsWith('_wandb')) visit(found, 'summary', escapeKeySegment(name), value, 1)
    }
  }
  return found.sort()
}

function visit(
  found: string[],
  section: 'config' | 'summary',
  path: string,
  value: unknown,
  depth: number,
): void {
  if (found.length >= MAX_KEYS) return
  const operand = operandFrom(value)
  if (operand.kind === 'missing') return
  if (operand.kind === 'other' && isObject(value) && depth < MAX_DEPTH && !('_type' in value)) {
    for (const [name, inner] of Object.entries(value)) {
      visit(found, section, `${path}.${escapeKeySegment(name)}`, inner, depth + 1)
    }
    return
  }
  found.push(`${operand.kind} ${columnId(section, path)}`)
}

function summarize({ runs, shapes }: ProjectShapes): RunColumn[] {
  const uses = new Map<Shape, number>()
  for (const { shape } of runs.values()) uses.set(shape, (uses.get(shape) ?? 0) + 1)
  for (const [text, shape] of shapes) if (!uses.has(shape)) shapes.delete(text)
  const kinds = new Map<ColumnId, Map<ValueKind, number>>()
  for (const [shape, count] of uses) {
    for (const leaf of shape) {
      const space = leaf.indexOf(' ')
      const id = leaf.slice(space + 1) as ColumnId
      const kind = leaf.slice(0, space) as ValueKind
      const counts = kinds.get(id) ?? new Map<ValueKind, number>()
      kinds.set(id, counts)
      counts.set(kind, (counts.get(kind) ?? 0) + count)
    }
  }
  const fields = (Object.keys(RUN_FIELDS) as RunField[]).map((field): RunColumn => ({
    id: columnId('run', field),
    kind: RUN_FIELDS[field],
    count: runs.size,
  }))
  const logged = [...kinds].map(([id, counts]): RunColumn => {
    const [most] = [...counts].sort(([, a], [, b]) => b - a)
    return { id, kind: most![0], count: [...counts.values()].reduce((sum, n) => sum + n, 0) }
  })
  return [...fields, ...logged.sort((a, b) => (a.id < b.id ? -1 : 1))]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/**
 * What a line panel of a report draws, decided here from the report as it is saved: runs, metrics,
 * axis, groups. A visitor's questions choose among these and cannot add to them.
 */
import { RE2JS } from 're2js'
import { MAX_GROUP_RUNS, MAX_GROUPS } from '@/lib/metrics/groupQuery'
import { displayKey, isInternalKey } from '@/lib/metrics/keys'
import { formatValue } from '@/lib/metrics/numbers'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import { countOf } from '@/lib/format/number'
import { formatExactTime } from '@/lib/format/time'
import { definedAxis } from '@/lib/panels/definedAxis'
import { expressionKeys, parseExpression } from '@/lib/panels/expression'
import { fillLegendTemplate, parseLegendTemplate } from '@/lib/panels/legendTemplate'
import {
  type LinePanelSpec,
  type PanelDefaults,
  type PanelSettings,
  resolveSettings,
} from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { ColumnId } from '@/lib/runs/columns'
import { valueGroups } from '@/lib/runs/valueGroups'
import { categoryText, type ValueColumn, valueTable } from '@/lib/runs/valueTable'
import { naturalCompare } from '@/lib/text/naturalCompare'
import { type MetricStore, streamId } from '../metrics'
import type { DrawnRunSet } from '../reports'
import type { RunQueries } from '../runQuery'

/** Keys that a pattern may bring into one panel. */
const MOST_MATCHED = 50

export interface PlannedSource {
  kind: 'key' | 'formula'
  /** A metric's name, or the formula as it is written. */
  key: string
  keys: readonly string[]
}

export interface PlannedGroup {
  label: string
  color: string | undefined
  hidden: boolean
  live: readonly number[]
  runs: readonly number[]
}

export interface LinePlan {
  settings: PanelSettings
  sources: readonly PlannedSource[]
  /** Of all sources, each once. */
  keys: readonly string[]
  runs: readonly PanelRun[]
  /** Null: one line a run. */
  groups: readonly PlannedGroup[] | null
  /** What a legend's template makes of a run's line. */
  names: ((run: number, key: string) => string) | undefined
  notes: readonly string[]
}

export class LinePlanner {
  constructor(
    private readonly metrics: MetricStore,
    private readonly runQueries: RunQueries,
  ) {}

  async plan(
    spec: LinePanelSpec,
    defaults: PanelDefaults,
    runSets: readonly DrawnRunSet[],
  ): Promise<LinePlan> {
    const notes: string[] = []
    const sources = await this.sources(spec, runSets, notes)
    const keys = [...new Set(sources.flatMap((source) => source.keys))]
    const runs = drawnOnce(runSets, Math.floor(MAX_SERIES / Math.max(1, keys.length)))
    const defined = spec.stream === 'history' ? definedAxis(keys, runs) : undefined
    const settings = resolveSettings(spec, defaults, defined?.x)
    const chosen = spec.settings.x ?? defaults.x
    if (chosen === undefined && defined?.disputed && defined.note) notes.push(defined.note)
    const groups = await this.groups(spec, runSets, notes)
    const names = groups ? undefined : await this.names(spec, runSets, runs)
    return { settings, sources, keys, runs, groups, names, notes }
  }

  private async sources(
    spec: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    notes: string[],
  ): Promise<PlannedSource[]> {
    const matched = await this.matchedKeys(spec, runSets, notes)
    const sources = [...new Set([...spec.keys, ...matched])].map((key): PlannedSource => {
      return { kind: 'key', key, keys: [key] }
    })
    for (const text of new Set(spec.expressions)) {
      try {
        sources.push({ kind: 'formula', key: text, keys: expressionKeys(parseExpression(text)) })
      } catch (error) {
        notes.push(`${text}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
    return sources
  }

  private async matchedKeys(
    { keyPattern, stream }: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    notes: string[],
  ): Promise<string[]> {
    if (keyPattern === undefined) return []
    let pattern: RE2JS
    try {
      pattern = RE2JS.compile(keyPattern)
    } catch {
      notes.push(`/${keyPattern}/ is no regular expression`)
      return []
    }
    const projects = [...new Set(runSets.map(({ projectId }) => projectId))]
    const names = await Promise.all(
      projects.map((id) => this.metrics.projectKeys(id, streamId(stream))),
    )
    const found = [...new Set(names.flat())]
      .filter((key) => !isInternalKey(key) && pattern.matcher(key).find())
      .sort(naturalCompare)
    const left = found.length - MOST_MATCHED
    if (left > 0) notes.push(`${left} more keys match /${keyPattern}/`)
    return found.slice(0, MOST_MATCHED)
  }

  /** Over all runs of each set, drawn or not: a mean does not change when somebody looks away. */
  private async groups(
    spec: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    notes: string[],
  ): Promise<PlannedGroup[] | null> {
    const grouped = runSets.filter((set) => (spec.grouping?.by ?? set.groupBy).length > 0)
    if (grouped.length === 0) return null
    const groups: PlannedGroup[] = []
    const taken = new Set<number>()
    let leftOut = 0
    for (const set of runSets) {
      const by = spec.grouping?.by ?? set.groupBy
      const table = await this.table(set, by)
      for (const { key, path, label, rows } of valueGroups(table, by)) {
        const runs = rows.map((at) => table.runs[at]!).filter(({ id }) => !taken.has(id))
        if (runs.length === 0) continue
        if (groups.length === MAX_GROUPS || taken.size + runs.length > MAX_GROUP_RUNS) {
          leftOut += runs.length
          continue
        }
        for (const { id } of runs) taken.add(id)
        groups.push({
          label: runSets.length > 1 && set.name ? `${set.name}: ${label}` : label,
          color: set.colors.get(key),
          hidden: path.some((outer) => set.hidden.has(outer)),
          live: runs.flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
          runs: runs.map(({ id }) => id),
        })
      }
    }
    if (leftOut > 0) notes.push(`${countOf(leftOut, 'run')} too many, in no group here`)
    return groups
  }

  private async table(set: DrawnRunSet, columns: readonly ColumnId[]) {
    const ids = (await this.runQueries.ids(set.projectId, set.query)).slice(0, MAX_GROUP_RUNS)
    return this.tableOf(set.projectId, ids, columns)
  }

  private async tableOf(projectId: number, ids: readonly number[], columns: readonly ColumnId[]) {
    const [heads, rows] = await Promise.all([
      this.runQueries.heads(ids),
      this.runQueries.values(projectId, ids, columns),
    ])
    const kept = ids.flatMap((id, at) => (heads.has(id) ? [at] : []))
    return valueTable(columns, {
      total: kept.length,
      runs: kept.flatMap((at) => heads.get(ids[at]!) ?? []),
      columns: columns.map((_, c) => kept.map((at) => rows[at]?.[c] ?? null)),
    })
  }

  private async names(
    spec: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    runs: readonly PanelRun[],
  ): Promise<LinePlan['names']> {
    const template = parseLegendTemplate(spec.legend?.template ?? '')
    if (template.parts.length === 0) return undefined
    const texts = new Map<number, (id: ColumnId) => string | undefined>()
    for (const run of runs) {
      texts.set(run.id, (id) => (id === 'run:displayName' ? run.displayName : undefined))
    }
    const asked = template.columns.filter((id) => id !== 'run:displayName')
    for (const set of asked.length > 0 ? runSets : []) {
      const ids = set.runs.map(({ id }) => id)
      const table = await this.tableOf(set.projectId, ids, asked)
      table.runs.forEach((run, at) => {
        const before = texts.get(run.id)
        texts.set(run.id, (id) => before?.(id) ?? cellText(table.columns.get(id), at))
      })
    }
    return (run, key) => fillLegendTemplate(template, key, (id) => texts.get(run)?.(id))
  }
}

/** As short as one reads it: a legend is no table. */
function cellText(column: ValueColumn | undefined, at: number): string | undefined {
  const value = column?.values[at]
  if (!column || value === undefined) return undefined
  if (column.kind === 'time') return formatExactTime(column.numbers[at]! * 1000)
  return typeof value === 'number' ? formatValue(value) : categoryText(value) || undefined
}

/** Runs of several sets in their order, each once. */
export function drawnOnce(runSets: readonly DrawnRunSet[], most: number): PanelRun[] {
  const byId = new Map<number, PanelRun>()
  for (const { runs } of runSets) {
    for (const run of runs) if (byId.size < most && !byId.has(run.id)) byId.set(run.id, run)
  }
  return [...byId.values()]
}

/** What the legend calls a metric. */
export const shownKey = ({ kind, key }: PlannedSource) => (kind === 'key' ? displayKey(key) : key)

/**
 * What a line panel of a report draws, decided here from the report as it is saved: runs, metrics,
 * axis, groups. A visitor's questions choose among these and cannot add to them.
 */
import { RE2JS } from 're2js'
import { countOf } from '@/lib/format/number'
import { MAX_GROUP_RUNS, MAX_GROUPS } from '@/lib/metrics/groupQuery'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import { definedAxis } from '@/lib/panels/definedAxis'
import { parseLegendTemplate } from '@/lib/panels/legendTemplate'
import { keysOf, type LineGroup, type LineSource } from '@/lib/panels/line/lineContent'
import { groupsOf, matchedKeys, namesOf, sourcesOf } from '@/lib/panels/line/lookUp'
import {
  type LinePanelSpec,
  type PanelDefaults,
  type PanelSettings,
  resolveSettings,
} from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { ColumnId } from '@/lib/runs/columns'
import { type ValueTable, valueTable } from '@/lib/runs/valueTable'
import { type MetricStore, streamId } from '../metrics'
import type { DrawnRunSet } from '../reports'
import type { RunQueries } from '../runQuery'

export interface LinePlan {
  settings: PanelSettings
  sources: readonly LineSource[]
  /** Of all sources, each once. */
  keys: readonly string[]
  runs: readonly PanelRun[]
  /** Null: one line a run. */
  groups: readonly LineGroup[] | null
  /** What a legend's template makes of a run's line. */
  names: ((run: number, key: string) => string | undefined) | undefined
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
    const matched = await this.matched(spec, runSets, notes)
    const { sources, problems } = sourcesOf(spec, matched)
    notes.push(...problems)
    const keys = keysOf(sources)
    const runs = drawnOnce(runSets, Math.floor(MAX_SERIES / Math.max(1, keys.length)))
    const defined = spec.stream === 'history' ? definedAxis(keys, runs) : undefined
    const settings = resolveSettings(spec, defaults, defined?.x)
    const chosen = spec.settings.x ?? defaults.x
    if (chosen === undefined && defined?.disputed && defined.note) notes.push(defined.note)
    const groups = await this.groups(spec, runSets, notes)
    const names = groups ? undefined : await this.names(spec, runSets, runs)
    return { settings, sources, keys, runs, groups, names, notes }
  }

  private async matched(
    { keyPattern, stream }: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    notes: string[],
  ): Promise<readonly string[]> {
    if (keyPattern === undefined) return []
    const projects = [...new Set(runSets.map(({ projectId }) => projectId))]
    const names = await Promise.all(
      projects.map((id) => this.metrics.projectKeys(id, streamId(stream))),
    )
    const { keys, error } = matchedKeys(keyPattern, [...new Set(names.flat())], RE2JS)
    if (error !== undefined) notes.push(error)
    return keys
  }

  /** Over all runs of each set, drawn or not: a mean does not change when somebody looks away. */
  private async groups(
    spec: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    notes: string[],
  ): Promise<LineGroup[] | null> {
    const by = (set: DrawnRunSet) => spec.grouping?.by ?? set.groupBy
    if (runSets.every((set) => by(set).length === 0)) return null
    const groups: LineGroup[] = []
    const taken = new Set<number>()
    let leftOut = 0
    for (const set of runSets) {
      const ids = await this.runQueries.ids(set.projectId, set.query)
      const table = await this.table(set.projectId, ids.slice(0, MAX_GROUP_RUNS), by(set))
      const own = groupsOf(table, by(set), set)
      leftOut += own.leftOut
      for (const group of own.groups) {
        // A run may stand in one group only, of whichever set comes first.
        const runs = new Set([...group.runs].filter((id) => !taken.has(id)))
        const tooMany = groups.length === MAX_GROUPS || taken.size + runs.size > MAX_GROUP_RUNS
        if (tooMany) leftOut += runs.size
        if (tooMany || runs.size === 0) continue
        for (const id of runs) taken.add(id)
        const label = runSets.length > 1 && set.name ? `${set.name}: ${group.label}` : group.label
        groups.push({ ...group, label, runs, live: group.live.filter((id) => runs.has(id)) })
      }
    }
    if (leftOut > 0) notes.push(`${countOf(leftOut, 'run')} too many, in no group here`)
    return groups
  }

  private async names(
    spec: LinePanelSpec,
    runSets: readonly DrawnRunSet[],
    runs: readonly PanelRun[],
  ): Promise<LinePlan['names']> {
    const template = parseLegendTemplate(spec.legend?.template ?? '')
    if (template.parts.length === 0) return undefined
    const displayNames = new Map(runs.map((run) => [run.id, run.displayName]))
    const named = new Map<number, NonNullable<LinePlan['names']>>()
    for (const set of runSets) {
      const ids = set.runs.map(({ id }) => id)
      const table = await this.table(set.projectId, ids, template.columns)
      const names = namesOf(template, table, displayNames)
      for (const id of ids) if (!named.has(id)) named.set(id, names)
    }
    return (run, key) => named.get(run)?.(run, key)
  }

  private async table(
    projectId: number,
    ids: readonly number[],
    columns: readonly ColumnId[],
  ): Promise<ValueTable> {
    const [heads, rows] = await Promise.all([
      this.runQueries.heads(ids),
      columns.length > 0 ? this.runQueries.values(projectId, ids, columns) : [],
    ])
    const kept = ids.flatMap((id, at) => (heads.has(id) ? [at] : []))
    return valueTable(columns, {
      total: kept.length,
      runs: kept.flatMap((at) => heads.get(ids[at]!) ?? []),
      columns: columns.map((_, c) => kept.map((at) => rows[at]?.[c] ?? null)),
    })
  }
}

/** Runs of several sets in their order, each once. */
export function drawnOnce(runSets: readonly DrawnRunSet[], most: number): PanelRun[] {
  const byId = new Map<number, PanelRun>()
  for (const { runs } of runSets) {
    for (const run of runs) if (byId.size < most && !byId.has(run.id)) byId.set(run.id, run)
  }
  return [...byId.values()]
}

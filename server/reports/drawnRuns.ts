/** A report's run set as it is drawn: which runs, in which order, called what, in which colour. */
import type { ColumnId } from '@/lib/runs/columns'
import { both } from '@/lib/filters/ast'
import { groupFilter } from '@/lib/filters/groupFilter'
import { MAX_SERIES } from '@/lib/metrics/seriesQuery'
import { type PanelRun, panelRun } from '@/lib/panels/panelRun'
import { drawnProject, stillRun } from '@/lib/reports/freeze'
import type { ChipValue } from '@/lib/reports/metricChip'
import type { ReportState } from '@/lib/reports/read'
import { drawnQueryOf } from '@/lib/reports/runSetQuery'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { type RunOrGroup, runKey } from '@/lib/workspace/access'
import { hiddenGroups } from '@/lib/workspace/runSet'
import { canReadProject, type Principal } from '../auth'
import type { PrismaClient } from '../db'
import type { ParsedRunSet, RunQueries } from '../runQuery'
import { presentRun, runRowSelect } from '../runs'
import { chipValues } from './chipValues'
import type { ReportFacts } from './present'

export interface DrawnRunSet {
  id: string
  name: string
  projectId: number
  entity: string
  project: string
  query: ParsedRunSet
  groupBy: readonly ColumnId[]
  hidden: ReadonlySet<RunOrGroup>
  colors: ReadonlyMap<RunOrGroup, string>
  /** Those that are drawn, in order; no more than a chart may ask for. */
  runs: PanelRun[]
  /** Visible ones beyond that. */
  leftOut: number
}

const NOTHING = Promise.resolve(null)

export class RunSetReader {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly runQueries: RunQueries,
  ) {}

  /** Null when its project is gone, or may not be read by the one on whose behalf it is drawn. */
  async drawn(
    principal: Principal,
    report: ReportFacts,
    runSet: ReportRunSet,
  ): Promise<DrawnRunSet | null> {
    const { frozen } = runSet
    const own = { entity: report.project.entity.name, name: report.project.name }
    const named = drawnProject(runSet, own)
    const project = await this.prisma.project.findFirst({
      where: { name: named.name, entity: { name: named.entity }, frozen: frozen !== null },
    })
    if (!project || !canReadProject(principal, project)) return null
    const { id, name, groupBy, hidden, colors } = runSet
    const query = drawnQueryOf(runSet)
    const [ids, hiddenIds] = await Promise.all([
      this.runQueries.ids(project.id, query),
      this.hiddenIds(project.id, query, groupBy, hidden),
    ])
    const visible = ids.filter((one) => !hiddenIds.has(one))
    const found = await this.runs(visible.slice(0, MAX_SERIES), named, colors)
    const runs = frozen ? found.map(stillRun) : found
    return {
      ...{ id, name, projectId: project.id, entity: named.entity, project: named.name },
      ...{ query, groupBy, hidden, colors, runs, leftOut: visible.length - runs.length },
    }
  }

  /** Numbers in the report's prose, by `chipKey`. */
  async chips(
    principal: Principal,
    report: ReportFacts,
    state: ReportState,
  ): Promise<Map<string, ChipValue>> {
    const drawn = new Map<string, Promise<DrawnRunSet | null>>()
    return chipValues(this.runQueries, state, (id) => {
      const runSet = state.runSets.find((one) => one.id === id)
      const asked = drawn.get(id) ?? (runSet ? this.drawn(principal, report, runSet) : NOTHING)
      drawn.set(id, asked)
      return asked
    })
  }

  private async runs(
    ids: readonly number[],
    project: { entity: string; name: string },
    colors: ReadonlyMap<RunOrGroup, string>,
  ): Promise<PanelRun[]> {
    const rows = await this.prisma.run.findMany({
      where: { id: { in: [...ids] } },
      select: runRowSelect,
    })
    const byId = new Map(rows.map((row) => [row.id, row]))
    return ids.flatMap((id) => {
      const row = byId.get(id)
      if (!row) return []
      const look = { color: colors.get(runKey(id)) }
      return panelRun({ ...presentRun(row), ...look }, project.entity, project.name)
    })
  }

  private async hiddenIds(
    projectId: number,
    query: ParsedRunSet,
    groupBy: readonly ColumnId[],
    hidden: ReadonlySet<RunOrGroup>,
  ): Promise<ReadonlySet<number>> {
    const ids = new Set<number>()
    for (const key of hidden) if (key.startsWith('run/')) ids.add(Number(key.slice(4)))
    for (const path of hiddenGroups(hidden, groupBy.length)) {
      const filter = both(query.filter, groupFilter(groupBy, path))
      for (const id of await this.runQueries.ids(projectId, { ...query, filter })) ids.add(id)
    }
    return ids
  }
}

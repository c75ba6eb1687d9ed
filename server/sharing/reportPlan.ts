/** A shared report worked out: its panels, each with the runs that it draws, or why it draws none. */
import type { PanelProblem } from '@/lib/api/sharing'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import type { ChipValue } from '@/lib/reports/metricChip'
import type { GridPanel, PanelGrid } from '@/lib/reports/grids'
import type { ReportState } from '@/lib/reports/read'
import type { ReportRunSet } from '@/lib/reports/runSets'
import { HttpError, notFound } from '../http/errors'
import type { DrawnRunSet, Reports, RunSetReader } from '../reports'
import type { LinePlan, LinePlanner } from './linePlan'
import type { Visit } from './visits'

export interface PlannedPanel {
  panel: GridPanel
  grid: PanelGrid
  /** The report's over the built-in ones, the grid's over those. */
  defaults: PanelDefaults
  runSets: readonly DrawnRunSet[]
  leftOut: number
  problem?: PanelProblem
}

/** How long an answer may lag behind the report: panels of a page ask at the same moment. */
const KEPT_MS = 1000
const MOST_KEPT = 200

export class ReportPlans {
  private readonly kept = new Map<string, { at: number; plan: Promise<ReportPlan> }>()

  constructor(
    private readonly reports: Reports,
    private readonly runSets: RunSetReader,
    private readonly lines: LinePlanner,
  ) {}

  /** Rights of the link's maker are asked for each project, whenever a plan is made. */
  of(visit: Visit): Promise<ReportPlan> {
    const key = `${visit.report.id}/${visit.link.creatorId}`
    const now = Date.now()
    const found = this.kept.get(key)
    if (found && now - found.at < KEPT_MS) return found.plan
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    const plan = this.reports
      .read(visit.report)
      .then((state) => new ReportPlan(state, visit, this.runSets, this.lines))
    const entry = { at: now, plan }
    this.kept.set(key, entry)
    plan.catch(() => this.kept.get(key) === entry && this.kept.delete(key))
    return plan
  }

  /** Rights or links are different now. */
  forget(): void {
    this.kept.clear()
  }
}

export class ReportPlan {
  private readonly drawn = new Map<string, Promise<DrawnRunSet | PanelProblem>>()
  private chipValues: Promise<Map<string, ChipValue>> | undefined
  private readonly planned = new Map<string, Promise<LinePlan>>()

  constructor(
    readonly state: ReportState,
    private readonly visit: Pick<Visit, 'author' | 'report'>,
    private readonly reader: RunSetReader,
    private readonly lines: LinePlanner,
  ) {}

  /** Its runs, or why there are none to show. */
  runSet(runSet: ReportRunSet): Promise<DrawnRunSet | PanelProblem> {
    let found = this.drawn.get(runSet.id)
    if (!found) {
      found = this.reader.drawn(this.visit.author, this.visit.report, runSet).then(
        (drawn) => drawn ?? 'noPermission',
        (error: unknown) => {
          // A search that is no regular expression finds nothing.
          if (error instanceof HttpError && error.status === 400) return 'noRuns'
          throw error
        },
      )
      this.drawn.set(runSet.id, found)
    }
    return found
  }

  /** Numbers in the prose, by `chipKey`. */
  chips(): Promise<Map<string, ChipValue>> {
    const { author, report } = this.visit
    this.chipValues ??= this.reader.chips(author, report, this.state)
    return this.chipValues
  }

  async panelsOf(grid: PanelGrid): Promise<PlannedPanel[]> {
    const known = new Map(this.state.runSets.map((set) => [set.id, set]))
    const sets = await Promise.all(
      grid.runSets.flatMap((id) => {
        const set = known.get(id)
        return set ? [this.runSet(set)] : []
      }),
    )
    const runSets = sets.filter((set) => typeof set !== 'string')
    const leftOut = runSets.reduce((sum, set) => sum + set.leftOut, 0)
    const problem = runSets.some(({ runs }) => runs.length > 0)
      ? undefined
      : sets.includes('noPermission')
        ? 'noPermission'
        : 'noRuns'
    const defaults = { ...this.state.settings.defaults, ...grid.settings }
    return grid.panels.map((panel) => {
      // Text needs no runs.
      const own = panel.spec.type === 'markdown' ? undefined : problem
      return { panel, grid, defaults, runSets, leftOut, ...(own ? { problem: own } : {}) }
    })
  }

  /** @throws HttpError 404 unless the report's text shows such a panel */
  async panel(id: string): Promise<PlannedPanel> {
    for (const grid of this.state.grids) {
      if (!grid.panels.some(({ spec }) => spec.id === id)) continue
      const found = (await this.panelsOf(grid)).find(({ panel }) => panel.spec.id === id)
      if (found) return found
    }
    throw notFound('The panel')
  }

  /** @throws HttpError 404 for panels of other kinds, and where there is nothing to draw */
  async line(planned: PlannedPanel): Promise<LinePlan> {
    const { panel, defaults, runSets, problem } = planned
    const { spec } = panel
    if (spec.type !== 'line' || problem) throw notFound('The panel')
    let found = this.planned.get(spec.id)
    if (!found) this.planned.set(spec.id, (found = this.lines.plan(spec, defaults, runSets)))
    return found
  }
}

/** The panels of one report, with the run sets and settings that they draw. */
import type { PaletteTheme } from '@/lib/palette/runColors'
import type { GridPanel, PanelGrid } from '@/lib/reports/grids'
import type { ReportState } from '@/lib/reports/read'
import type { Principal } from '../auth'
import type { DrawnRunSet, ReportFacts, RunSetReader } from '../reports'
import type { FigureRequest } from './figures'

export interface PlacedPanel {
  grid: PanelGrid
  panel: GridPanel
}

export interface FigureSize {
  width: number
  height: number
  theme: PaletteTheme
  title?: boolean
}

/** Reads each run set once, on behalf of one who may read the report. */
export class ReportPanels {
  private readonly sets = new Map<string, Promise<DrawnRunSet | null>>()

  constructor(
    private readonly runSets: RunSetReader,
    private readonly principal: Principal,
    private readonly report: ReportFacts,
    readonly state: ReportState,
  ) {}

  /** In the order of the text. */
  all(): PlacedPanel[] {
    return this.state.grids.flatMap((grid) => grid.panels.map((panel) => ({ grid, panel })))
  }

  find(panelId: string): PlacedPanel | undefined {
    return this.all().find(({ panel }) => panel.spec.id === panelId)
  }

  async request({ grid, panel }: PlacedPanel, size: FigureSize): Promise<FigureRequest> {
    const defaults = { ...this.state.settings.defaults, ...grid.settings }
    const found = await Promise.all(grid.runSets.map((id) => this.runSet(id)))
    return { ...size, spec: panel.spec, defaults, runSets: found.flatMap((one) => one ?? []) }
  }

  /** Null for one whose runs may not be seen. */
  runSet(id: string): Promise<DrawnRunSet | null> {
    let drawn = this.sets.get(id)
    if (!drawn) {
      const runSet = this.state.runSets.find((one) => one.id === id)
      drawn = runSet
        ? this.runSets.drawn(this.principal, this.report, runSet)
        : Promise.resolve(null)
      this.sets.set(id, drawn)
    }
    return drawn
  }
}

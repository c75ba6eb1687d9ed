/** A grid of a report as what components of workspaces call a section. */
import type { GridPanel, PanelGrid } from '@/lib/reports/grids'
import { titleOf } from '@/lib/panels/spec'
import type { PlacedPanel, Section } from '@/lib/workspace/arrange'

const TITLES = 2

/** The caption, or what its first panels are called. */
export function gridTitle({ caption, panels }: Pick<PanelGrid, 'caption' | 'panels'>): string {
  if (caption !== '') return caption
  if (panels.length === 0) return 'Empty grid'
  const titles = panels.slice(0, TITLES).map(({ spec }) => titleOf(spec))
  return titles.join(', ') + (panels.length > TITLES ? ', …' : '')
}

export function gridSection(grid: PanelGrid): Section {
  const { id, settings, columns } = grid
  return {
    id,
    title: gridTitle(grid),
    own: true,
    open: true,
    place: ['', ''],
    settings,
    columns,
    panels: grid.panels.map((panel) => placed(panel, id)),
  }
}

const known = new WeakMap<GridPanel, PlacedPanel>()

/** The same object for the same panel in the same grid, so that it is not rendered again. */
function placed(panel: GridPanel, section: string): PlacedPanel {
  const before = known.get(panel)
  if (before?.section === section) return before
  const next: PlacedPanel = { ...panel, auto: false, section }
  known.set(panel, next)
  return next
}

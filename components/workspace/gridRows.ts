import type { LinePanelSpec } from '@/lib/panels/linePanel'
import type { PanelSection } from '@/lib/panels/sections'

export const SECTION_HEIGHT = 40

/** What one line of the grid holds. */
export type GridRow =
  | { kind: 'section'; section: PanelSection; open: boolean }
  | { kind: 'panels'; section: PanelSection; panels: LinePanelSpec[] }

export function gridRows(
  sections: readonly PanelSection[],
  isOpen: (section: PanelSection) => boolean,
  columns: number,
): GridRow[] {
  return sections.flatMap((section) => {
    const open = isOpen(section)
    const rows: GridRow[] = [{ kind: 'section', section, open }]
    if (!open) return rows
    for (let i = 0; i < section.panels.length; i += columns) {
      rows.push({ kind: 'panels', section, panels: section.panels.slice(i, i + columns) })
    }
    return rows
  })
}

/** Stays the same while panels come and go around the row. */
export function rowKey(row: GridRow): string {
  return row.kind === 'section' ? `section ${row.section.id}` : `panels ${row.panels[0]!.id}`
}

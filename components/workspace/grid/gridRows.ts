import type { PlacedPanel, Section } from '@/lib/workspace/arrange'
import {
  automaticWidth,
  HEIGHT_UNIT,
  type Shelf,
  shelves,
  SIZES,
  widthOfColumns,
} from '@/lib/workspace/layout'
import type { PanelSize } from '@/lib/panels/workspaceState'

export const SECTION_HEIGHT = 40
export const GAP = 12
/** Of the line that stands in a section without panels. */
const EMPTY_HEIGHT = 44
/** Pixels below which there is one panel a row. */
export const NARROW = 640

/** What one line of the grid holds. */
export type GridRow =
  | { kind: 'section'; section: Section }
  | { kind: 'empty'; section: Section }
  | { kind: 'panels'; section: Section; shelf: Shelf<PlacedPanel> }

export interface GridSpace {
  /** Pixels of the whole grid. */
  width: number
  size: PanelSize
}

export function gridRows(
  sections: readonly Section[],
  isOpen: (section: Section) => boolean,
  { width, size }: GridSpace,
): GridRow[] {
  const narrow = width < NARROW
  const { width: least, h } = SIZES[size]
  const automatic = automaticWidth(width, GAP, least)
  return sections.flatMap((section) => {
    const rows: GridRow[] = [{ kind: 'section', section }]
    if (!isOpen(section)) return rows
    if (section.panels.length === 0) return [...rows, { kind: 'empty', section } as const]
    const w = section.columns === undefined ? automatic : widthOfColumns(section.columns)
    for (const shelf of shelves(section.panels, { w, h }, narrow)) {
      rows.push({ kind: 'panels', section, shelf })
    }
    return rows
  })
}

/** Stays the same while panels come and go around the row. */
export function rowKey(row: GridRow): string {
  if (row.kind !== 'panels') return `${row.kind} ${row.section.id}`
  return `panels ${row.shelf.items[0]!.item.spec.id}`
}

export function rowHeight(row: GridRow | undefined): number {
  if (!row || row.kind === 'section') return SECTION_HEIGHT
  return row.kind === 'empty' ? EMPTY_HEIGHT : row.shelf.h * HEIGHT_UNIT + GAP
}

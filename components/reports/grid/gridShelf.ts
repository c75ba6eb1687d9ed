import { GAP, NARROW } from '@/components/workspace/grid/gridRows'
import type { PlacedPanel, Section } from '@/lib/workspace/arrange'
import {
  automaticWidth,
  GRID_WIDTH,
  type Shelf,
  shelves,
  SIZES,
  widthOfColumns,
} from '@/lib/workspace/layout'

/**
 * All panels of a grid as one list that the browser breaks into rows: a panel that comes to stand in
 * another row stays the same element.
 */
export function gridShelf(section: Section, width: number): Shelf<PlacedPanel> {
  const { width: least, h } = SIZES.medium
  const { columns, panels } = section
  const automatic = automaticWidth(width, GAP, least)
  // Fewer panels than would fit have the whole width.
  const few = Math.max(automatic, Math.floor(GRID_WIDTH / Math.max(1, panels.length)))
  const w = columns === undefined ? few : widthOfColumns(columns)
  const rows = shelves(panels, { w, h }, width < NARROW)
  return { items: rows.flatMap(({ items }) => items), h: rows.reduce((sum, row) => sum + row.h, 0) }
}

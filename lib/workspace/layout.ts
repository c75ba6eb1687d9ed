/** How panels fill a section: from left to right, and on the next shelf where one does not fit. */
import type { PanelSize } from '../panels/workspaceState'

/** Columns of the grid. */
export const GRID_WIDTH = 24
/** Pixels of one unit of height. */
export const HEIGHT_UNIT = 10
export const MIN_WIDTH = 3
export const MIN_HEIGHT = 12
export const MAX_HEIGHT = 120
/** Panels side by side that a section may ask for. */
export const MAX_COLUMNS = 8

/** Least width in pixels of a panel that nobody resized, and its height in units. */
export const SIZES: Record<PanelSize, { width: number; h: number }> = {
  small: { width: 250, h: 20 },
  medium: { width: 340, h: 25 },
  large: { width: 620, h: 36 },
}

export interface Box {
  w?: number | undefined
  h?: number | undefined
}

export interface Shelf<T extends Box> {
  items: { item: T; /** Of 24 columns, from the left. */ x: number; w: number; h: number }[]
  /** That of the highest. */
  h: number
}

/** @param box what a panel has that nobody resized */
export function shelves<T extends Box>(
  items: readonly T[],
  box: { w: number; h: number },
  narrow: boolean,
): Shelf<T>[] {
  const rows: Shelf<T>[] = []
  let x = 0
  for (const item of items) {
    // Below a tablet's width one panel a row.
    const w = narrow ? GRID_WIDTH : Math.min(GRID_WIDTH, item.w ?? box.w)
    const h = item.h ?? box.h
    let row = rows.at(-1)
    if (!row || x + w > GRID_WIDTH) {
      rows.push((row = { items: [], h: 0 }))
      x = 0
    }
    row.items.push({ item, x, w, h })
    row.h = Math.max(row.h, h)
    x += w
  }
  return rows
}

/** Width in columns of panels of a size in so many pixels: as many side by side as fit, evenly. */
export function automaticWidth(pixels: number, gap: number, least: number): number {
  const fit = Math.max(1, Math.floor((pixels - gap) / (least + gap)))
  for (let n = Math.min(fit, MAX_COLUMNS); n > 1; n--) {
    if (GRID_WIDTH % n === 0) return GRID_WIDTH / n
  }
  return GRID_WIDTH
}

export const widthOfColumns = (columns: number): number =>
  Math.max(MIN_WIDTH, Math.floor(GRID_WIDTH / columns))

const clamp = (n: number, low: number, high: number) => Math.min(high, Math.max(low, n))
export const clampWidth = (w: number): number => clamp(Math.round(w), MIN_WIDTH, GRID_WIDTH)
export const clampHeight = (h: number): number => clamp(Math.round(h), MIN_HEIGHT, MAX_HEIGHT)

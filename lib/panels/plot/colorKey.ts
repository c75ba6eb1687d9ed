/** What the colours of a plot mean: a run each, or a value on a scale, or a category. */
import { scaleColor } from '../../palette/colorScale'
import { type PaletteTheme, runColor } from '../../palette/runColors'
import type { ScaleKind } from '../linePanel'
import { columnLabel } from '../../runs/columns'
import { extentOf, type ValueColumn } from '../../runs/valueTable'
import { formatColumnNumber } from './columnAxis'
import { fitText, type Mark, textWidth } from './marks'

/** More than these share one colour. */
const MOST_CATEGORIES = 10
/** Shades of a scale: enough to look continuous, few enough for small pictures. */
const SHADES = 48

export interface ColorKey {
  /** By run. */
  colors: string[]
  /** Absent when the colours are the runs' own. */
  legend?: Legend
}

type Legend =
  | { kind: 'scale'; label: string; low: string; high: string; shades: string[] }
  | { kind: 'categories'; label: string; entries: { text: string; color: string }[] }

/** `none` is the colour of runs without a value. */
export function colorKey(
  column: ValueColumn,
  scale: ScaleKind,
  theme: PaletteTheme,
  none: string,
): ColorKey {
  return column.kind === 'category'
    ? categoryKey(column, theme, none)
    : scaleKey(column, scale, theme, none)
}

function scaleKey(
  column: ValueColumn,
  scale: ScaleKind,
  theme: PaletteTheme,
  none: string,
): ColorKey {
  const place = (value: number) => (scale === 'log' ? Math.log(value) : value)
  const placed = Array.from(column.numbers, (value) => {
    const at = place(value)
    return Number.isFinite(at) ? at : NaN
  })
  const extent = extentOf(placed)
  if (!extent) return { colors: placed.map(() => none) }
  const [low, high] = extent
  const shades = Array.from({ length: SHADES }, (_, i) => scaleColor(i / (SHADES - 1), theme))
  const colors = placed.map((at) => {
    if (Number.isNaN(at)) return none
    const t = high > low ? (at - low) / (high - low) : 0.5
    return shades[Math.round(t * (SHADES - 1))]!
  })
  const text = (at: number) =>
    formatColumnNumber(scale === 'log' ? Math.exp(at) : at, column.kind === 'time')
  const label = columnLabel(column.id)
  return { colors, legend: { kind: 'scale', label, low: text(low), high: text(high), shades } }
}

function categoryKey(column: ValueColumn, theme: PaletteTheme, none: string): ColorKey {
  const counts = new Array<number>(column.categories.length).fill(0)
  for (const code of column.codes) if (code >= 0) counts[code]!++
  const few = column.categories.length <= MOST_CATEGORIES
  // The most frequent ones get colours; which one gets which does not depend on how many there are.
  const chosen = counts
    .map((count, code) => ({ count, code }))
    .sort((a, b) => (few ? 0 : b.count - a.count) || a.code - b.code)
    .slice(0, MOST_CATEGORIES)
    .map(({ code }) => code)
    .sort((a, b) => a - b)
  const colorOf = new Map(chosen.map((code, i) => [code, runColor(i + 1, theme)]))
  const colors = Array.from(column.codes, (code) => colorOf.get(code) ?? none)
  const entries = chosen.map((code) => ({
    text: column.categories[code]!,
    color: colorOf.get(code)!,
  }))
  const rest = column.categories.length - chosen.length
  if (rest > 0) entries.push({ text: `${rest} more`, color: none })
  return { colors, legend: { kind: 'categories', label: columnLabel(column.id), entries } }
}

export const LEGEND_PX = 20

/** One row of legend, from `left`, no wider than `width`. */
export function legendMarks(
  legend: Legend,
  at: { left: number; top: number; width: number },
  colors: { ink: string; faint: string },
): Mark[] {
  const base = at.top + 13
  const marks: Mark[] = []
  let x = at.left
  const end = at.left + at.width
  const write = (text: string, color: string, room = end - x) => {
    const shown = fitText(text, room)
    marks.push({ kind: 'text', x, y: base, text: shown, color, anchor: 'start' })
    x += textWidth(shown)
  }
  write(legend.label, colors.ink, at.width * 0.4)
  x += 10
  if (legend.kind === 'scale') {
    write(legend.low, colors.faint)
    x += 4
    const width = Math.max(20, Math.min(96, end - x - textWidth(legend.high) - 8))
    const step = width / legend.shades.length
    legend.shades.forEach((color, i) => {
      // A little wider than its share: no gap shows between two shades.
      const shade = { x: x + i * step, y: base - 9, width: step + 0.5, height: 10, color }
      marks.push({ kind: 'rect', ...shade })
    })
    x += width + 4
    write(legend.high, colors.faint)
    return marks
  }
  for (const [i, { text, color }] of legend.entries.entries()) {
    const left = legend.entries.length - i
    if (x + 12 + Math.min(textWidth(text), 60) > end) {
      write(`+${left}`, colors.faint)
      break
    }
    marks.push({ kind: 'dots', points: [x + 4, base - 4], color, radius: 4 })
    x += 12
    write(text, colors.ink, Math.min(140, end - x))
    x += 12
  }
  return marks
}

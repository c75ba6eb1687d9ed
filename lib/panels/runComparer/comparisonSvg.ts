/** The comparison as a picture: as many runs as have room, and rows from the top. */
import { svgTable, type TextCell, type TextRow } from '../../charts/svgTable'
import type { PictureLook } from '../../charts/types'
import type { ComparedKey, ComparisonRow } from '../../runs/comparison'
import { csvText } from '../plot/readValues'
import type { ValueRun } from '../../runs/valueTable'

const LABELS = { config: 'Config', summary: 'Summary', metadata: 'Metadata' }
/** In letters of the font: less says nothing. */
const COLUMN_EM = 8
const KEY_SHARE = 1.4

export interface ComparisonPicture {
  title: string
  runs: readonly ValueRun[]
  colors: readonly string[]
  rows: readonly ComparisonRow[]
  /** Index of the run that others are compared with. */
  baseline: number
}

export function comparisonSvg(
  { title, runs, colors, rows, baseline }: ComparisonPicture,
  look: PictureLook,
): string {
  if (runs.length === 0) return ''
  const { faint } = look.colors
  const fits = Math.floor(look.width / (look.fontSize * COLUMN_EM) - KEY_SHARE)
  const count = Math.max(1, Math.min(runs.length, fits))
  // The one that others are compared with is always there.
  const shown = runs.map((_, i) => i).filter((i) => i < count)
  if (baseline >= count) shown[0] = baseline
  const left = runs.length - count
  const head: TextCell[] = [
    { text: left > 0 ? `${left} more ${left === 1 ? 'run' : 'runs'}` : '', fill: faint },
    ...shown.map((i) => ({ text: runs[i]!.displayName, fill: colors[i], bold: true })),
  ]
  const table: TextRow[] = [{ cells: head, line: true }]
  for (const row of rows) {
    if (row.kind === 'section') {
      if (row.open) table.push({ cells: [{ text: LABELS[row.section], bold: true }] })
    } else if (row.kind === 'group') table.push({ cells: [{ text: row.label, fill: faint }] })
    else {
      const { cells } = row.key
      table.push({
        cells: [
          { text: (row.nested ? '  ' : '') + row.label },
          ...shown.map((i) => {
            const other = row.differs && cells[i] !== cells[baseline]
            return { text: cells[i] ?? '–', mono: true, fill: other ? undefined : faint }
          }),
        ],
      })
    }
  }
  return svgTable(title, look, [KEY_SHARE, ...shown.map(() => 1)], table)
}

/** One line a key, one column a run. */
export function comparisonCsv(runs: readonly ValueRun[], keys: readonly ComparedKey[]): string {
  const lines = [['key', ...runs.map(({ displayName }) => displayName)]]
  for (const { section, path, cells } of keys) {
    lines.push([`${section}:${path}`, ...cells.map((cell) => cell ?? '')])
  }
  return lines.map((line) => `${line.map(csvText).join(',')}\n`).join('')
}

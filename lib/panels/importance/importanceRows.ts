/** Parameters as a list: in order, found by a search, as numbers and as a picture. */
import type { ChartColors } from '../../charts/types'
import { csvField } from '../../metrics/csv'
import { formatValue } from '../../metrics/numbers'
import type { ImportancePanelSpec } from '../otherPanels'
import { type PaletteTheme, runColor } from '../../palette/runColors'
import { type ColumnId, columnLabel } from '../../runs/columns'
import { naturalCompare } from '../../text/naturalCompare'
import type { ImportanceResult, ParameterImportance } from '../../stats/importance'
import { FONT_PX, fitText, type Mark } from '../plot/marks'

/** One question asks for at most 200 columns, the target among them. */
export const MOST_PARAMETERS = 190

export type ImportanceSort = NonNullable<ImportancePanelSpec['sort']>

export function importanceRows(
  { parameters }: ImportanceResult,
  sort: ImportanceSort,
  search: string,
): ParameterImportance[] {
  const wanted = search.trim().toLowerCase()
  const strength = (row: ParameterImportance) => Math.abs(row.correlation ?? 0)
  const byName = (a: ParameterImportance, b: ParameterImportance) =>
    naturalCompare(columnLabel(a.id), columnLabel(b.id))
  return parameters
    .filter(({ id }) => columnLabel(id).toLowerCase().includes(wanted))
    .sort((a, b) => {
      if (sort === 'name') return byName(a, b)
      if (sort === 'correlation') return strength(b) - strength(a) || byName(a, b)
      return b.importance - a.importance || strength(b) - strength(a) || byName(a, b)
    })
}

/** Of a category: which of its values goes together with the target. */
export function correlationText({ correlation, category }: ParameterImportance): string {
  if (correlation === null) return '—'
  const number = formatValue(correlation, 2)
  return category === undefined ? number : `${number} (${category})`
}

export function methodText(result: ImportanceResult, correlation: 'pearson' | 'spearman'): string {
  const name = correlation === 'pearson' ? 'Pearson’s r' : 'Spearman’s rank correlation'
  return (
    `Importance: permutation importance in a random forest of ${result.trees} trees, as shares of 1; ` +
    `n = ${result.n} runs, out-of-bag r² = ${formatValue(result.r2, 2)}, fixed seed. ` +
    `Correlation: ${name}.`
  )
}

export function importanceCsv(rows: readonly ParameterImportance[]): string {
  const lines = rows.map(({ id, kind, importance, correlation, category, n }) =>
    [csvField(id), kind, importance, correlation ?? '', csvField(category ?? ''), n].join(','),
  )
  return ['parameter,kind,importance,correlation,category,n', ...lines, ''].join('\n')
}

const ROW_PX = 22
const HEAD_PX = 24
const NAME_SHARE = 0.3

/** As many rows as the picture has room for; how many there are is said. */
export function importanceMarks(
  rows: readonly ParameterImportance[],
  size: { width: number; height: number },
  colors: ChartColors,
  [positive, negative]: readonly [string, string],
): Mark[] {
  const { width, height } = size
  const room = Math.max(1, Math.floor((height - HEAD_PX - 6) / ROW_PX))
  const shown = rows.length > room ? rows.slice(0, Math.max(1, room - 1)) : rows
  const name = Math.round(width * NAME_SHARE)
  const half = (width - name - 24) / 2
  const bar = half - 64
  const middle = name + 12 + half + 12 + bar / 2
  const greatest = Math.max(...rows.map(({ importance }) => importance), 1e-9)
  const text = (x: number, y: number, content: string, faint = false): Mark => ({
    ...{ kind: 'text', x, y, text: content, color: faint ? colors.faint : colors.ink },
    anchor: 'start',
  })
  const marks: Mark[] = [
    text(12, 14, 'Parameter', true),
    text(name + 12, 14, 'Importance', true),
    text(name + half + 24, 14, 'Correlation', true),
  ]
  shown.forEach((row, i) => {
    const top = HEAD_PX + i * ROW_PX
    const base = top + ROW_PX / 2 + FONT_PX / 3
    const length = (row.importance / greatest) * bar
    const box = { y: top + 5, height: ROW_PX - 10 }
    marks.push(
      text(12, base, fitText(columnLabel(row.id), name - 8)),
      { kind: 'rect', x: name + 12, width: Math.max(0.5, length), ...box, color: colors.ink },
      text(name + 16 + length, base, formatValue(row.importance, 2)),
      {
        ...{ kind: 'lines', paths: [[middle, top + 2, middle, top + ROW_PX - 2]] },
        ...{ color: colors.line, width: 1 },
      },
    )
    if (row.correlation !== null) {
      const reach = (Math.abs(row.correlation) * bar) / 2
      const x = row.correlation < 0 ? middle - reach : middle
      const color = row.correlation < 0 ? negative : positive
      marks.push({ kind: 'rect', x, width: Math.max(0.5, reach), ...box, color })
    }
    marks.push(text(name + half + 28 + bar, base, fitText(correlationText(row), 60)))
  })
  if (shown.length < rows.length) {
    const y = HEAD_PX + shown.length * ROW_PX + ROW_PX / 2 + FONT_PX / 3
    marks.push(text(12, y, `+${rows.length - shown.length} more`, true))
  }
  return marks
}

/** Config keys, the ones most runs have first; W&B's own are none of anybody's parameters. */
export function configParameters(catalog: readonly { id: ColumnId; count: number }[]): ColumnId[] {
  return catalog
    .filter(({ id }) => id.startsWith('config:') && !id.startsWith('config:_wandb'))
    .sort((a, b) => b.count - a.count)
    .map(({ id }) => id)
}

/** Blue and orange: far apart for everybody. */
export function signColors(theme: PaletteTheme) {
  return { positive: runColor(1, theme), negative: runColor(3, theme) }
}

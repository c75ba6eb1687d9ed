/** What a histogram panel draws, from the values of runs or from what they have logged. */
import type { Histograms } from '../../api/histograms'
import { csvField } from '../../metrics/csv'
import { displayKey } from '../../metrics/keys'
import { type PaletteTheme, runColor } from '../../palette/runColors'
import type { HistogramPanelSpec } from '../otherPanels'
import type { PanelRun } from '../panelRun'
import { columnLabel } from '../../runs/columns'
import type { ValueTable } from '../../runs/valueTable'
import { histogramOf } from '../../stats/histogram'
import type { NamedHistogram, StepHistogram } from './histogramScene'

export type HistogramModel =
  | { kind: 'bars'; shown: readonly NamedHistogram[]; title: string; count: number }
  | { kind: 'steps'; run: string; histograms: readonly StepHistogram[]; title: string }

/** Outlines of more runs than this cannot be told apart. */
export const MOST_RUNS = 8

export function columnModel(
  spec: HistogramPanelSpec,
  table: ValueTable,
  theme: PaletteTheme,
): HistogramModel | null {
  const { source } = spec
  if (source.kind !== 'column') return null
  const numbers = table.columns.get(source.column)?.numbers ?? new Float64Array(0)
  const histogram = histogramOf(numbers, spec.bins, spec.valueAxis?.scale === 'log')
  const title = columnLabel(source.column)
  const count = histogram.counts.reduce((a, b) => a + b, 0)
  const shown = count > 0 ? [{ name: title, color: runColor(1, theme), histogram }] : []
  return { kind: 'bars', shown, title, count }
}

/** `step` is where the slider stands; null is the last one of each run. */
export function loggedModel(
  spec: HistogramPanelSpec,
  runs: readonly PanelRun[],
  answers: readonly (Histograms | undefined)[],
  step: number | null,
  theme: PaletteTheme,
): HistogramModel | null {
  const { source } = spec
  if (source.kind !== 'key') return null
  const title = displayKey(source.key)
  const with_ = runs.flatMap((run, i) => {
    const histograms = answers[i]?.histograms ?? []
    return histograms.length > 0 ? [{ run, histograms }] : []
  })
  if (spec.mode === 'overSteps') {
    const first = with_[0]
    return {
      kind: 'steps',
      run: first?.run.displayName ?? '',
      histograms: first?.histograms ?? [],
      title,
    }
  }
  const shown = with_.map(({ run, histograms }): NamedHistogram => {
    const histogram = histograms[nearest(histograms, step)]!
    const color = run.color ?? runColor(run.number, theme)
    return { name: run.displayName, color, histogram }
  })
  return { kind: 'bars', shown, title, count: shown.length }
}

export function stepsOf(answers: readonly (Histograms | undefined)[]): number[] {
  const steps = new Set(answers.flatMap((one) => one?.histograms.map(({ step }) => step) ?? []))
  return [...steps].sort((a, b) => a - b)
}

function nearest(histograms: readonly { step: number }[], step: number | null): number {
  if (step === null) return histograms.length - 1
  let best = 0
  histograms.forEach((one, i) => {
    if (Math.abs(one.step - step) < Math.abs(histograms[best]!.step - step)) best = i
  })
  return best
}

export function histogramEmpty(
  { source }: HistogramPanelSpec,
  model: HistogramModel | null,
): string | null {
  if (source.kind === 'none') return 'Choose a value, or a logged histogram, in the settings (e).'
  if (!model) return null
  if (model.kind === 'steps' ? model.histograms.length > 0 : model.shown.length > 0) return null
  return source.kind === 'key'
    ? `No run here logs histograms of ${displayKey(source.key)} yet. They will appear by themselves.`
    : `No run here has a number in ${columnLabel(source.column)} yet. It will appear by itself.`
}

export function histogramRows(
  model: HistogramModel,
): { name: string; from: number; to: number; count: number }[] {
  const all =
    model.kind === 'bars'
      ? model.shown.map(({ name, histogram }) => ({ name, ...histogram }))
      : model.histograms.map(({ step, ...rest }) => ({ name: `step ${step}`, ...rest }))
  return all.flatMap(({ name, edges, counts }) =>
    counts.map((count, i) => ({ name, from: edges[i]!, to: edges[i + 1]!, count })),
  )
}

export function histogramCsv(model: HistogramModel): string {
  const lines = histogramRows(model).map(({ name, from, to, count }) =>
    [csvField(name), from, to, count].join(','),
  )
  return `${['of,from,to,count', ...lines].join('\n')}\n`
}

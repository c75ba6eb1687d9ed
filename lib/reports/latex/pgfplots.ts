/** A line chart as a picture that LaTeX draws from its numbers (package pgfplots). */
import type { FigurePlot } from '../export/figure'
import { escapeLatex } from './escape'

/** TeX holds so many numbers; of more the picture is taken as it is. */
const MOST_POINTS = 12_000
const MOST_CURVES = 40
/** Longer legends are for papers no help. */
const MOST_NAMED = 10

export interface PlotFiles {
  tex: string
  /** One a curve: columns `x y`, and `low high` where it has a band. */
  data: { name: string; text: string }[]
}

/** Undefined where the chart is too much for TeX. */
export function pgfplot(plot: FigurePlot, stem: string): PlotFiles | undefined {
  const points = plot.curves.reduce((sum, { points: own }) => sum + own.length, 0)
  if (points > MOST_POINTS || plot.curves.length > MOST_CURVES || points === 0) return undefined
  const data = plot.curves.map(({ points: own, band }, i) => ({
    name: `${stem}-${i + 1}.dat`,
    text: `${[
      band ? 'x y low high' : 'x y',
      ...own.map(([x, y], k) => [x, y, ...(band?.[k] ?? [])].map(number).join(' ')),
    ].join('\n')}\n`,
  }))
  const colors = plot.curves.map(
    ({ color }, i) => `\\definecolor{curve${i + 1}}{HTML}{${color.slice(1).toUpperCase()}}`,
  )
  const options = [
    'width=\\linewidth',
    'height=0.62\\linewidth',
    'axis lines=left',
    'grid=major',
    'grid style={black!10}',
    'tick label style={font=\\footnotesize}',
    'label style={font=\\footnotesize}',
    'legend style={font=\\footnotesize,draw=none,at={(0.5,-0.2)},anchor=north}',
    'legend columns=2',
    ...(plot.xLabel ? [`xlabel={${escapeLatex(plot.xLabel)}}`] : []),
    ...(plot.yLabel ? [`ylabel={${escapeLatex(plot.yLabel)}}`] : []),
    ...(plot.xLog ? ['xmode=log'] : []),
    ...(plot.yLog ? ['ymode=log'] : []),
    'unbounded coords=jump',
    'enlarge x limits=false',
  ]
  const named = plot.curves.length <= MOST_NAMED
  const lines = plot.curves.flatMap(({ name, dashed, band }, i) => {
    const file = `data/${stem}-${i + 1}.dat`
    const color = `curve${i + 1}`
    const dash = dashed ? ',dashed' : ''
    return [
      ...(band ? bandOf(file, color, i) : []),
      `\\addplot[${color},thick${dash}] table[x=x,y=y] {${file}};`,
      ...(named ? [`\\addlegendentry{${escapeLatex(name)}}`] : []),
    ]
  })
  const tex = [
    ...colors,
    '\\begin{tikzpicture}',
    `\\begin{axis}[\n  ${options.join(',\n  ')}\n]`,
    ...lines,
    '\\end{axis}',
    '\\end{tikzpicture}',
  ].join('\n')
  return { tex: `${tex}\n`, data }
}

function bandOf(file: string, color: string, i: number): string[] {
  const edge = (column: string, name: string) =>
    `\\addplot[draw=none,forget plot,name path=${name}] table[x=x,y=${column}] {${file}};`
  return [
    edge('low', `low${i}`),
    edge('high', `high${i}`),
    `\\addplot[${color},fill opacity=0.15,forget plot] fill between[of=low${i} and high${i}];`,
  ]
}

function number(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : 'nan'
}

/** A report as a LaTeX article, with its figures and pictures beside it. */
import type { ExportFigure } from '../export/figure'
import { doc, type ReportNode } from '../nodes'
import type { ReportState } from '../read'
import { escapeLatex } from './escape'
import { LATEX_PACKAGES, printLatex } from './print'

export interface ArticleFiles {
  /** Figures by panel. */
  figures: readonly Pick<ExportFigure, 'id' | 'stem' | 'title'>[]
  /** Those that LaTeX draws from their numbers: by stem, without the ending. */
  plots: ReadonlySet<string>
  /** File of a picture in the text, as pdfLaTeX can read it. */
  image: (src: string) => string | undefined
}

/** Letters that a font lacks become a sign, and stop no paper from being set. */
const UNKNOWN_LETTERS = [
  '\\makeatletter',
  '\\@ifundefined{UTFviii@undefined@err}{}{\\renewcommand\\UTFviii@undefined@err[1]{\\textbullet}}',
  '\\makeatother',
]

export function latexArticle(report: ReportState, files: ArticleFiles): string {
  const { settings, content } = report
  const body = printLatex(doc(content.content ?? []), {
    image: files.image,
    block: (node) => blockOf(node, report, files),
  })
  const title = escapeLatex(settings.title || 'Report')
  return [
    '\\documentclass[11pt,a4paper]{article}',
    ...LATEX_PACKAGES,
    '\\usepackage[margin=2.5cm]{geometry}',
    '\\usepackage{xcolor,pgfplots}',
    '\\pgfplotsset{compat=1.16}',
    '\\usepgfplotslibrary{fillbetween}',
    ...UNKNOWN_LETTERS,
    `\\title{${title}}`,
    '\\author{}',
    '\\date{}',
    '\\begin{document}',
    '\\maketitle',
    ...(settings.description
      ? [`\\begin{abstract}\n${escapeLatex(settings.description)}\n\\end{abstract}`]
      : []),
    '',
    body,
    '\\end{document}',
    '',
  ].join('\n')
}

function blockOf(node: ReportNode, report: ReportState, files: ArticleFiles): string | undefined {
  if (node.type === 'runSet') {
    const runSet = report.runSets.find(({ id }) => id === node.attrs?.['runSetId'])
    return runSet ? `\\emph{Runs: ${escapeLatex(runSet.name)}}` : ''
  }
  if (node.type !== 'panelGrid') return undefined
  const grid = report.grids.find(({ id }) => id === node.attrs?.['gridId'])
  if (!grid) return ''
  return grid.panels
    .flatMap(({ spec }) => files.figures.find(({ id }) => id === spec.id) ?? [])
    .map(({ stem, title }) => {
      const caption = [title, grid.caption].filter(Boolean).map(escapeLatex).join('. ')
      const picture = files.plots.has(stem)
        ? `\\input{figures/${stem}.tex}`
        : `\\includegraphics[width=\\linewidth]{figures/${stem}.pdf}`
      return [
        '\\begin{figure}[htbp]',
        '\\centering',
        picture,
        `\\caption{${caption}}`,
        `\\label{fig:${stem}}`,
        '\\end{figure}',
      ].join('\n')
    })
    .join('\n\n')
}

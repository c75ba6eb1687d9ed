/** What is too slow to be done between two requests: Markdown of any size, read and printed. */
import * as Y from 'yjs'
import { diffReports } from '@/lib/reports/diff'
import type { ReportDiff } from '@/lib/reports/diff/types'
import type { ExportFigure, ExportImage } from '@/lib/reports/export/figure'
import { htmlPage } from '@/lib/reports/html/page'
import { latexArticle } from '@/lib/reports/latex/article'
import { newReportDoc } from '@/lib/reports/document'
import { fromMarkdown, NestedTooDeep } from '@/lib/reports/fromMarkdown'
import type { ReportTemplate } from '@/lib/reports/limits'
import { type ChipValue, chipsWrittenOut } from '@/lib/reports/metricChip'
import { readReport, type ReportState } from '@/lib/reports/read'
import { EMPTY_SEED, type ReportSeed, seedReport } from '@/lib/reports/seed'
import { readSettings } from '@/lib/reports/settings'
import { templateSeed } from '@/lib/reports/templates'
import { toMarkdown } from '@/lib/reports/toMarkdown'

export interface SeedJob {
  title?: string | undefined
  description?: string | undefined
  markdown?: string | undefined
  template?: ReportTemplate | undefined
}

export interface Seeded {
  /** Yjs update in format V1. */
  state: Uint8Array
  title: string
  description: string
}

/** A report as text, with what an export has beside it. */
export interface PrintJob {
  /** Yjs update in format V1. */
  state: Uint8Array
  /** Numbers in the text by their keys. */
  chips: ReadonlyMap<string, ChipValue>
  as: 'markdown' | 'html' | 'latex'
  figures?: readonly ExportFigure[]
  images?: readonly ExportImage[]
  /** Stems of figures that LaTeX draws from their numbers. */
  plots?: readonly string[]
  /** When, as ISO 8601. */
  at?: string
}

/** Two states, each a Yjs update in format V2. */
export type CompareJob = readonly [before: Uint8Array, after: Uint8Array]

/** `read` is a state as a Yjs update in format V2. */
export type ReportJob =
  { seed: SeedJob } | { print: PrintJob } | { read: Uint8Array } | { compare: CompareJob }
export type ReportAnswer =
  | { seeded: Seeded }
  | { printed: string }
  | { state: ReportState }
  | { diff: ReportDiff }
  | { refused: string }

export function doJob(job: ReportJob): ReportAnswer {
  if ('print' in job) {
    const doc = newReportDoc()
    Y.applyUpdate(doc, job.print.state)
    return { printed: printed(readReport(doc), job.print) }
  }
  if ('read' in job) return { state: stateOf(job.read) }
  if ('compare' in job) {
    const [before, after] = job.compare
    return { diff: diffReports(stateOf(before), stateOf(after)) }
  }
  try {
    const doc = seedReport({ ...seedOf(job.seed), description: job.seed.description })
    const { title, description } = readSettings(doc)
    return { seeded: { state: Y.encodeStateAsUpdate(doc), title, description } }
  } catch (error) {
    if (error instanceof NestedTooDeep) return { refused: error.message }
    throw error
  }
}

function stateOf(bytes: Uint8Array): ReportState {
  const doc = newReportDoc()
  Y.applyUpdateV2(doc, bytes)
  return readReport(doc)
}

function seedOf({ title, markdown, template }: SeedJob): ReportSeed {
  if (template !== undefined) return templateSeed(template, title)
  return markdown === undefined ? { ...EMPTY_SEED, title } : fromMarkdown(markdown, title)
}

/** Names of the folders that exports keep figures and pictures in. */
function printed(read: ReportState, { as, figures = [], images = [], ...job }: PrintJob): string {
  const nameOf = (id: string) => read.runSets.find((one) => one.id === id)?.name ?? ''
  const report = { ...read, content: chipsWrittenOut(read.content, job.chips, nameOf) }
  const fileOf = (src: string) => images.find((image) => image.src === src)
  if (as === 'html') return htmlPage(report, { figures, images, at: job.at ?? '' })
  if (as === 'latex') {
    return latexArticle(report, {
      figures,
      plots: new Set(job.plots),
      image: (src) => {
        const image = fileOf(src)
        return image && LATEX_IMAGES.has(image.mimeType) ? `images/${image.name}` : undefined
      },
    })
  }
  const figureOf = (id: string) => figures.find((figure) => figure.id === id)
  return toMarkdown(report, {
    figure: (id) => {
      const figure = figureOf(id)
      return figure && `figures/${figure.stem}.svg`
    },
    image: (src) => {
      const image = fileOf(src)
      return image && `images/${image.name}`
    },
  })
}

/** What pdfLaTeX reads. */
const LATEX_IMAGES = new Set(['image/png', 'image/jpeg'])

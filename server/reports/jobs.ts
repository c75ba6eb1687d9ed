/** What is too slow to be done between two requests: Markdown of any size, read and printed. */
import * as Y from 'yjs'
import { diffReports } from '@/lib/reports/diff'
import type { ReportDiff } from '@/lib/reports/diff/types'
import type { ExportFigure, ExportImage } from '@/lib/reports/export/figure'
import { htmlPage } from '@/lib/reports/html/page'
import { latexArticle } from '@/lib/reports/latex/article'
import { fromSpec, NoReportSpec } from '@/lib/reports/wandb/fromSpec'
import { type FoundRun, runNames } from '@/lib/reports/wandb/runNames'
import type { ProjectName } from '@/lib/reports/wandb/runSets'
import { toSpec } from '@/lib/reports/wandb/toSpec'
import { importedDoc, writeImported } from '@/lib/reports/wandb/write'
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

/** A report that was saved with W&B's tools, for a new document or one that there is. */
export interface ImportJob {
  /** JSON. */
  spec: string
  own: ProjectName
  /** Runs that it names. */
  runs: readonly FoundRun[]
  /** Yjs update in format V1 of the document that it is written into. */
  state?: Uint8Array
}

export interface ImportedSpec {
  /** Yjs update in format V1: the whole document, or what changes of the one that there is. */
  update: Uint8Array
  gridIds: string[]
}

/** A report for W&B's tools. */
export interface SpecJob {
  state: Uint8Array
  /** JSON that it was imported from; null when it was not. */
  spec: string | null
  own: ProjectName
  runs: readonly FoundRun[]
  gridIds: readonly string[]
}

/** `read` is a state as a Yjs update in format V2. */
export type ReportJob =
  | { seed: SeedJob }
  | { print: PrintJob }
  | { read: Uint8Array }
  | { compare: CompareJob }
  | { importSpec: ImportJob }
  | { exportSpec: SpecJob }
export type ReportAnswer =
  | { seeded: Seeded }
  | { printed: string }
  | { state: ReportState }
  | { diff: ReportDiff }
  | { imported: ImportedSpec }
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
  if ('exportSpec' in job) return { printed: specOf(job.exportSpec) }
  if ('importSpec' in job) {
    try {
      return { imported: importSpec(job.importSpec) }
    } catch (error) {
      // The stack is what nesting uses up.
      if (error instanceof NoReportSpec) return { refused: error.message }
      if (error instanceof SyntaxError) return { refused: 'spec: is no JSON' }
      if (error instanceof RangeError) return { refused: 'spec: lies too deep within itself' }
      throw error
    }
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

function importSpec({ spec, own, runs, state }: ImportJob): ImportedSpec {
  const doc = newReportDoc()
  if (state) Y.applyUpdate(doc, state)
  const before = Y.encodeStateVector(doc)
  const gridIds = state ? readReport(doc).grids.map(({ id }) => id) : []
  const imported = fromSpec(JSON.parse(spec), { own, names: runNames(runs), gridIds })
  if (state) doc.transact(() => writeImported(doc, imported))
  const written = state ? doc : importedDoc(imported)
  const update = state ? Y.encodeStateAsUpdate(doc, before) : Y.encodeStateAsUpdate(written)
  return { update, gridIds: imported.grids.map(({ id }) => id) }
}

function specOf({ state, spec, own, runs, gridIds }: SpecJob): string {
  const doc = newReportDoc()
  Y.applyUpdate(doc, state)
  const source: unknown = spec === null ? null : JSON.parse(spec)
  return JSON.stringify(toSpec(readReport(doc), source, { own, names: runNames(runs), gridIds }))
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

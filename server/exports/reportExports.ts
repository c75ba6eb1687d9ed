/** A report to take away: as Markdown, HTML, LaTeX, JSON and PDF, with its figures and their numbers. */
import type { ExportFigure, ExportImage } from '@/lib/reports/export/figure'
import { pgfplot } from '@/lib/reports/latex/pgfplots'
import { figurePdf } from './figurePdf'
import type { ReportState } from '@/lib/reports/read'
import type { Principal } from '../auth'
import { type Figures, ReportPanels } from '../figures'
import {
  presentItem,
  presentReport,
  type ReportFacts,
  type Reports,
  type RunSetReader,
} from '../reports'
import { figuresOf, type ImageReader, imagesOf } from './contents'
import { PdfPrinter } from './printer'
import { zipped } from './zipped'

export type { ImageReader } from './contents'

export interface ExportServices {
  reports: Reports
  runSets: RunSetReader
  figures: Figures
  images: ImageReader
  chromium: string | undefined
}

interface Contents {
  figures: ExportFigure[]
  images: ExportImage[]
}

export class ReportExports {
  private readonly printer: PdfPrinter

  constructor(private readonly services: ExportServices) {
    this.printer = new PdfPrinter(services.chromium)
  }

  /** `report.md`, with pictures in `figures` and `images`, and numbers in `data`. */
  async markdownZip(principal: Principal, report: ReportFacts): Promise<Buffer> {
    const { contents } = await this.contents(principal, report)
    const text = await this.services.reports.print(principal, report, {
      as: 'markdown',
      ...contents,
    })
    return zipped(
      [
        { name: 'report.md', content: text },
        ...svgFiles(contents),
        ...csvFiles(contents),
        ...imageFiles(contents),
      ],
      report.updatedAt,
    )
  }

  /** One file that needs nothing else. */
  async html(principal: Principal, report: ReportFacts): Promise<string> {
    const { contents } = await this.contents(principal, report)
    const at = new Date().toISOString()
    return this.services.reports.print(principal, report, { as: 'html', ...contents, at })
  }

  /** `report.tex`, figures as PDF, as SVG and for pgfplots, and their numbers in `data`. */
  async latexZip(principal: Principal, report: ReportFacts): Promise<Buffer> {
    const { contents } = await this.contents(principal, report)
    const plots = contents.figures.flatMap(({ stem, plot }) => {
      const files = plot && pgfplot(plot, stem)
      return files ? [{ stem, ...files }] : []
    })
    const text = await this.services.reports.print(principal, report, {
      ...{ as: 'latex', ...contents },
      plots: plots.map(({ stem }) => stem),
    })
    return zipped(
      [
        { name: 'report.tex', content: text },
        ...plots.map(({ stem, tex }) => ({ name: `figures/${stem}.tex`, content: tex })),
        ...contents.figures.map(({ stem, svg }) => {
          return { name: `figures/${stem}.pdf`, content: figurePdf(svg) }
        }),
        ...svgFiles(contents),
        ...plots.flatMap(({ data }) =>
          data.map(({ name, text: content }) => ({ name: `data/${name}`, content })),
        ),
        ...csvFiles(contents),
        ...imageFiles(contents),
      ],
      report.updatedAt,
    )
  }

  /** All that the report says, and the numbers that its figures draw. */
  async json(principal: Principal, report: ReportFacts) {
    const { state, contents } = await this.contents(principal, report)
    return {
      ...presentReport(presentItem(principal, report), state),
      exportedAt: new Date().toISOString(),
      figures: contents.figures.map(({ id, title, csv, plot }) => ({
        ...{ panel: id, title, csv },
        curves: plot?.curves ?? [],
      })),
    }
  }

  /** @throws HttpError 501 where the server has nothing to print with */
  async pdf(principal: Principal, report: ReportFacts): Promise<Buffer> {
    this.printer.check()
    return this.printer.print(await this.html(principal, report))
  }

  private async contents(
    principal: Principal,
    report: ReportFacts,
  ): Promise<{ state: ReportState; contents: Contents }> {
    const { reports, runSets, figures, images } = this.services
    const state = await reports.read(report)
    const panels = new ReportPanels(runSets, principal, report, state)
    const made = await figuresOf(figures, panels)
    return { state, contents: { figures: made, images: await imagesOf(images, report, state) } }
  }
}

const svgFiles = ({ figures }: Contents) =>
  figures.map(({ stem, svg }) => ({ name: `figures/${stem}.svg`, content: svg }))

const csvFiles = ({ figures }: Contents) =>
  figures.flatMap(({ stem, csv }) =>
    csv === '' ? [] : [{ name: `data/${stem}.csv`, content: csv }],
  )

const imageFiles = ({ images }: Contents) =>
  images.map(({ name, bytes }) => ({ name: `images/${name}`, content: bytes }))

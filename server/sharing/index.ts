/** Reports for those who have a secret address, with an account or without. */
import type {
  SharedReport,
  sharedGroupsQuerySchema,
  sharedSeriesQuerySchema,
} from '@/lib/api/sharing'
import type { z } from 'zod'
import type { Auth } from '../auth'
import type { PrismaClient } from '../db'
import type { Figures } from '../figures'
import { notFound } from '../http/errors'
import type { Log } from '../log'
import type { MetricStore } from '../metrics'
import type { ReportFacts, Reports, RunSetReader } from '../reports'
import type { RunQueries } from '../runQuery'
import { Freezing } from './freezing'
import { LinePlanner } from './linePlan'
import { Links, type LinkRow } from './links'
import { sharedGroups, sharedSeries } from './panelData'
import { type Drawing, PanelFigures } from './panelFigures'
import { presentShared } from './present'
import { showsImage } from './content'
import { previewPng } from './preview'
import { type ReportPlan, ReportPlans } from './reportPlan'
import { type Visit, Visits } from './visits'

export { presentLink, type LinkRow } from './links'
export { PREVIEW } from './preview'
export { streamOf } from './panelData'
export type { Drawing } from './panelFigures'
export { COOKIE, isPass, makePass, passCookies, TOKEN, visitorsNumber } from './passes'
export type { LinePlan } from './linePlan'
export type { PlannedPanel, ReportPlan } from './reportPlan'
export { hasPass, type Passes, type Visit } from './visits'

/** Told of what those who have a shared report open should see. */
export interface SharingListener {
  /** The link is another one: paused, withdrawn, over, with a password, or of other settings. */
  linkChanged(linkId: number): void
}

export interface SharingParts {
  prisma: PrismaClient
  auth: Auth
  reports: Reports
  runQueries: RunQueries
  runSetReader: RunSetReader
  metrics: MetricStore
  figures: Figures
  images: Images
  log: Log
}

/** Pictures that were put into a report's text. */
export interface Images {
  /** Null when the report has none of that name. */
  read(report: ReportFacts, name: string): Promise<{ bytes: Uint8Array; mimeType: string } | null>
}

export interface Rows {
  bytes: Uint8Array
  /** Of which lines they are; absent of what was kept together with its report. */
  mark?: string
}

/** How late links may end that end by themselves. */
const SWEEP_MS = 1000
const PREVIEW_KEPT_MS = 30_000
const MOST_PREVIEWS = 100

export class Sharing {
  readonly links: Links
  readonly visits: Visits
  private readonly plans: ReportPlans
  private readonly drawings: PanelFigures
  private readonly freezing: Freezing
  private readonly previews = new Map<
    number,
    { at: number; open: boolean; png: Promise<Uint8Array> }
  >()
  private sweptAt = new Date()
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly parts: SharingParts,
    private readonly listener: SharingListener,
  ) {
    const { prisma, auth, reports, runQueries, runSetReader, metrics } = parts
    this.links = new Links(prisma, (id) => this.linkChanged(id))
    this.visits = new Visits(this.links, reports, auth)
    this.plans = new ReportPlans(reports, runSetReader, new LinePlanner(metrics, runQueries))
    this.drawings = new PanelFigures(parts.figures)
    this.freezing = new Freezing(prisma, this.links, metrics, this.drawings)
    auth.onAccessChanged(() => this.plans.forget())
  }

  start(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.parts.log.error('links that ended', error))
    }, SWEEP_MS)
  }

  close(): void {
    clearInterval(this.timer)
  }

  plan(visit: Visit): Promise<ReportPlan> {
    return this.plans.of(visit)
  }

  /** What reports show may be something else now. */
  changed(): void {
    this.plans.forget()
  }

  /** @param baseUrl where the visitor reaches the server */
  async present(visit: Visit, baseUrl: string): Promise<SharedReport> {
    if (visit.link.frozenAt) return this.freezing.report(visit)
    return presentShared(visit, await this.plan(visit), baseUrl)
  }

  /** @throws HttpError 404 for panels that the report does not show */
  async series(
    visit: Visit,
    panelId: string,
    wanted: z.output<typeof sharedSeriesQuerySchema>,
  ): Promise<Rows> {
    if (visit.link.frozenAt) return this.keptRows(visit, `series/${panelId}`)
    const { plan, planned } = await this.line(visit, panelId)
    return sharedSeries(this.parts.metrics, visit.link, planned, plan, wanted)
  }

  /** @throws HttpError 404 for panels that the report does not show */
  async groups(
    visit: Visit,
    panelId: string,
    wanted: z.output<typeof sharedGroupsQuerySchema>,
  ): Promise<Rows> {
    if (visit.link.frozenAt) return this.keptRows(visit, `groups/${panelId}/${wanted.source}`)
    const { plan, planned } = await this.line(visit, panelId)
    return sharedGroups(this.parts.metrics, planned, plan, wanted)
  }

  /** @throws HttpError 404 for panels that the report does not show, or shows nothing in */
  async figure(visit: Visit, panelId: string, drawing: Drawing): Promise<string> {
    if (visit.link.frozenAt) {
      const bytes = await this.freezing.read(visit.link, `figure/${panelId}/${drawing.theme}`)
      return Buffer.from(bytes).toString('utf8')
    }
    return this.drawings.svg(await (await this.plan(visit)).panel(panelId), drawing)
  }

  /** @throws HttpError 404 for pictures that the text does not show, though it may have */
  async image(visit: Visit, name: string): Promise<{ bytes: Uint8Array; mimeType: string }> {
    // Addresses of pictures are the same from wherever one comes.
    const { content } = await this.present(visit, 'http://localhost')
    const image = showsImage(content, `images/${name}`)
      ? await this.parts.images.read(visit.report, name)
      : null
    if (!image) throw notFound('The picture')
    return image
  }

  /** A PNG. With a password, or an end, it tells nothing of the report. */
  async preview(token: string): Promise<Uint8Array> {
    const link = await this.visits.live(token)
    if (!link) throw notFound('This link')
    const visit = await this.visits.ofLink(link)
    const open = link.passwordHash === null && link.expiresAt === null && !link.frozenAt
    const known = this.previews.get(link.id)
    if (known && known.open === open && Date.now() - known.at < PREVIEW_KEPT_MS) return known.png
    const png = previewPng(open ? await this.plan(visit) : null, this.drawings)
    if (this.previews.size > MOST_PREVIEWS) this.previews.clear()
    this.previews.set(link.id, { at: Date.now(), open, png })
    png.catch(() => this.previews.delete(link.id))
    return png
  }

  /** Keeps what the link shows now, whatever happens to the report. */
  async freeze(row: LinkRow, baseUrl: string): Promise<LinkRow> {
    const visit = await this.visits.ofLink(row)
    return this.freezing.freeze(visit, await this.plan(visit), baseUrl)
  }

  thaw(row: LinkRow): Promise<LinkRow> {
    return this.freezing.thaw(row)
  }

  private async keptRows(visit: Visit, name: string): Promise<Rows> {
    return { bytes: await this.freezing.read(visit.link, name) }
  }

  private async line(visit: Visit, panelId: string) {
    const report = await this.plan(visit)
    const planned = await report.panel(panelId)
    return { planned, plan: await report.line(planned) }
  }

  private async sweep(): Promise<void> {
    const now = new Date()
    const ended = await this.links.expiredBetween(this.sweptAt, now)
    this.sweptAt = now
    for (const id of ended) this.linkChanged(id)
  }

  private linkChanged(id: number): void {
    this.plans.forget()
    this.previews.delete(id)
    this.listener.linkChanged(id)
    // Those who edit by it have the document open.
    this.links.grantees(id).then(
      (people) => people.length > 0 && this.parts.auth.accessChanged(people),
      (error: unknown) => this.parts.log.error(`people of link ${id}`, error),
    )
  }
}

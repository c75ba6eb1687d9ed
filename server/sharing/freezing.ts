/** Links whose report stays as it was: everything that they answer is worked out once and kept. */
import { type SharedPanel, type SharedReport, sharedReportSchema } from '@/lib/api/sharing'
import type { PrismaClient } from '../db'
import { notFound } from '../http/errors'
import type { MetricStore } from '../metrics'
import type { LinkRow, Links } from './links'
import { sharedGroups, sharedSeries } from './panelData'
import type { PanelFigures } from './panelFigures'
import { makePass } from './passes'
import { presentShared } from './present'
import type { ReportPlan } from './reportPlan'
import type { Visit } from './visits'

/** Detail of what is kept: nobody can ask for more later. */
const SERIES_BUCKETS = 2000
const GROUP_BUCKETS = 1000
const PICTURE = { width: 800, height: 320 }

export class Freezing {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly links: Links,
    private readonly metrics: MetricStore,
    private readonly figures: PanelFigures,
  ) {}

  async freeze(visit: Visit, plan: ReportPlan, baseUrl: string): Promise<LinkRow> {
    const { link } = visit
    const report = await presentShared(visit, plan, baseUrl)
    const kept = [{ name: 'report', bytes: jsonBytes(still(report)) }]
    for (const panel of report.grids.flatMap(({ panels }) => panels)) {
      kept.push(...(await this.panel(visit, plan, panel)))
    }
    const linkId = link.id
    await this.prisma.$transaction([
      this.prisma.shareKept.deleteMany({ where: { linkId } }),
      this.prisma.shareKept.createMany({ data: kept.map((one) => ({ linkId, ...one })) }),
      this.prisma.shareLink.update({ where: { id: linkId }, data: { frozenAt: new Date() } }),
    ])
    return this.links.changed(linkId)
  }

  async thaw({ id: linkId }: LinkRow): Promise<LinkRow> {
    await this.prisma.$transaction([
      this.prisma.shareKept.deleteMany({ where: { linkId } }),
      this.prisma.shareLink.update({ where: { id: linkId }, data: { frozenAt: null } }),
    ])
    return this.links.changed(linkId)
  }

  /** What was kept under a name. @throws HttpError 404 where nothing was */
  async read({ id: linkId }: LinkRow, name: string): Promise<Uint8Array> {
    const row = await this.prisma.shareKept.findUnique({
      where: { linkId_name: { linkId, name } },
    })
    if (!row) throw notFound('The panel')
    return row.bytes
  }

  /** With facts that change without the data: settings of the link, and a ticket of now. */
  async report({ link }: Visit): Promise<SharedReport> {
    const bytes = await this.read(link, 'report')
    const kept = sharedReportSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
    return {
      ...kept,
      role: link.role,
      frozenAt: link.frozenAt?.toISOString() ?? null,
      author: link.showPeople ? kept.author : null,
      project: link.showProjects ? kept.project : null,
      runSets: kept.runSets.map((set) => ({
        ...set,
        project: link.showProjects ? set.project : null,
      })),
      controls: {
        hideRuns: link.mayHideRuns,
        smoothing: link.maySmooth,
        logScale: link.mayLogScale,
      },
      ticket: makePass(link, 'ticket', Date.now()),
    }
  }

  private async panel(visit: Visit, plan: ReportPlan, { id, body, problem }: SharedPanel) {
    if (problem || body.kind === 'text') return []
    const planned = await plan.panel(id)
    if (body.kind === 'figure') {
      const themes = ['light', 'dark'] as const
      return Promise.all(
        themes.map(async (theme) => {
          const svg = await this.figures.svg(planned, { ...PICTURE, theme }).catch(() => '')
          return { name: `figure/${id}/${theme}`, bytes: textBytes(svg) }
        }),
      )
    }
    const line = await plan.line(planned)
    if (!line.groups) {
      const { bytes } = await sharedSeries(this.metrics, visit.link, planned, line, {
        buckets: SERIES_BUCKETS,
      })
      return [{ name: `series/${id}`, bytes }]
    }
    return Promise.all(
      line.sources.map(async (_, source) => {
        const wanted = { source, buckets: GROUP_BUCKETS }
        const { bytes } = await sharedGroups(this.metrics, planned, line, wanted)
        return { name: `groups/${id}/${source}`, bytes }
      }),
    )
  }
}

/** Nothing of it logs on, as far as its readers see. */
function still(report: SharedReport): SharedReport {
  const stopped = <T extends { live: boolean }>(all: T[]) =>
    all.map((one) => ({ ...one, live: false }))
  return {
    ...report,
    runSets: report.runSets.map((set) => ({ ...set, runs: stopped(set.runs) })),
    grids: report.grids.map((grid) => ({
      ...grid,
      panels: grid.panels.map((panel) =>
        panel.body.kind === 'line'
          ? {
              ...panel,
              body: {
                ...panel.body,
                runs: stopped(panel.body.runs),
                groups: panel.body.groups && stopped(panel.body.groups),
              },
            }
          : panel,
      ),
    })),
  }
}

const textBytes = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'))
const jsonBytes = (value: unknown) => textBytes(JSON.stringify(value))

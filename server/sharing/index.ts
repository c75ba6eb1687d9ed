/** Reports for those who have a secret address, with an account or without. */
import type { SharedReport } from '@/lib/api/sharing'
import type { Auth, Principal } from '../auth'
import type { PrismaClient } from '../db'
import type { MetricStore } from '../metrics'
import { type Reports, RunSetReader } from '../reports'
import type { RunQueries } from '../runQuery'
import { LinePlanner } from './linePlan'
import { Links } from './links'
import { type Drawing, type Figures, PanelFigures } from './panelFigures'
import { presentShared, type Whereabouts } from './present'
import { type ReportPlan, ReportPlans } from './reportPlan'
import { type Visit, Visits } from './visits'

export { presentLink, type LinkRow } from './links'
export { sharedGroups, sharedSeries, streamOf } from './panelData'
export type { Figures } from './panelFigures'
export { COOKIE, isPass, makePass, passCookies, TOKEN, visitorsNumber } from './passes'
export type { Whereabouts } from './present'
export type { LinePlan } from './linePlan'
export type { PlannedPanel, ReportPlan } from './reportPlan'
export type { Passes, Visit } from './visits'

/** Told of what those who have a shared report open should see. */
export interface SharingListener {
  /** The link is another one: paused, revoked, with a password, or of other settings. */
  linkChanged(linkId: number): void
}

export interface SharingParts {
  prisma: PrismaClient
  auth: Auth
  reports: Reports
  runQueries: RunQueries
  metrics: MetricStore
  figures: Figures
}

export class Sharing {
  readonly links: Links
  readonly visits: Visits
  private readonly plans: ReportPlans
  private readonly drawings: PanelFigures

  constructor(parts: SharingParts, listener: SharingListener) {
    const { prisma, auth, reports, runQueries, metrics } = parts
    this.links = new Links(prisma, (id) => {
      this.plans.forget()
      listener.linkChanged(id)
    })
    this.visits = new Visits(this.links, reports, auth)
    this.plans = new ReportPlans(
      reports,
      new RunSetReader(prisma, runQueries),
      new LinePlanner(metrics, runQueries),
    )
    this.drawings = new PanelFigures(parts.figures)
    auth.onAccessChanged(() => this.plans.forget())
  }

  plan(visit: Visit): Promise<ReportPlan> {
    return this.plans.of(visit)
  }

  async present(visit: Visit, where: Whereabouts): Promise<SharedReport> {
    return presentShared(visit, await this.plan(visit), where)
  }

  /** @throws HttpError 404 for panels that the report does not show */
  async figure(visit: Visit, panelId: string, drawing: Drawing): Promise<string> {
    return this.drawings.svg(await (await this.plan(visit)).panel(panelId), drawing)
  }

  /** Lets a signed-in person in by a link that is for more than looking. */
  async join({ link }: Visit, principal: Principal): Promise<void> {
    if (link.role !== 'VIEW' && principal.kind === 'user') {
      await this.links.grant(link.id, principal.userId)
    }
  }
}

import { randomBytes } from 'node:crypto'
import * as Y from 'yjs'
import type { addPanelSchema } from '@/lib/api/reportPanels'
import type { createReportSchema } from '@/lib/api/reports'
import type { DocumentRole } from '@/lib/collab/wire'
import { toStorableText } from '@/lib/json/storable'
import { type AddedPanel, addPanelToReport, type WantedRunSet } from '@/lib/reports/addedPanel'
import { REPORT_BIN_DAYS } from '@/lib/reports/limits'
import { newReportDoc } from '@/lib/reports/document'
import { readReport, type ReportState } from '@/lib/reports/read'
import { freezeRunSet, unfreezeRunSet } from '@/lib/reports/runSetChanges'
import type { FrozenRuns, ReportRunSet } from '@/lib/reports/runSets'
import { slugOfAddress } from '@/lib/reports/wandb/address'
import { runIdsIn, runsNamedIn } from '@/lib/reports/wandb/runNames'
import { readNames, setSettings, type SettingsChange } from '@/lib/reports/settings'
import type { RunOrGroup } from '@/lib/workspace/access'
import type { z } from 'zod'
import {
  canReadProject,
  canWriteProject,
  type Principal,
  type ProjectRights,
  type UserPrincipal,
} from '../auth'
import type { Prisma, PrismaClient } from '../db'
import type { Documents } from '../documents'
import { conflict, forbidden, notFound } from '../http/errors'
import type { Log } from '../log'
import type { RunSetReader } from './drawnRuns'
import type { ReportImages } from './images'
import type { PrintJob, Seeded } from './jobs'
import { NamedRunReader, parsedSpec, type WandbReport } from './wandbReport'
import { type ReportFacts, select } from './present'
import { ReportThread } from './reportThread'
import { type ReportRole, reportRoleOf } from './roles'
import { RowKeeper } from './rowKeeper'
import type { KeeperTimes } from './versionKeeper'
import { ReportVersions } from './versions'
import type { Snapshots } from './snapshots'

export type { ReportFacts } from './present'

const BIN_MS = REPORT_BIN_DAYS * 86_400_000

/** What the room needs of live documents. */
export interface LiveDocuments {
  read(documentId: number): Promise<Y.Doc>
  edit(
    documentId: number,
    origin: string,
    change: (doc: Y.Doc) => void,
    userId?: number | null,
  ): Promise<void>
  close(documentId: number): Promise<void>
}

export interface ReportListener {
  /** The list of the project's reports shows something else. */
  reportsChanged(projectId: number): void
}

/** Reports: addresses of documents, who reads and writes them, and what lists say of them. */
export class Reports {
  private readonly rows: RowKeeper
  private readonly thread: ReportThread
  readonly versions: ReportVersions
  private readonly runs: NamedRunReader

  constructor(
    private readonly prisma: PrismaClient,
    private readonly documents: Documents,
    private readonly live: LiveDocuments,
    private readonly listener: ReportListener,
    private readonly snapshots: Snapshots,
    private readonly runSets: RunSetReader,
    workerFile: URL,
    readonly images: ReportImages,
    versionTimes: KeeperTimes,
    private readonly log: Log,
  ) {
    this.thread = new ReportThread(workerFile)
    this.versions = new ReportVersions(prisma, live, this.thread, versionTimes, log)
    this.runs = new NamedRunReader(prisma)
    this.rows = new RowKeeper(prisma, (id) => listener.reportsChanged(id), log)
  }

  /** Rows that a crash left behind their documents; and what the bin has kept for long enough. */
  start(): void {
    const failed = (error: unknown) => this.log.error('reports at the start', error)
    const work = async () => {
      await this.purge()
      await this.versions.start()
      for (const { documentId } of await this.lagging()) {
        // One that cannot be loaded holds up no others.
        await this.live
          .read(documentId)
          .then((doc) => this.rows.stored(documentId, doc))
          .catch(failed)
      }
    }
    work().catch(failed)
  }

  async close(): Promise<void> {
    await Promise.all([this.rows.close(), this.versions.close()])
    await this.thread.close()
  }

  /** Who may open a report's document; nobody one that no report shows. */
  async roleOf(principal: Principal, documentId: number): Promise<DocumentRole | null> {
    const report = await this.prisma.report.findUnique({ where: { documentId }, select })
    if (!report || report.deletedAt) return null
    const role = await this.reportRole(principal, report)
    return role === 'comment' ? 'read' : role
  }

  /** Null: not theirs to see. Whoever may comment may read; whoever may write may comment. */
  reportRole(principal: Principal, report: ReportFacts): Promise<ReportRole | null> {
    return reportRoleOf(this.prisma, principal, report)
  }

  /** Changes of the document are durable. */
  stored(documentId: number, doc: Y.Doc, writers: ReadonlySet<number | null>): void {
    this.rows.stored(documentId, doc)
    this.versions.stored(documentId, writers)
  }

  /** Of a project that the caller may read: what changed last comes first. */
  list(projectId: number, inBin: boolean): Promise<ReportFacts[]> {
    return this.prisma.report.findMany({
      where: { projectId, deletedAt: inBin ? { gt: new Date(Date.now() - BIN_MS) } : null },
      select,
      orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    })
  }

  /**
   * @param address the slug, or what addresses of W&B's tools end with
   * @throws HttpError 404 unless there is one that the person may see
   */
  async find(principal: Principal, address: string, inBin = false): Promise<ReportFacts> {
    const slug = slugOfAddress(address)
    const report = await this.prisma.report.findUnique({ where: { slug }, select })
    const isThere = report && (!report.deletedAt || (inBin && isInBin(report.deletedAt)))
    if (!isThere || !(await this.reportRole(principal, report))) {
      throw notFound(`The report ${slug}`)
    }
    return report
  }

  /** What it shows now, with what others are writing. */
  async read(report: ReportFacts): Promise<ReportState> {
    return readReport(await this.live.read(report.documentId))
  }

  /** With the numbers in its text as the one who asks may see them. */
  markdown(principal: Principal, report: ReportFacts): Promise<string> {
    return this.print(principal, report, { as: 'markdown' })
  }

  /** In a thread of its own. */
  async print(
    principal: Principal,
    report: ReportFacts,
    job: Omit<PrintJob, 'state' | 'chips'>,
  ): Promise<string> {
    const doc = await this.live.read(report.documentId)
    const chips = await this.runSets.chips(principal, report, readReport(doc))
    return this.thread.print({ ...job, state: Y.encodeStateAsUpdate(doc), chips })
  }

  async create(
    principal: UserPrincipal,
    project: ProjectRights & { id: number },
    wanted: z.output<typeof createReportSchema>,
  ): Promise<ReportFacts> {
    if (!canWriteProject(principal, project)) {
      throw forbidden('You may look at this project, but not write reports in it.')
    }
    return this.store(principal, project, await this.thread.seed(wanted))
  }

  private async store(
    principal: UserPrincipal,
    project: { id: number },
    { state, title, description }: Seeded,
    more: Pick<Prisma.ReportUncheckedCreateInput, 'wandb'> = {},
  ): Promise<ReportFacts> {
    const report = await this.prisma.$transaction(async (tx) => {
      const documentId = await this.documents.create(tx, 'REPORT', project.id, state)
      const report = await tx.report.create({
        data: {
          projectId: project.id,
          documentId,
          slug: randomBytes(8).toString('hex'),
          title: toStorableText(title),
          description: toStorableText(description),
          ownerId: principal.userId,
          ...more,
        },
        select,
      })
      await this.versions.first(tx, report.id, principal.userId, state)
      return report
    })
    this.listener.reportsChanged(project.id)
    return report
  }

  /**
   * One that W&B's tools have saved: a new report, or in place of what one shows.
   * @throws HttpError 400 for what is no report's spec
   */
  async saveSpec(
    principal: UserPrincipal,
    project: ProjectRights & { id: number; name: string; entity: { name: string } },
    report: ReportFacts | null,
    { spec, name, type, title, description }: WandbReport,
  ): Promise<ReportFacts> {
    if (!canWriteProject(principal, project)) {
      throw forbidden('You may look at this project, but not write reports in it.')
    }
    const own = { entity: project.entity.name, name: project.name }
    const runs = await this.runs.named(principal, runsNamedIn(parsedSpec(spec), own))
    const settings = { title, description }
    if (!report) {
      const { update, gridIds } = await this.thread.importSpec({ spec, own, runs })
      const doc = newReportDoc()
      Y.applyUpdate(doc, update)
      setSettings(doc, settings)
      const seeded = { state: Y.encodeStateAsUpdate(doc), ...readNames(doc) }
      const wandb = { create: { name, type, spec, gridIds } }
      return this.store(principal, project, seeded, { wandb })
    }
    this.needWrite(principal, report)
    const state = Y.encodeStateAsUpdate(await this.live.read(report.documentId))
    const { update, gridIds } = await this.thread.importSpec({ spec, own, runs, state })
    await this.live.edit(report.documentId, 'import', (doc) => {
      Y.applyUpdate(doc, update)
      setSettings(doc, settings)
    })
    const row = { name, type, spec, gridIds }
    await this.prisma.wandbView.upsert({
      where: { reportId: report.id },
      create: { reportId: report.id, ...row },
      update: row,
    })
    await this.rows.settle(report.documentId)
    return this.find(principal, report.slug)
  }

  /** JSON of the report as W&B's tools read it. */
  async spec(report: ReportFacts): Promise<string> {
    const saved = await this.prisma.wandbView.findUnique({ where: { reportId: report.id } })
    const doc = await this.live.read(report.documentId)
    const own = { entity: report.project.entity.name, name: report.project.name }
    const source = saved && runsNamedIn(parsedSpec(saved.spec), own)
    const runs = await this.runs.all(source ?? [], runIdsIn(readReport(doc)))
    return this.thread.exportSpec({
      ...{ state: Y.encodeStateAsUpdate(doc), spec: saved?.spec ?? null },
      ...{ own, runs, gridIds: saved?.gridIds ?? [] },
    })
  }

  /** What W&B's tools call it, and which kind it is to them. */
  async wandbName(report: ReportFacts): Promise<{ name: string; type: string }> {
    const named = await this.wandbNames([report])
    return named.get(report.id) ?? { name: report.slug, type: 'runs' }
  }

  /** Of those that the tools have saved. */
  async wandbNames(
    reports: readonly ReportFacts[],
  ): Promise<Map<number, { name: string; type: string }>> {
    const rows = await this.prisma.wandbView.findMany({
      where: { reportId: { in: reports.map(({ id }) => id) } },
      select: { reportId: true, name: true, type: true },
    })
    return new Map(rows.map(({ reportId, name, type }) => [reportId, { name, type }]))
  }

  /** Through the document, among what others are changing there. */
  async change(
    principal: Principal,
    report: ReportFacts,
    wanted: SettingsChange,
  ): Promise<ReportFacts> {
    if ((await this.reportRole(principal, report)) !== 'write') throw mayOnlyRead()
    const change = (doc: Y.Doc) => setSettings(doc, wanted)
    await this.live.edit(report.documentId, 'settings', change, userIdOf(principal))
    await this.rows.settle(report.documentId)
    return this.find(principal, report.slug)
  }

  /**
   * From now on its panels draw the runs as they are now, whatever becomes of those.
   * @throws HttpError 404 for a run set that is not there, 409 for one that is frozen
   */
  async freeze(principal: Principal, report: ReportFacts, runSetId: string): Promise<FrozenRuns> {
    this.needWrite(principal, report)
    const runSet = await this.runSet(report, runSetId)
    if (runSet.frozen) throw conflict('The run set is frozen already.', 'runSet')
    const { frozen, ids } = await this.snapshots.take(principal, report, runSet)
    const change = (doc: Y.Doc) => freezeRunSet(doc, runSetId, frozen, ids)
    await this.live.edit(report.documentId, 'freeze', change, userIdOf(principal))
    return frozen
  }

  async unfreeze(principal: Principal, report: ReportFacts, runSetId: string): Promise<void> {
    this.needWrite(principal, report)
    const runSet = await this.runSet(report, runSetId)
    const ids = await this.snapshots.originals(report, runSet)
    const change = (doc: Y.Doc) => unfreezeRunSet(doc, runSetId, ids)
    await this.live.edit(report.documentId, 'unfreeze', change, userIdOf(principal))
  }

  /** How many runs match by now that did not when the run set was frozen. */
  async newRunsSince(principal: Principal, report: ReportFacts, runSetId: string): Promise<number> {
    const runSet = await this.runSet(report, runSetId)
    return runSet.frozen ? this.snapshots.newSince(principal, report, runSet) : 0
  }

  /** A panel with its runs, which the person must be able to see. */
  async addPanel(
    principal: Principal,
    report: ReportFacts,
    { panel, runSet }: z.output<typeof addPanelSchema>,
  ): Promise<AddedPanel> {
    this.needWrite(principal, report)
    const { entity, project: name, ...state } = runSet
    const project = await this.prisma.project.findFirst({
      where: { name, entity: { name: entity }, frozen: false },
    })
    if (!project || !canReadProject(principal, project)) throw notFound(`${entity}/${name}`)
    const wanted: WantedRunSet = {
      ...state,
      project: project.id === report.projectId ? null : { entity, name },
      hidden: new Set(state.hidden),
      colors: new Map(Object.entries(state.colors) as [RunOrGroup, string][]),
    }
    const added: { panel?: AddedPanel } = {}
    const change = (doc: Y.Doc) => {
      added.panel = addPanelToReport(doc, panel, wanted)
    }
    await this.live.edit(report.documentId, 'panels', change, userIdOf(principal))
    if (!added.panel) throw notFound(`The report ${report.slug}`)
    return added.panel
  }

  /** Into the bin. Whoever has it open is told. */
  async remove(principal: Principal, report: ReportFacts): Promise<void> {
    this.needWrite(principal, report)
    await this.prisma.report.update({ where: { id: report.id }, data: { deletedAt: new Date() } })
    await this.live.close(report.documentId)
    this.listener.reportsChanged(report.projectId)
    await this.purge()
  }

  async restore(principal: Principal, slug: string): Promise<ReportFacts> {
    const report = await this.find(principal, slug, true)
    this.needWrite(principal, report)
    const restored = await this.prisma.report.update({
      where: { id: report.id },
      data: { deletedAt: null },
      select,
    })
    this.listener.reportsChanged(report.projectId)
    return restored
  }

  private async runSet(report: ReportFacts, id: string): Promise<ReportRunSet> {
    const { runSets } = await this.read(report)
    const found = runSets.find((runSet) => runSet.id === id)
    if (!found) throw notFound('The run set')
    return found
  }

  /** @throws HttpError 403 */
  needWrite(principal: Principal, report: ReportFacts): void {
    if (!canWriteProject(principal, report.project)) throw mayOnlyRead()
  }

  private lagging(): Promise<{ documentId: number }[]> {
    // Rows are dated by this clock, changes by the database's, and some came while a row was written:
    // a few that need no catching up do no harm.
    return this.prisma.$queryRaw`SELECT r.document_id AS "documentId" FROM report r
      WHERE r.deleted_at IS NULL AND EXISTS (SELECT 1 FROM document_update u
        WHERE u.document_id = r.document_id AND u.at > r.updated_at - interval '1 minute')`
  }

  /** Documents of reports that nobody brought back. */
  private async purge(): Promise<void> {
    const before = new Date(Date.now() - BIN_MS)
    const old = { deletedAt: { lt: before } }
    const reports = await this.prisma.report.findMany({ where: old, select: { id: true } })
    await this.images.removeOf(reports.map(({ id }) => id))
    await this.prisma.document.deleteMany({ where: { report: old } })
    await this.snapshots.sweep()
  }
}

/** Whom a change of the server's is done for. */
function userIdOf(principal: Principal): number | null {
  return principal.kind === 'user' ? principal.userId : null
}
const mayOnlyRead = () => forbidden('You may read this report, but not change it.')

/** Whether a report that was deleted then can still be brought back. */
function isInBin(deletedAt: Date): boolean {
  return deletedAt.getTime() > Date.now() - BIN_MS
}

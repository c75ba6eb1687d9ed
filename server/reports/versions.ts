/** Versions of reports: kept by themselves and by name, read, compared, and brought back. */
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import type { Version } from '@/lib/api/versions'
import { toStorableText } from '@/lib/json/storable'
import type { ReportDiff } from '@/lib/reports/diff/types'
import { REPORT_ROOTS } from '@/lib/reports/document'
import { MAX_NAMED_VERSIONS } from '@/lib/reports/limits'
import { makeLike } from '@/lib/reports/makeLike'
import type { ReportState } from '@/lib/reports/read'
import { versionsToDrop } from '@/lib/reports/thinVersions'
import type { UserPrincipal } from '../auth'
import type { Prisma, PrismaClient } from '../db'
import { restoreDocument } from '../documents'
import { conflict, notFound } from '../http/errors'
import type { Log } from '../log'
import type { ReportFacts } from './present'
import type { ReportThread } from './reportThread'
import { type KeeperTimes, VersionKeeper } from './versionKeeper'

/** What versions need of live documents. */
export interface VersionedDocuments {
  read(documentId: number): Promise<Y.Doc>
  edit(
    documentId: number,
    origin: string,
    change: (doc: Y.Doc) => void,
    userId: number | null,
  ): Promise<void>
}

type Report = Pick<ReportFacts, 'id' | 'documentId'>

const include = {
  authors: { select: { user: { select: { username: true, name: true } } } },
} satisfies Prisma.ReportVersionInclude
const select = {
  id: true,
  createdAt: true,
  name: true,
  ...include,
} satisfies Prisma.ReportVersionSelect
type Facts = Prisma.ReportVersionGetPayload<{ select: typeof select }>

export class ReportVersions {
  private readonly keeper: VersionKeeper
  /** Versions of one report are kept one after the other. */
  private readonly turns = new Map<number, Promise<unknown>>()

  constructor(
    private readonly prisma: PrismaClient,
    private readonly live: VersionedDocuments,
    private readonly thread: ReportThread,
    times: KeeperTimes,
    private readonly log: Log,
  ) {
    this.keeper = new VersionKeeper(prisma, times, (id) => this.keepOf(id), log)
  }

  /** What was written before the server ended, and no version has, is due like what is written now. */
  async start(): Promise<void> {
    const rows = await this.prisma.$queryRaw<{ documentId: number }[]>`
      SELECT r.document_id AS "documentId" FROM report r LEFT JOIN LATERAL (
        SELECT max(v.created_at) AS at FROM report_version v WHERE v.report_id = r.id
      ) v ON true WHERE r.deleted_at IS NULL AND (
        r.updated_at > coalesce(v.at, r.created_at) OR EXISTS (
          SELECT 1 FROM document_update u WHERE u.document_id = r.document_id
            AND u.at > coalesce(v.at, r.created_at)))`
    for (const { documentId } of rows) this.keeper.stored(documentId, new Set())
  }

  stored(documentId: number, writers: ReadonlySet<number | null>): void {
    this.keeper.stored(documentId, writers)
  }

  close(): Promise<void> {
    return this.keeper.close()
  }

  /** What a new report begins with, in the transaction that makes it. */
  async first(
    tx: Prisma.TransactionClient,
    reportId: number,
    userId: number,
    state: Uint8Array,
  ): Promise<void> {
    const bytes = Y.convertUpdateFormatV1ToV2(state)
    const authors = { create: [{ userId }] }
    await tx.reportVersion.create({ data: { reportId, ...stored(bytes), authors } })
  }

  async list(report: Report): Promise<{ versions: Version[]; changedSince: boolean }> {
    const rows = await this.prisma.reportVersion.findMany({
      where: { reportId: report.id },
      select,
      orderBy: { id: 'desc' },
    })
    const newest = rows[0]
    const changedSince = !newest || !(await this.isNow(report, await this.bytes(report, newest.id)))
    return { versions: rows.map(present), changedSince }
  }

  async read(report: Report, id: number): Promise<ReportState> {
    return this.thread.read(await this.bytes(report, id))
  }

  /** What the version has that the other has not, and the reverse. */
  async compare(report: Report, id: number, from: number | 'now'): Promise<ReportDiff> {
    const after = await this.bytes(report, id)
    const before =
      from === 'now'
        ? Y.encodeStateAsUpdateV2(await this.live.read(report.documentId))
        : await this.bytes(report, from)
    return this.thread.compare([before, after])
  }

  /** Keeps what is there now, by a name. */
  async name(report: Report, wanted: string): Promise<Version> {
    await this.needRoom(report)
    return present(await this.keep(report, toStorableText(wanted)))
  }

  /** @param wanted null takes the name away */
  async rename(report: Report, id: number, wanted: string | null): Promise<Version> {
    const found = await this.find(report, id)
    if (wanted !== null && found.name === null) await this.needRoom(report)
    const name = wanted === null ? null : toStorableText(wanted)
    return present(
      await this.prisma.reportVersion.update({ where: { id }, data: { name }, select }),
    )
  }

  /**
   * Writes the report as it was, as a change of the person's that touches only what differs: what
   * others type meanwhile stays. What was there before is kept first.
   * @returns the version of what was there before
   */
  async restore(user: UserPrincipal, report: Report, id: number): Promise<number> {
    const target = restoreDocument(
      { snapshot: await this.stateOf(report, id), updates: [] },
      REPORT_ROOTS,
    )
    const before = await this.keep(report, null)
    const late: { state?: Uint8Array } = {}
    const kept = await this.bytes(report, before.id)
    const change = (doc: Y.Doc) => {
      // What came after that was kept would be overwritten without having been kept.
      if (!holds(kept, doc)) late.state = Y.encodeStateAsUpdateV2(doc)
      makeLike(doc, target)
    }
    await this.live.edit(report.documentId, 'restore', change, user.userId)
    return late.state ? this.write(report, null, late.state, new Set(), new Date()) : before.id
  }

  // ---- keeping

  private async keepOf(documentId: number): Promise<void> {
    const report = await this.prisma.report.findUnique({
      where: { documentId },
      select: { id: true, documentId: true, deletedAt: true },
    })
    if (report && report.deletedAt === null) await this.keep(report, null)
    else this.keeper.taken(documentId)
  }

  /** The newest version when nothing was written after it, else a new one. */
  private keep(report: Report, name: string | null): Promise<Facts> {
    const turn = (this.turns.get(report.id) ?? Promise.resolve())
      .catch(() => {})
      .then(() => this.keepNow(report, name))
    this.turns.set(report.id, turn)
    const done = () => {
      if (this.turns.get(report.id) === turn) this.turns.delete(report.id)
    }
    turn.then(done, done)
    return turn
  }

  private async keepNow(report: Report, name: string | null): Promise<Facts> {
    await this.keeper.noted()
    const [{ now }] = await this.prisma.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp() AS now`
    const doc = await this.live.read(report.documentId)
    // Between reading and this nothing can be written: whoever writes after it is of the next.
    const writers = this.keeper.taken(report.documentId)
    const newest = await this.prisma.reportVersion.findFirst({
      where: { reportId: report.id },
      orderBy: { id: 'desc' },
    })
    if (newest && holds(newest.bytes, doc)) {
      const { id } = newest
      if (name === null) return this.facts(id)
      // One that has a name keeps it, and the same is kept under the other, too.
      if (newest.name === null) {
        return this.prisma.reportVersion.update({ where: { id }, data: { name }, select })
      }
    }
    const id = await this.write(report, name, Y.encodeStateAsUpdateV2(doc), writers, now)
    await this.thin(report)
    return this.facts(id)
  }

  /** @param until who is known to have written until then is of this version */
  private write(
    report: Report,
    name: string | null,
    bytes: Uint8Array,
    writers: ReadonlySet<number>,
    until: Date,
  ): Promise<number> {
    return this.prisma.$transaction(async (tx) => {
      const where = { reportId: report.id, at: { lte: until } }
      const noted = await tx.reportEditor.findMany({ where, select: { userId: true } })
      // What a crash kept from being noted, the changes themselves still tell.
      const told = await tx.$queryRaw<{ userId: number }[]>`
        SELECT DISTINCT u.user_id AS "userId" FROM document_update u
        WHERE u.document_id = ${report.documentId}::int AND u.user_id IS NOT NULL
          AND u.at <= ${until}::timestamptz AND u.at > coalesce((SELECT max(v.created_at)
            FROM report_version v WHERE v.report_id = ${report.id}::int), '-infinity')`
      const ids = [...new Set([...[...noted, ...told].map(({ userId }) => userId), ...writers])]
      const people = await tx.user.findMany({ where: { id: { in: ids } }, select: { id: true } })
      const authors = { create: people.map((person) => ({ userId: person.id })) }
      const made = await tx.reportVersion.create({
        data: { reportId: report.id, name, ...stored(bytes), authors },
      })
      await tx.reportEditor.deleteMany({ where })
      return made.id
    })
  }

  private async thin({ id: reportId }: Report): Promise<void> {
    const rows = await this.prisma.reportVersion.findMany({
      where: { reportId },
      select: { id: true, createdAt: true, name: true },
    })
    const versions = rows.map(({ id, createdAt, name }) => {
      return { id, at: createdAt.getTime(), named: name !== null }
    })
    const drop = versionsToDrop(versions, Date.now())
    // One that got a name meanwhile stays.
    await this.prisma.reportVersion.deleteMany({ where: { id: { in: drop }, name: null } })
  }

  // ---- finding

  private facts(id: number): Promise<Facts> {
    return this.prisma.reportVersion.findUniqueOrThrow({ where: { id }, select })
  }

  private async find(report: Report, id: number): Promise<Facts> {
    const where = { id, reportId: report.id }
    const found = await this.prisma.reportVersion.findFirst({ where, select })
    if (!found) throw notFound('The version')
    return found
  }

  private async stateOf(report: Report, id: number) {
    const found = await this.prisma.reportVersion.findFirst({
      where: { id, reportId: report.id },
      select: { bytes: true, sha256: true },
    })
    if (!found) throw notFound('The version')
    return found
  }

  /** As stored, found to be what was stored. */
  private async bytes(report: Report, id: number): Promise<Uint8Array> {
    const { bytes, sha256 } = await this.stateOf(report, id)
    if (!Buffer.from(sha256).equals(digest(bytes))) {
      throw new Error(`version ${id} of a report is not the one that was stored`)
    }
    return bytes
  }

  private async isNow(report: Report, bytes: Uint8Array): Promise<boolean> {
    return holds(bytes, await this.live.read(report.documentId))
  }

  private async needRoom({ id: reportId }: Report): Promise<void> {
    const count = await this.prisma.reportVersion.count({
      where: { reportId, name: { not: null } },
    })
    if (count >= MAX_NAMED_VERSIONS) {
      throw conflict(`A report has at most ${MAX_NAMED_VERSIONS} named versions.`, 'name')
    }
  }
}

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

function stored(bytes: Uint8Array) {
  return { bytes: Buffer.from(bytes), sha256: digest(bytes) }
}

/** Whether a state has all that a document has, deletions included. */
function holds(bytes: Uint8Array, doc: Y.Doc): boolean {
  const state = new Y.Doc()
  Y.applyUpdateV2(state, bytes)
  return Y.equalSnapshots(Y.snapshot(state), Y.snapshot(doc))
}

function present({ id, createdAt, name, authors }: Facts): Version {
  return {
    id,
    createdAt: createdAt.toISOString(),
    name,
    authors: authors.map(({ user }) => user),
  }
}

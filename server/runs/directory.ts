/**
 * The runs that are being talked about, in memory: what every post needs to know of its run
 * without asking the database.
 */
import type { Visibility } from '@/lib/api/roles'
import type { RunState } from '@/lib/api/runs'
import type { Prisma, PrismaClient } from '../db'

export interface RunEntry {
  id: number
  /** The SDK's run id. */
  name: string
  projectId: number
  project: string
  entityId: number
  entity: string
  /** The project's, which decide who may see the run. */
  visibility: Visibility
  creatorId: number | null
  /** Kept as a report froze it. */
  frozen: boolean
  state: RunState
  stopRequested: boolean
  /** In the bin, or about to be gone: only the bin and the run's own client may know of it. */
  deleted: boolean
  /** When a client last spoke, in Unix milliseconds. */
  heartbeatAt: number
  /** The newest heartbeat that is in the database. */
  savedHeartbeatAt: number
  /** Smoothed seconds between posts with rows; undefined before two of them. */
  sendIntervalS: number | undefined
}

/** What a run has from its project. */
export type RunPlace = Pick<
  RunEntry,
  'projectId' | 'project' | 'entityId' | 'entity' | 'visibility' | 'creatorId' | 'frozen'
>

const CAPACITY = 20_000
/** Parameters of one statement. */
const LOADED_AT_ONCE = 1000

export class RunDirectory {
  private readonly byId = new Map<number, RunEntry>()
  private readonly byPath = new Map<string, RunEntry>()
  /** Of projects where it changed, by id: what is read from the database meanwhile may be older. */
  private readonly visibilities = new Map<number, Visibility>()

  constructor(private readonly prisma: PrismaClient) {}

  loaded(): IterableIterator<RunEntry> {
    return this.byId.values()
  }

  get(id: number): RunEntry | undefined {
    return this.byId.get(id)
  }

  async byRunId(id: number): Promise<RunEntry | undefined> {
    return this.byId.get(id) ?? this.load({ id })
  }

  /** One a run, in the order asked. */
  async byRunIds(ids: readonly number[]): Promise<(RunEntry | undefined)[]> {
    const missing = ids.filter((id) => !this.byId.has(id))
    for (let at = 0; at < missing.length; at += LOADED_AT_ONCE) {
      await this.loadMany({ id: { in: missing.slice(at, at + LOADED_AT_ONCE) } })
    }
    return ids.map((id) => this.byId.get(id))
  }

  async find(entity: string, project: string, name: string): Promise<RunEntry | undefined> {
    const known = this.byPath.get(pathKey(entity, project, name))
    if (known) return known
    const place = { name, project: { name: project, entity: { name: entity } } }
    return (await this.load(place)) ?? this.load({ redirects: { some: place } })
  }

  /** The run stands in another project now. */
  moved(id: number, to: RunPlace): void {
    const entry = this.byId.get(id)
    if (!entry) return
    this.byPath.delete(pathKey(entry.entity, entry.project, entry.name))
    Object.assign(entry, to, { visibility: this.visibilityOf(to.projectId, to.visibility) })
    this.byPath.set(pathKey(to.entity, to.project, entry.name), entry)
  }

  visibilityChanged(projectId: number, visibility: Visibility): void {
    this.visibilities.set(projectId, visibility)
    for (const entry of this.byId.values()) {
      if (entry.projectId === projectId) entry.visibility = visibility
    }
  }

  private visibilityOf(projectId: number, read: Visibility): Visibility {
    return this.visibilities.get(projectId) ?? read
  }

  forget(id: number): void {
    const entry = this.byId.get(id)
    if (!entry) return
    this.byId.delete(id)
    this.byPath.delete(pathKey(entry.entity, entry.project, entry.name))
  }

  private async load(where: object): Promise<RunEntry | undefined> {
    const run = await this.prisma.run.findFirst({ where, select: SELECTED })
    return run ? this.keep(run) : undefined
  }

  private async loadMany(where: object): Promise<void> {
    for (const run of await this.prisma.run.findMany({ where, select: SELECTED })) this.keep(run)
  }

  private keep(run: SelectedRun): RunEntry {
    // Two loads may have raced: the first entry is the one everybody holds.
    const known = this.byId.get(run.id)
    if (known) return known
    if (this.byId.size >= CAPACITY) this.evict()
    const heartbeatAt = run.heartbeatAt.getTime()
    const entry: RunEntry = {
      id: run.id,
      name: run.name,
      projectId: run.project.id,
      project: run.project.name,
      entityId: run.project.entityId,
      entity: run.project.entity.name,
      visibility: this.visibilityOf(run.project.id, run.project.visibility),
      creatorId: run.project.creatorId,
      frozen: run.project.frozen,
      state: run.state,
      stopRequested: run.stopRequested,
      deleted: run.deletedAt !== null,
      heartbeatAt,
      savedHeartbeatAt: heartbeatAt,
      sendIntervalS: undefined,
    }
    this.byId.set(entry.id, entry)
    this.byPath.set(pathKey(entry.entity, entry.project, entry.name), entry)
    return entry
  }

  /** Drops the quietest half of those whose heartbeat is saved. */
  private evict(): void {
    const idle = [...this.byId.values()].filter(
      (entry) => entry.heartbeatAt === entry.savedHeartbeatAt,
    )
    idle.sort((a, b) => a.heartbeatAt - b.heartbeatAt)
    for (const entry of idle.slice(0, CAPACITY / 2)) this.forget(entry.id)
  }
}

const SELECTED = {
  id: true,
  name: true,
  state: true,
  stopRequested: true,
  heartbeatAt: true,
  deletedAt: true,
  project: { include: { entity: true } },
} as const
type SelectedRun = Prisma.RunGetPayload<{ select: typeof SELECTED }>

/** Names hold no control characters, so a line break separates safely. */
function pathKey(entity: string, project: string, name: string): string {
  return `${entity}\n${project}\n${name}`
}

/** Creating runs, and the projects they name, as clients ask. */
import { fromStorable, toStorable, toStorableText } from '@/lib/json/storable'
import { urlNameSchema } from '@/lib/api/names'
import {
  canCreateProject,
  canSeeEntity,
  canWriteProject,
  type ProjectRights,
  type UserPrincipal,
} from '../auth'
import { Prisma, type PrismaClient } from '../db'
import { badRequest, conflict, forbidden, notFound } from '../http/errors'
import { isInBin } from './bin'
import { redirectedRun } from './move'
import { generatedDisplayName, generatedRunName } from './names'

/** Fields left undefined stay as they are; none can be cleared by leaving it out. */
export interface UpsertRun {
  id?: number | undefined
  name?: string | undefined
  entity?: string | undefined
  project?: string | undefined
  displayName?: string | undefined
  notes?: string | undefined
  tags?: string[] | undefined
  group?: string | undefined
  jobType?: string | undefined
  host?: string | undefined
  program?: string | undefined
  commit?: string | undefined
  repo?: string | undefined
  sweepName?: string | undefined
  /** The whole config tree, `{"lr": {"value": 0.1}}`. */
  config?: Record<string, unknown> | undefined
  /** A client is starting (or resuming) the run, rather than editing it. */
  starting: boolean
}

export interface Upserted {
  id: number
  inserted: boolean
}

const DEFAULT_PROJECT = 'uncategorized'

export async function upsertRun(
  prisma: PrismaClient,
  principal: UserPrincipal,
  input: UpsertRun,
): Promise<Upserted> {
  const project = await targetProject(prisma, principal, input)
  const name = checkName(input.name ?? generatedRunName(), 'name')
  const where =
    input.id === undefined
      ? { projectId_name: { projectId: project.id, name } }
      : { id: input.id, projectId: project.id }
  for (;;) {
    const found = await findRun(prisma, principal, project.id, where)
    if (found?.deletedAt && input.starting) throw idTaken(name, found.deletedAt)
    if (found) {
      await prisma.run.update({ where: { id: found.id }, data: changes(input, found.config) })
      return { id: found.id, inserted: false }
    }
    if (input.id !== undefined) throw notFound('The run')
    try {
      const id = await insertRun(prisma, principal, project.id, name, input)
      return { id, inserted: true }
    } catch (error) {
      // Another request made the run meanwhile: update that one.
      if (!isUniqueViolation(error)) throw error
    }
  }
}

/** The run at the place, or the one that was moved away from it. */
async function findRun(
  prisma: PrismaClient,
  principal: UserPrincipal,
  projectId: number,
  where: Prisma.RunWhereUniqueInput,
) {
  const select = { id: true, config: true, deletedAt: true, project: true } as const
  const found = await prisma.run.findUnique({ where, select })
  if (found || !where.projectId_name) return found
  const runId = await redirectedRun(prisma, projectId, where.projectId_name.name)
  if (runId === undefined) return null
  const moved = await prisma.run.findUnique({ where: { id: runId }, select })
  return moved && canWriteProject(principal, moved.project) ? moved : null
}

function idTaken(name: string, deletedAt: Date): Error {
  const message = isInBin(deletedAt)
    ? `The run ${name} is in the bin. Restore it, delete it for ever, or use another id.`
    : `The run ${name} was deleted, but runs that were forked from it still show its rows. Use another id.`
  return conflict(message, 'name')
}

async function targetProject(
  prisma: PrismaClient,
  principal: UserPrincipal,
  input: UpsertRun,
): Promise<{ id: number; entityId: number }> {
  if (input.id !== undefined) {
    const run = await prisma.run.findUnique({ where: { id: input.id }, include: { project: true } })
    if (!run || !canWriteProject(principal, run.project)) throw notFound('The run')
    return run.project
  }
  const entityName = input.entity ?? principal.defaultEntity.name
  const entity = await prisma.entity.findUnique({ where: { name: toStorableText(entityName) } })
  if (!entity || !canSeeEntity(principal, entity.id)) throw notFound(`The entity "${entityName}"`)
  if (!canCreateProject(principal, entity.id)) {
    throw forbidden(`You may read but not write in "${entityName}".`)
  }
  const name = checkName(input.project ?? DEFAULT_PROJECT, 'project')
  const key = { entityId: entity.id, name }
  const known = await prisma.project.findUnique({ where: { entityId_name: key } })
  if (known) return writable(principal, known)
  try {
    return await prisma.project.create({ data: { ...key, creatorId: principal.userId } })
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const other = await prisma.project.findUniqueOrThrow({ where: { entityId_name: key } })
    return writable(principal, other)
  }
}

/** A private project of somebody else is called what it is: its name is taken in any case. */
function writable<T extends ProjectRights & { name: string }>(
  principal: UserPrincipal,
  project: T,
): T {
  if (canWriteProject(principal, project)) return project
  throw forbidden(`The project "${project.name}" is private to others. Choose another name.`)
}

/**
 * Takes the project's next number, then makes the run. Not one transaction: hundreds of runs of one
 * project may start at once, and would wait for each other from the first statement to the last. A
 * number whose run is not made is left out.
 */
async function insertRun(
  prisma: PrismaClient,
  principal: UserPrincipal,
  projectId: number,
  name: string,
  input: UpsertRun,
): Promise<number> {
  // Checked first, so that what is refused takes no number.
  const given = changes(input, {})
  const { runCounter: number } = await prisma.project.update({
    where: { id: projectId },
    data: { runCounter: { increment: 1 }, updatedAt: new Date() },
    select: { runCounter: true },
  })
  const data = { displayName: generatedDisplayName(number), ...given, projectId, name, number }
  const run = await prisma.run.create({
    data: { ...(data as Prisma.RunUncheckedCreateInput), userId: principal.authorId },
    select: { id: true },
  })
  return run.id
}

function changes(input: UpsertRun, config: Prisma.JsonValue): Prisma.RunUncheckedUpdateInput {
  const data: Prisma.RunUncheckedUpdateInput = {}
  const text = (field: keyof UpsertRun & keyof Prisma.RunUncheckedUpdateInput, limit: number) => {
    const value = input[field]
    if (typeof value !== 'string') return
    if (value.length > limit) throw badRequest(`${field} is longer than ${limit} characters`, field)
    data[field] = toStorableText(value) as never
  }
  text('displayName', 512)
  text('notes', 100_000)
  text('group', 512)
  text('jobType', 512)
  text('host', 1024)
  text('program', 4096)
  text('commit', 256)
  text('repo', 4096)
  text('sweepName', 256)
  if (data.displayName === '') delete data.displayName
  if (input.tags) data.tags = [...new Set(input.tags.map(toStorableText))]
  if (input.config) {
    const merged = mergeConfig(fromStorable(config) as Tree, input.config)
    data.config = toStorable(merged) as Prisma.InputJsonValue
    // A process that defines nothing does not take back what another one defined.
    const metrics = metricsOf(merged)
    if (metrics.length > 0) data.metricDefinitions = toStorable(metrics) as Prisma.InputJsonValue
  }
  if (input.starting) {
    Object.assign(data, {
      state: 'running',
      exitCode: null,
      finishedAt: null,
      stopRequested: false,
      heartbeatAt: new Date(),
    })
  }
  return data
}

type Tree = Record<string, unknown>

/** Key by key; of the SDK's own members the environments of several writers stand side by side. */
function mergeConfig(old: Tree, next: Tree): Tree {
  const merged = { ...old, ...next }
  const before = sdkMembers(old)?.e
  const after = sdkMembers(next)
  if (isTree(before) && after) {
    const e = { ...before, ...(isTree(after.e) ? after.e : {}) }
    merged._wandb = { ...(next._wandb as Tree), value: { ...after, e } }
  }
  return merged
}

function sdkMembers(config: Tree): Tree | undefined {
  const members = isTree(config._wandb) ? config._wandb.value : undefined
  return isTree(members) ? members : undefined
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** Kept apart from the config as well: run lists need them, and configs are large. */
function metricsOf(config: Tree): unknown[] {
  const metrics = sdkMembers(config)?.m
  return Array.isArray(metrics) ? metrics : []
}

function checkName(name: string, field: string): string {
  const parsed = urlNameSchema.safeParse(name)
  if (!parsed.success) throw badRequest(`${field} ${parsed.error.issues[0]?.message}`, field)
  return name
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
}

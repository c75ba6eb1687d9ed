import { parseLenient } from '@/lib/json/lenient'
import { isUnstorable } from '@/lib/json/storable'
import { severitySchema } from '@/lib/alerts/rule'
import { urlNameSchema } from '@/lib/api/names'
import { STEP_KEY } from '@/lib/metrics/keys'
import { canCreateProject, canWriteProject } from '../../auth'
import { badRequest, notFound } from '../../http/errors'
import { fileNameProblem } from '../../files'
import type { RunEntry } from '../../runs'
import { forkPoint } from '../branchPoint'
import { decodeId, encodeId } from '../ids'
import { type GraphQLContext, requireUser } from '../services'
import { notDeleted } from './runEdits'
import { type Args, type FileModel, includeForRun, type Resolvers, textArg } from './types'

type Input = Args

const inputOf = (args: Args) => args.input as Input

export const mutations: Resolvers<undefined> = {
  async upsertBucket(_root, args, context) {
    const input = inputOf(args)
    const text = (name: string) => textArg(input, name)
    const id = text('id')
    const runId = id === undefined ? undefined : decodeId('Run', id)
    if (id !== undefined && runId === undefined) throw badRequest('id is not a run id', 'id')
    const config = objectOf(text('config'), 'config')
    const entity = text('entityName') || undefined
    const project = text('modelName') || undefined
    const fork = id
      ? undefined
      : await forkPoint(context, { entity, project, name: text('name') }, config)
    const starting = text('host') !== undefined || text('jobProgram') !== undefined
    const { id: stored, inserted } = await context.runs.upsert(requireUser(context), {
      id: runId,
      name: text('name'),
      entity,
      project,
      displayName: text('displayName'),
      notes: text('notes') ?? text('description'),
      tags: (input.tags as string[] | null | undefined) ?? undefined,
      group: text('groupName'),
      jobType: text('jobType'),
      host: text('host'),
      program: text('jobProgram'),
      commit: text('commit'),
      repo: text('jobRepo'),
      sweepName: text('sweep'),
      config,
      starting,
    })
    if (fork) await context.branches.fork(stored, fork.parent.id, fork.step)
    const summary = text('summaryMetrics')
    if (summary !== undefined && objectOf(summary, 'summaryMetrics')) {
      await context.ingest.post(stored, { summary })
    }
    const bucket = await context.prisma.run.findUnique({
      where: { id: stored },
      include: includeForRun,
    })
    return { bucket, inserted, clientMutationId: text('clientMutationId') }
  },

  async upsertModel(_root, args, context) {
    const input = inputOf(args)
    const principal = requireUser(context)
    const name = textArg(input, 'name') ?? ''
    const checked = urlNameSchema.safeParse(name)
    if (!checked.success) throw badRequest(`name ${checked.error.issues[0]?.message}`, 'name')
    const entityName = textArg(input, 'entityName') || principal.defaultEntity.name
    const entity = await context.prisma.entity.findUnique({ where: { name: entityName } })
    if (!entity || !canCreateProject(principal, entity.id)) {
      throw notFound(`The entity "${entityName}"`)
    }
    const key = { entityId: entity.id, name }
    const before = await context.prisma.project.findUnique({ where: { entityId_name: key } })
    if (before && !canWriteProject(principal, before)) throw notFound(`The project "${name}"`)
    const description = textArg(input, 'description')
    const project = await context.prisma.project.upsert({
      where: { entityId_name: key },
      create: {
        ...key,
        creatorId: principal.userId,
        ...(description === undefined ? {} : { description }),
      },
      update: description === undefined ? {} : { description },
      include: { entity: true },
    })
    return { project, model: project, inserted: !before }
  },

  async createRunFiles(_root, args, context) {
    const input = inputOf(args)
    const run = await writableRun(input, context)
    const names = input.files as string[]
    for (const name of names) {
      const problem = fileNameProblem(name)
      if (problem) throw badRequest(`files: "${name.slice(0, 100)}" ${problem}`, 'files')
    }
    const files = names.map((name): FileModel => ({ runId: run.id, name, row: undefined }))
    return { runID: encodeId('Run', run.id), uploadHeaders: [], files }
  },

  async rewindRun(_root, args, context) {
    const input = inputOf(args)
    if (textArg(input, 'metricName') !== STEP_KEY) {
      throw badRequest(`metricName: runs are taken back by ${STEP_KEY} only`, 'metricName')
    }
    const run = notDeleted(await writableRun(input, context))
    await context.branches.rewind(run.id, input.metricValue as number)
    const rewoundRun = await context.prisma.run.findUnique({
      where: { id: run.id },
      include: includeForRun,
    })
    return { rewoundRun }
  },

  async notifyScriptableRunAlert(_root, args, context) {
    const input = inputOf(args)
    const run = await writableRun(input, context)
    const severity = severitySchema.safeParse(textArg(input, 'severity') ?? 'INFO')
    if (!severity.success) throw badRequest('severity may be INFO, WARN or ERROR', 'severity')
    const title = textArg(input, 'title') ?? ''
    const text = textArg(input, 'text') ?? ''
    const wait = waitOf(input.waitDuration)
    await context.alerts.book.said(run, { title, text, severity: severity.data }, wait)
    // One that is held back because the same was said just before is no failure of the script's.
    return { success: true }
  },

  async markRunFilesUploaded(_root, args, context) {
    // Files are registered by the upload itself.
    await writableRun(inputOf(args), context)
    return { success: true }
  },
}

/** Milliseconds, as the SDK sends them. */
const MAX_WAIT_MS = 365 * 86_400_000

function waitOf(duration: unknown): number {
  if (duration === null || duration === undefined) return 0
  const wait = Number(duration)
  if (!Number.isFinite(wait) || wait < 0) {
    throw badRequest('waitDuration must be a number of milliseconds', 'waitDuration')
  }
  return Math.min(wait, MAX_WAIT_MS)
}

async function writableRun(input: Input, context: GraphQLContext): Promise<RunEntry> {
  const entity = textArg(input, 'entityName') || requireUser(context).defaultEntity.name
  const project = textArg(input, 'projectName') ?? ''
  const name = textArg(input, 'runName') ?? ''
  const storable = ![entity, project, name].some(isUnstorable)
  const run = storable ? await context.runs.directory.find(entity, project, name) : undefined
  if (!run || !canWriteProject(context.principal, run)) throw notFound('The run')
  return run
}

function objectOf(text: string | undefined, field: string): Record<string, unknown> | undefined {
  if (text === undefined) return undefined
  const value = parseLenient(text)
  // Clients without any config send the JSON text `null`.
  if (value === null) return undefined
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw badRequest(`${field} must hold a JSON object`, field)
  }
  return value as Record<string, unknown>
}

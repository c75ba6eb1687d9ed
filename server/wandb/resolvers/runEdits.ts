/** Mutations by which people change runs that exist, rather than clients that log them. */
import { canWriteProject } from '../../auth'
import { badRequest, conflict, HttpError, notFound } from '../../http/errors'
import type { RunEntry } from '../../runs'
import { decodeId } from '../ids'
import type { GraphQLContext } from '../services'
import { type Args, type Resolvers, textArg } from './types'

const inputOf = (args: Args) => args.input as Args

/** From which states a run may be put into which, as W&B's clients know it. */
const TRANSITIONS: Record<string, readonly string[]> = {
  pending: ['running', 'failed', 'crashed', 'preempting'],
  failed: ['pending', 'running', 'preempting'],
}

export async function writableRunById(id: unknown, context: GraphQLContext): Promise<RunEntry> {
  const runId = decodeId('Run', typeof id === 'string' ? id : '')
  const run = runId === undefined ? undefined : await context.runs.directory.byRunId(runId)
  if (!run || !canWriteProject(context.principal, run)) throw notFound('The run')
  return run
}

/** Only its client goes on writing a run in the bin: others would change what they do not see. */
export function notDeleted(run: RunEntry): RunEntry {
  if (run.deleted) throw conflict(`The run ${run.name} was deleted.`)
  return run
}

export const runEdits: Resolvers<undefined> = {
  async stopRun(_root, args, context) {
    await context.runs.requestStop(notDeleted(await writableRunById(inputOf(args).id, context)))
    return { success: true }
  },

  async updateRunState(_root, args, context) {
    const input = inputOf(args)
    const state = textArg(input, 'state') ?? ''
    const from = Object.hasOwn(TRANSITIONS, state) ? TRANSITIONS[state]! : undefined
    if (!from) throw badRequest('state may be "pending" or "failed"', 'state')
    const run = notDeleted(await writableRunById(input.id, context))
    if (!from.includes(run.state)) {
      const message = `invalid state transition: a run that is ${run.state} cannot become ${state}`
      throw new HttpError(409, 'conflict', message, { field: 'state' })
    }
    await context.runs.setState(run, state as 'pending' | 'failed')
    return { success: true }
  },

  async deleteRun(_root, args, context) {
    const run = await writableRunById(inputOf(args).id, context)
    await context.bin.bin([run.id])
    return {}
  },

  async deleteFiles(_root, args, context) {
    const ids = (inputOf(args).files as string[]).map((id) => decodeId('File', id) ?? 0)
    const files = await context.prisma.runFile.findMany({ where: { id: { in: ids } } })
    const runs = new Set(files.map((file) => file.runId))
    // All or none: nothing is deleted where something is not theirs.
    if (files.length !== new Set(ids).size) throw notFound('One of the files')
    for (const runId of runs) {
      const run = await context.runs.directory.byRunId(runId)
      if (!run || !canWriteProject(context.principal, run)) throw notFound('One of the files')
      notDeleted(run)
    }
    await context.files.remove(files)
    return { success: true }
  },
}

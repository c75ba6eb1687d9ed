/** Forks, as the SDK asks for them: by a member of the config that it sends when it makes the run. */
import { z } from 'zod'
import { canReadProject, canWriteProject } from '../auth'
import { badRequest, notFound } from '../http/errors'
import type { RunEntry } from '../runs'
import { type GraphQLContext, requireUser } from './services'

const branchPointSchema = z.object({ run_id: z.string(), step: z.number() })

export interface ForkPoint {
  parent: RunEntry
  /** The last step that is taken over. */
  step: number
}

interface Place {
  entity: string | undefined
  project: string | undefined
  name: string | undefined
}

/**
 * Undefined for a run that is no fork: after a rewind the branch point names the run itself.
 * @throws HttpError when there is no such run to fork from, or the fork's id is another run's
 */
export async function forkPoint(
  context: GraphQLContext,
  place: Place,
  config: Record<string, unknown> | undefined,
): Promise<ForkPoint | undefined> {
  const settings = (config?._wandb as { value?: { branch_point?: unknown } } | undefined)?.value
  const wanted = settings?.branch_point
  if (wanted === undefined || wanted === null) return undefined
  const parsed = branchPointSchema.safeParse(wanted)
  if (!parsed.success) {
    const field = ['config._wandb.value.branch_point', ...(parsed.error.issues[0]?.path ?? [])]
    throw badRequest(`${field.join('.')}: ${parsed.error.issues[0]?.message}`, 'config')
  }
  const { run_id: parentName, step } = parsed.data
  if (parentName === place.name) return undefined
  const entity = place.entity ?? requireUser(context).defaultEntity.name
  const { directory } = context.runs
  const parent = await directory.find(entity, place.project ?? '', parentName)
  const own = await directory.find(entity, place.project ?? '', place.name ?? '')
  if (parent && !parent.deleted && canReadProject(context.principal, parent)) {
    // Asked before anything of the run is changed. Who may not write it is refused there.
    if (own && !own.deleted && canWriteProject(context.principal, own)) {
      await context.branches.mayBeFork(own.id)
    }
    return { parent, step }
  }
  // A fork outlives its parent.
  if (own && (await context.branches.isFork(own.id))) return undefined
  throw notFound(`The run "${parentName}" to fork from`)
}

/** From a request's words to the things they name, for those who may see them. */
import {
  canManageSelf,
  canReadProject,
  canWriteProject,
  type Principal,
  type UserPrincipal,
} from '../auth'
import { forbidden, HttpError, notFound, unauthorized } from '../http/errors'
import type { RequestContext } from '../http/router'
import type { RunEntry } from '../runs'
import type { ApiServices } from './services'

export function userOf(principal: Principal): UserPrincipal {
  if (principal.kind !== 'user') throw unauthorized()
  return principal
}

/** Somebody who may change their own account: no machine, and no key that only reads. */
export function selfOf(principal: Principal): UserPrincipal {
  if (canManageSelf(principal)) return principal
  throw forbidden('This key may not change the account it belongs to.')
}

export function idParam(context: RequestContext, name = 'id'): number {
  const text = context.params[name] ?? ''
  const id = Number(text)
  if (!/^\d{1,10}$/.test(text) || id > 2 ** 31 - 1) throw notFound(`"${text.slice(0, 40)}"`)
  return id
}

export async function readableRun(
  context: RequestContext,
  { runs }: ApiServices,
): Promise<RunEntry> {
  const run = await runs.directory.byRunId(idParam(context))
  if (!run || !canReadProject(context.principal, run)) throw notFound('The run')
  if (run.deleted) throw inBin(run.name)
  return run
}

/** Whoever could see the run may know where it is. */
export function inBin(name: string): HttpError {
  return new HttpError(410, 'in_bin', `The run ${name} was deleted.`)
}

export async function writableRun(
  context: RequestContext,
  services: ApiServices,
): Promise<RunEntry> {
  const run = await readableRun(context, services)
  if (!canWriteProject(context.principal, run)) {
    throw forbidden(
      `You may read but not change runs of ${run.entity}. Its admins can change that.`,
    )
  }
  return run
}

export async function readableProject(context: RequestContext, { prisma }: ApiServices) {
  const { entity = '', project = '' } = context.params
  const found = await prisma.project.findFirst({
    where: { name: project, entity: { name: entity } },
    include: { entity: true },
  })
  if (!found || !canReadProject(context.principal, found)) {
    throw notFound(`The project ${entity}/${project}`)
  }
  return found
}

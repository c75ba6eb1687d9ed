/** Teams and their machines, as scripts make them. People join by invitation, in the settings. */
import { usernameSchema } from '@/lib/api/names'
import { Services, Teams } from '../../auth'
import { badRequest } from '../../http/errors'
import { requireUser } from '../services'
import { type Args, type Resolvers, textArg } from './types'

export const teamMutations: Resolvers<undefined> = {
  async createTeam(_root, args, context) {
    const input = args.input as Args
    const user = requireUser(context)
    const admin = textArg(input, 'teamAdminUserName')
    if (admin !== undefined && admin !== user.username) {
      throw badRequest('a team is made by its first admin', 'teamAdminUserName')
    }
    const name = checkedName(textArg(input, 'teamName'), 'teamName')
    await new Teams(context.prisma, context.auth).create(user, name)
    return { entity: await context.prisma.entity.findUnique({ where: { name } }) }
  },

  async createServiceAccount(_root, args, context) {
    const input = args.input as Args
    const name = checkedName(textArg(input, 'description'), 'description')
    const team = textArg(input, 'entityName') ?? ''
    const services = new Services(context.prisma, context.auth)
    await services.create(requireUser(context), team, name)
    return { user: await context.prisma.user.findUnique({ where: { username: name } }) }
  },
}

function checkedName(name: string | undefined, field: string): string {
  const parsed = usernameSchema.safeParse(name)
  if (!parsed.success) throw badRequest(`${field} ${parsed.error.issues[0]?.message}`, field)
  return parsed.data
}

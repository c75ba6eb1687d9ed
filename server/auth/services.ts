/** Service accounts: the machines of a team, which log with keys and cannot sign in. */
import type { KeyScope } from '@/lib/api/roles'
import type { PrismaClient } from '../db'
import { notFound } from '../http/errors'
import { requireFreeName } from './accounts'
import { record } from './audit'
import type { Auth } from './index'
import type { UserPrincipal } from './principal'
import { managedTeam } from './teams'

export class Services {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly auth: Auth,
  ) {}

  async list(actor: UserPrincipal, teamName: string) {
    const team = await managedTeam(this.prisma, actor, teamName)
    const found = await this.prisma.user.findMany({
      where: { serviceOfId: team.id, disabledAt: null },
      orderBy: { username: 'asc' },
    })
    return Promise.all(
      found.map(async ({ id, username, createdAt }) => {
        return { username, createdAt, keys: await this.auth.listApiKeys(id) }
      }),
    )
  }

  async create(actor: UserPrincipal, teamName: string, username: string): Promise<void> {
    const team = await managedTeam(this.prisma, actor, teamName)
    await this.prisma.$transaction(async (tx) => {
      await requireFreeName(tx, username, 'username')
      const memberships = { create: { entityId: team.id, role: 'MEMBER' } } as const
      await tx.user.create({
        data: { username, name: username, serviceOfId: team.id, memberships },
      })
      await record(tx, actor, { action: 'service.created', entity: teamName, target: username })
    })
  }

  /** Its runs stay its, so it is kept, without keys and out of the team. */
  async remove(actor: UserPrincipal, teamName: string, username: string): Promise<void> {
    const service = await this.find(actor, teamName, username)
    await this.prisma.$transaction(async (tx) => {
      await tx.user.update({ where: { id: service.id }, data: { disabledAt: new Date() } })
      await tx.membership.deleteMany({ where: { userId: service.id } })
      await record(tx, actor, { action: 'service.removed', entity: teamName, target: username })
    })
    for (const key of await this.auth.listApiKeys(service.id)) {
      await this.auth.revokeApiKey(service.id, key.id)
    }
    this.auth.accessChanged([service.id])
  }

  async createKey(
    actor: UserPrincipal,
    teamName: string,
    username: string,
    { name, scope }: { name: string; scope: KeyScope },
  ): Promise<{ id: number; key: string }> {
    const service = await this.find(actor, teamName, username)
    return this.prisma.$transaction(async (tx) => {
      await record(tx, actor, {
        action: 'service.key_created',
        entity: teamName,
        target: username,
        detail: `${name}, ${scope}`,
      })
      return this.auth.createApiKey(service.id, name, scope, tx)
    })
  }

  async revokeKey(actor: UserPrincipal, teamName: string, username: string, id: number) {
    const service = await this.find(actor, teamName, username)
    const event = { action: 'service.key_revoked', entity: teamName, target: username }
    const revoked = await this.auth.revokeApiKey(service.id, id, (tx) =>
      record(tx, actor, { ...event, detail: `#${id}` }),
    )
    if (!revoked) throw notFound('The key')
  }

  private async find(actor: UserPrincipal, teamName: string, username: string) {
    const team = await managedTeam(this.prisma, actor, teamName)
    const service = await this.prisma.user.findFirst({
      where: { username, serviceOfId: team.id, disabledAt: null },
    })
    if (!service) throw notFound(`The service account ${username}`)
    return service
  }
}

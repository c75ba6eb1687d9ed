/**
 * Users and teams as wandb's tests expect them: a user's name is their API key too. Runroom has no
 * organizations: one is remembered here as a list of people, who become the members of its teams.
 */
import type { PrismaClient } from '@/prisma/generated/client'
import { createUser } from '@/server/auth/accounts'
import { hashToken } from '@/server/auth/tokens'
import type { Role } from '@/lib/api/roles'

export class TestAccounts {
  private readonly members = new Map<string, Map<string, Role>>()

  constructor(private readonly prisma: PrismaClient) {}

  async addUser(username: string, isAdmin: boolean): Promise<void> {
    const user = await createUser(this.prisma, { username, isAdmin })
    await this.prisma.apiKey.create({
      data: {
        userId: user.id,
        name: 'test',
        tokenHash: hashToken(username),
        hint: username.slice(0, 4),
      },
    })
  }

  /** What the user logged stays, for whoever wants to look at it after the tests. */
  async lockOut(username: string): Promise<void> {
    await this.prisma.apiKey.deleteMany({ where: { user: { username } } })
  }

  async addOrganization(name: string, username: string | null | undefined): Promise<void> {
    this.members.set(name, new Map(username ? [[username, 'ADMIN']] : []))
  }

  async addMember(organization: string, username: string, role: string): Promise<void> {
    this.members.get(organization)?.set(username, role.toUpperCase() as Role)
  }

  async addTeam(name: string, organization: string, username: string): Promise<void> {
    const people = new Map(this.members.get(organization)).set(username, 'ADMIN')
    const entity = await this.prisma.entity.create({ data: { name, kind: 'TEAM' } })
    for (const [member, role] of people) {
      const user = await this.prisma.user.findUniqueOrThrow({ where: { username: member } })
      await this.prisma.membership.create({ data: { userId: user.id, entityId: entity.id, role } })
    }
  }
}

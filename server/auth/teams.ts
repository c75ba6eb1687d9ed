/** Teams, who is in them with which role, and who may see their projects. */
import type { Role, Visibility } from '@/lib/api/roles'
import type { Prisma, PrismaClient } from '../db'
import { conflict, forbidden, HttpError, notFound } from '../http/errors'
import { requireFreeName } from './accounts'
import { record } from './audit'
import type { Auth } from './index'
import { canManageEntity, canManageSelf, canSeeEntity } from './policy'
import type { Principal, UserPrincipal } from './principal'

/** A team, for those who may see it. */
export async function visibleTeam(prisma: PrismaClient, principal: Principal, name: string) {
  const team = await prisma.entity.findUnique({ where: { name } })
  if (team?.kind !== 'TEAM' || !canSeeEntity(principal, team.id)) {
    throw notFound(`The team ${name}`)
  }
  return team
}

export async function managedTeam(prisma: PrismaClient, principal: Principal, name: string) {
  const team = await visibleTeam(prisma, principal, name)
  if (!canManageEntity(principal, team.id)) {
    throw forbidden(`Only admins of ${name} may do that.`)
  }
  return team
}

export class Teams {
  constructor(
    private readonly prisma: PrismaClient,
    private readonly auth: Auth,
  ) {}

  async list(user: UserPrincipal) {
    const found = await this.prisma.entity.findMany({
      where: { kind: 'TEAM', id: { in: [...user.roles.keys()] } },
      include: { _count: { select: { memberships: PEOPLE, projects: LISTED } } },
      orderBy: { name: 'asc' },
    })
    return found.map(({ id, name, _count }) => {
      const role = user.roles.get(id) ?? 'VIEWER'
      return { name, role, members: _count.memberships, projects: _count.projects }
    })
  }

  async create(actor: Principal, name: string): Promise<void> {
    if (!canManageSelf(actor)) throw forbidden('This key may not make teams.')
    await this.prisma.$transaction(async (tx) => {
      await requireFreeName(tx, name, 'name')
      const memberships = { create: { userId: actor.userId, role: 'ADMIN' } } as const
      await tx.entity.create({ data: { name, kind: 'TEAM', memberships } })
      await record(tx, actor, { action: 'team.created', entity: name, target: name })
    })
    this.auth.accessChanged([actor.userId])
  }

  async members(teamId: number) {
    const memberships = await this.prisma.membership.findMany({
      where: { entityId: teamId, ...PEOPLE.where },
      include: { user: true },
      orderBy: { user: { username: 'asc' } },
    })
    return memberships.map(({ role, user }) => ({
      username: user.username,
      name: user.name,
      role,
      disabled: user.disabledAt !== null,
    }))
  }

  async projects(where: Prisma.ProjectWhereInput) {
    const projects = await this.prisma.project.findMany({
      where,
      include: { creator: true },
      orderBy: { name: 'asc' },
    })
    return projects.map(({ name, visibility, creator }) => {
      return { name, visibility, creator: creator?.username ?? null }
    })
  }

  /** @throws HttpError 409 while it owns projects, which would go with it */
  async delete(actor: UserPrincipal, name: string): Promise<void> {
    const team = await managedTeam(this.prisma, actor, name)
    const members = await this.prisma.membership.findMany({ where: { entityId: team.id } })
    await this.prisma.$transaction(async (tx) => {
      await lockTeam(tx, team.id)
      const projects = await tx.project.count({ where: { entityId: team.id, frozen: false } })
      if (projects > 0) throw conflict(`${name} still has projects. Delete them first.`)
      await tx.entity.delete({ where: { id: team.id } })
      // Whoever takes the name next did none of it.
      await tx.auditEvent.updateMany({ where: { entity: name }, data: { entity: null } })
      await record(tx, actor, { action: 'team.deleted', entity: null, target: name })
    })
    this.auth.accessChanged(members.map((member) => member.userId))
  }

  async changeRole(actor: UserPrincipal, name: string, username: string, role: Role) {
    const team = await managedTeam(this.prisma, actor, name)
    const member = await this.member(team.id, username)
    await this.prisma.$transaction(async (tx) => {
      await lockTeam(tx, team.id)
      const where = { userId_entityId: { userId: member.userId, entityId: team.id } }
      await tx.membership.update({ where, data: { role } })
      await requireAdmin(tx, team.id, 'role')
      await record(tx, actor, {
        action: 'member.role_changed',
        entity: name,
        target: username,
        detail: `${member.role} → ${role}`,
      })
    })
    this.auth.accessChanged([member.userId])
  }

  /** Admins remove others; everybody may leave. */
  async removeMember(actor: UserPrincipal, name: string, username: string): Promise<void> {
    const leaving = canManageSelf(actor) && actor.username === username
    const team = await (leaving ? visibleTeam : managedTeam)(this.prisma, actor, name)
    const member = await this.member(team.id, username)
    await this.prisma.$transaction(async (tx) => {
      await lockTeam(tx, team.id)
      const where = { userId_entityId: { userId: member.userId, entityId: team.id } }
      await tx.membership.delete({ where })
      await requireAdmin(tx, team.id)
      const action = leaving ? 'member.left' : 'member.removed'
      await record(tx, actor, { action, entity: name, target: username })
    })
    this.auth.accessChanged([member.userId])
  }

  /**
   * Of a team's project or a person's own. `apply` tells those who hold it in memory, while the row
   * is locked, so that two changes reach them in the order in which they are committed.
   */
  async changeVisibility(
    actor: UserPrincipal,
    project: {
      id: number
      name: string
      entityId: number
      frozen: boolean
      entity: { name: string }
    },
    visibility: Visibility,
    /** For the project and what reports froze of it. */
    apply: (projectIds: readonly number[], visibility: Visibility) => void,
  ): Promise<void> {
    const entity = project.entity.name
    if (project.frozen) throw notFound(`The project ${entity}/${project.name}`)
    if (!canManageEntity(actor, project.entityId)) {
      throw forbidden(`Only admins of ${entity} decide who sees its projects.`)
    }
    let before: Visibility | undefined
    let ids: number[] = []
    const change = async (tx: Prisma.TransactionClient) => {
      const where = { id: project.id }
      await tx.$executeRaw`SELECT 1 FROM project WHERE id = ${project.id} FOR UPDATE`
      before = (await tx.project.findUniqueOrThrow({ where })).visibility
      await tx.project.update({ where, data: { visibility } })
      const snapshots = { frozenFromId: project.id }
      await tx.project.updateMany({ where: snapshots, data: { visibility } })
      const frozen = await tx.project.findMany({ where: snapshots, select: { id: true } })
      ids = [project.id, ...frozen.map(({ id }) => id)]
      const target = `${entity}/${project.name}`
      const action = 'project.visibility_changed'
      await record(tx, actor, { action, entity, target, detail: visibility })
      apply(ids, visibility)
    }
    try {
      await this.prisma.$transaction(change)
    } catch (error) {
      if (before) apply(ids, before)
      throw error
    }
    this.auth.accessChanged('everyone')
  }

  private async member(teamId: number, username: string) {
    const member = await this.prisma.membership.findFirst({
      where: { entityId: teamId, user: { username, serviceOfId: null } },
    })
    if (!member) throw notFound(`The member ${username}`)
    return member
  }
}

/** Runs that reports froze stand in projects of their own, which nobody lists. */
const LISTED = { where: { frozen: false } } as const

const PEOPLE = { where: { user: { serviceOfId: null } } } as const

/** Changes of one team's members take turns, so that two of them cannot both leave it adminless. */
async function lockTeam(tx: Prisma.TransactionClient, teamId: number): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM entity WHERE id = ${teamId} FOR UPDATE`
}

async function requireAdmin(
  tx: Prisma.TransactionClient,
  teamId: number,
  field?: string,
): Promise<void> {
  const admins = await tx.membership.count({
    where: { entityId: teamId, role: 'ADMIN', user: { serviceOfId: null, disabledAt: null } },
  })
  if (admins > 0) return
  throw new HttpError(
    409,
    'last_admin',
    'A team keeps at least one admin. Make another one first.',
    {
      ...(field === undefined ? {} : { field }),
    },
  )
}

/**
 * Who may do what. Pure functions of a principal and the thing asked for; GraphQL fields, API
 * routes, socket rooms and file URLs all ask here. docs/access.md says the same in words.
 */
import type { Visibility } from '@/lib/api/roles'
import type { Prisma } from '../db'
import type { Principal, UserPrincipal } from './principal'

/** What decides about a project, or about anything in it. */
export interface ProjectRights {
  entityId: number
  visibility: Visibility
  creatorId: number | null
  /** Holds runs as a report froze them: read like others, never changed. */
  frozen: boolean
}

/** Keys that only read change nothing, whoever owns them. */
export function mayChange(principal: Principal): principal is UserPrincipal {
  return principal.kind === 'user' && principal.scope === 'WRITE'
}

export function canReadProject(principal: Principal, project: ProjectRights): boolean {
  if (principal.kind !== 'user') return false
  if (project.visibility === 'OPEN') return true
  const role = principal.roles.get(project.entityId)
  if (role === undefined) return false
  return project.visibility === 'TEAM' || role === 'ADMIN' || project.creatorId === principal.userId
}

/** The same as a condition, for lists; frozen ones are found by the reports that name them. */
export function readableProjects(principal: Principal): Prisma.ProjectWhereInput {
  if (principal.kind !== 'user') return { id: { in: [] } }
  const entities = [...principal.roles.keys()]
  const managed = entities.filter((id) => principal.roles.get(id) === 'ADMIN')
  return {
    frozen: false,
    OR: [
      { visibility: 'OPEN' },
      { visibility: 'TEAM', entityId: { in: entities } },
      { visibility: 'PRIVATE', entityId: { in: managed } },
      { visibility: 'PRIVATE', entityId: { in: entities }, creatorId: principal.userId },
    ],
  }
}

/** Logging runs, editing and stopping them. */
export function canWriteProject(principal: Principal, project: ProjectRights): boolean {
  if (project.frozen) return false
  return canCreateProject(principal, project.entityId) && canReadProject(principal, project)
}

/** A view of a workspace is its owner's alone, or the whole project's. */
export interface ViewRights {
  project: ProjectRights
  personalOfId: number | null
}

export function canReadView(principal: Principal, { project, personalOfId }: ViewRights): boolean {
  if (!canReadProject(principal, project)) return false
  return personalOfId === null || (principal.kind === 'user' && principal.userId === personalOfId)
}

/** Whoever may look at a project arranges a workspace of their own as they like. */
export function canWriteView(principal: Principal, view: ViewRights): boolean {
  if (!canReadView(principal, view)) return false
  return view.personalOfId === null
    ? canWriteProject(principal, view.project)
    : mayChange(principal)
}

/** People who may write in a project, as a condition for lists: machines have nobody to tell. */
export function projectWriters(project: ProjectRights): Prisma.UserWhereInput {
  const { entityId, visibility, creatorId } = project
  const as = (...roles: ('ADMIN' | 'MEMBER')[]): Prisma.UserWhereInput => ({
    memberships: { some: { entityId, role: { in: roles } } },
  })
  const creator = creatorId === null ? [] : [{ id: creatorId, ...as('ADMIN', 'MEMBER') }]
  return {
    serviceOfId: null,
    disabledAt: null,
    ...(visibility === 'PRIVATE' ? { OR: [as('ADMIN'), ...creator] } : as('ADMIN', 'MEMBER')),
  }
}

/**
 * People who may read a project because of what they are in its entity, as a condition for lists. Open
 * projects are read by everybody, who is not listed for that.
 */
export function projectMembers(project: ProjectRights): Prisma.UserWhereInput {
  const { entityId, visibility, creatorId } = project
  const member = { memberships: { some: { entityId } } }
  const admin = { memberships: { some: { entityId, role: 'ADMIN' as const } } }
  const creator = creatorId === null ? [] : [{ id: creatorId, ...member }]
  return {
    serviceOfId: null,
    disabledAt: null,
    ...(visibility === 'PRIVATE' ? { OR: [admin, ...creator] } : member),
  }
}

export function canCreateProject(principal: Principal, entityId: number): boolean {
  if (!mayChange(principal)) return false
  const role = principal.roles.get(entityId)
  return role === 'ADMIN' || role === 'MEMBER'
}

/** Whether the entity and the names of its members are theirs to see. */
export function canSeeEntity(principal: Principal, entityId: number): boolean {
  return principal.kind === 'user' && principal.roles.has(entityId)
}

/** Members, roles, invitations, service accounts and the visibility of projects. */
export function canManageEntity(principal: Principal, entityId: number): boolean {
  return mayChange(principal) && principal.roles.get(entityId) === 'ADMIN'
}

/** The list of all people, and whether they may sign in. It shows nobody's projects. */
export function canManageServer(principal: Principal): boolean {
  return mayChange(principal) && principal.isAdmin
}

/** Own name, password, keys, sessions and memberships; machines have nobody to change theirs. */
export function canManageSelf(principal: Principal): principal is UserPrincipal {
  return mayChange(principal) && principal.serviceOf === null
}

/**
 * Who may do what. Pure functions of a principal and the thing asked for; GraphQL fields, API
 * routes, socket rooms and file URLs all ask here.
 */
import type { Principal } from './principal'

export interface OwnedByEntity {
  entityId: number
}

export function canReadProject(principal: Principal, project: OwnedByEntity): boolean {
  return principal.kind === 'user' && principal.roles.has(project.entityId)
}

export function canWriteProject(principal: Principal, project: OwnedByEntity): boolean {
  if (principal.kind !== 'user') return false
  const role = principal.roles.get(project.entityId)
  return role === 'ADMIN' || role === 'MEMBER'
}

export function canManageEntity(principal: Principal, entityId: number): boolean {
  return principal.kind === 'user' && principal.roles.get(entityId) === 'ADMIN'
}

/**
 * Who hears of runs in general: the members of an entity, but of private projects only its admins
 * and the project's creator, as canReadProject has it. Open projects of others are not announced.
 */
import type { Principal, ProjectRights } from '../auth'

const membersRoom = (entityId: number) => `home/${entityId}`
const adminsRoom = (entityId: number) => `home/${entityId}/admins`
const creatorRoom = (entityId: number, userId: number) => `home/${entityId}/of/${userId}`

export const isHomeRoom = (room: string) => room.startsWith('home/')

/** The rooms a person's home page listens in. */
export function homeRoomsFor(principal: Principal): string[] {
  if (principal.kind !== 'user') return []
  return [...principal.roles].flatMap(([entityId, role]) => [
    membersRoom(entityId),
    creatorRoom(entityId, principal.userId),
    ...(role === 'ADMIN' ? [adminsRoom(entityId)] : []),
  ])
}

/** The rooms that hear of a run. */
export function homeRoomsOf({ entityId, visibility, creatorId }: ProjectRights): string[] {
  if (visibility !== 'PRIVATE') return [membersRoom(entityId)]
  return [adminsRoom(entityId), ...(creatorId === null ? [] : [creatorRoom(entityId, creatorId)])]
}

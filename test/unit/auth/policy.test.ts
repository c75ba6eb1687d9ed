// Who may do what, as docs/access.md says it: a row a principal, a column a project.
import { describe, expect, it } from 'vitest'
import type { Role, Visibility } from '@/lib/api/roles'
import { homeRoomsFor, homeRoomsOf } from '@/server/live/homeRooms'
import {
  canCreateProject,
  canManageEntity,
  canManageSelf,
  canManageServer,
  canReadProject,
  canSeeEntity,
  canWriteProject,
} from '@/server/auth/policy'
import { ANONYMOUS, type UserPrincipal } from '@/server/auth/principal'

const TEAM = 1
const OTHER_TEAM = 2
const CREATOR = 10

function user(role: Role | undefined, more: Partial<UserPrincipal> = {}): UserPrincipal {
  return {
    kind: 'user',
    userId: 20,
    username: 'eve',
    name: 'Eve',
    email: null,
    isAdmin: false,
    roles: new Map(role ? [[TEAM, role]] : [[OTHER_TEAM, 'ADMIN']]),
    defaultEntity: { id: 3, name: 'eve' },
    serviceOf: null,
    authorId: 20,
    credential: { kind: 'session', id: 1 },
    scope: 'WRITE',
    ...more,
  }
}

const project = (visibility: Visibility) => ({
  entityId: TEAM,
  visibility,
  creatorId: CREATOR,
  frozen: false,
})

const people = {
  admin: user('ADMIN'),
  member: user('MEMBER'),
  viewer: user('VIEWER'),
  creator: user('MEMBER', { userId: CREATOR }),
  'creator who now only views': user('VIEWER', { userId: CREATOR }),
  'creator who left': user(undefined, { userId: CREATOR }),
  stranger: user(undefined),
  'admin of the server': user(undefined, { isAdmin: true }),
  'admin with a reading key': user('ADMIN', { scope: 'READ' }),
  nobody: ANONYMOUS,
}

describe('a project', () => {
  it.each([
    // who, and what they may do with a private, a team's and an open one: read, write or nothing
    ['admin', 'rw', 'rw', 'rw'],
    ['member', '', 'rw', 'rw'],
    ['viewer', '', 'r', 'r'],
    ['creator', 'rw', 'rw', 'rw'],
    ['creator who now only views', 'r', 'r', 'r'],
    ['creator who left', '', '', 'r'],
    ['stranger', '', '', 'r'],
    ['admin of the server', '', '', 'r'],
    ['admin with a reading key', 'r', 'r', 'r'],
    ['nobody', '', '', ''],
  ] as const)('%s: private "%s", team "%s", open "%s"', (who, ...wanted) => {
    const rights = (['PRIVATE', 'TEAM', 'OPEN'] as const).map((visibility) => {
      const read = canReadProject(people[who], project(visibility)) ? 'r' : ''
      return read + (canWriteProject(people[who], project(visibility)) ? 'w' : '')
    })
    expect(rights).toEqual(wanted)
  })

  it('is announced at home to nobody who may not read it', () => {
    for (const visibility of ['PRIVATE', 'TEAM', 'OPEN'] as const) {
      const told = new Set(homeRoomsOf(project(visibility)))
      for (const [who, principal] of Object.entries(people)) {
        const hears = homeRoomsFor(principal).some((room) => told.has(room))
        const known =
          canSeeEntity(principal, TEAM) && canReadProject(principal, project(visibility))
        expect(hears, `${who}, ${visibility}`).toBe(known)
      }
    }
  })
})

describe('a team', () => {
  it('is managed by its admins, and writes by members', () => {
    const may = (check: (p: (typeof people)[keyof typeof people], id: number) => boolean) =>
      Object.entries(people)
        .filter(([, principal]) => check(principal, TEAM))
        .map(([who]) => who)
    expect(may(canManageEntity)).toEqual(['admin'])
    expect(may(canCreateProject)).toEqual(['admin', 'member', 'creator'])
    expect(may((principal) => canManageServer(principal))).toEqual(['admin of the server'])
  })
})

describe('an account', () => {
  it('is changed by its owner, not by machines or keys that read', () => {
    expect(canManageSelf(user('VIEWER'))).toBe(true)
    expect(canManageSelf(user('MEMBER', { serviceOf: TEAM }))).toBe(false)
    expect(canManageSelf(user('ADMIN', { scope: 'READ' }))).toBe(false)
    expect(canManageSelf(ANONYMOUS)).toBe(false)
  })
})

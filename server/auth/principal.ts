import type { KeyScope, Role } from '@/lib/api/roles'

/** Who is asking. Every decision about access starts from one of these, whatever brought it. */
export type Principal = AnonymousPrincipal | UserPrincipal

export interface AnonymousPrincipal {
  kind: 'anonymous'
}

export interface UserPrincipal {
  kind: 'user'
  userId: number
  username: string
  name: string
  email: string | null
  isAdmin: boolean
  /** Roles by entity id. */
  roles: ReadonlyMap<number, Role>
  /** The person's own entity, or the service account's team: where projects land when none is named. */
  defaultEntity: { id: number; name: string }
  /** The team whose machine this is; null for people. */
  serviceOf: number | null
  /** Whose runs are made: a service account may log in the name of a member of its team. */
  authorId: number
  credential: { kind: 'session'; id: number } | { kind: 'apiKey'; id: number }
  /** What the credential allows at most; sessions allow everything. */
  scope: KeyScope
}

export const ANONYMOUS: AnonymousPrincipal = { kind: 'anonymous' }

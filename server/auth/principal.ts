import type { Role } from '@/lib/api/roles'

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
  /** The person's own entity, where projects land when none is named. */
  defaultEntity: { id: number; name: string }
  credential: { kind: 'session'; id: number } | { kind: 'apiKey'; id: number }
}

export const ANONYMOUS: AnonymousPrincipal = { kind: 'anonymous' }

import { z } from 'zod'

/** What a member of an entity may do: viewers read, members write, admins also manage. */
export const ROLES = ['ADMIN', 'MEMBER', 'VIEWER'] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** Who may read a project: see docs/access.md. */
export const VISIBILITIES = ['PRIVATE', 'TEAM', 'OPEN'] as const
export const visibilitySchema = z.enum(VISIBILITIES)
export type Visibility = z.infer<typeof visibilitySchema>

/** What an API key may do at most, whatever its owner may. */
export const KEY_SCOPES = ['WRITE', 'READ'] as const
export const keyScopeSchema = z.enum(KEY_SCOPES)
export type KeyScope = z.infer<typeof keyScopeSchema>

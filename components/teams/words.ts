import type { KeyScope, Role, Visibility } from '@/lib/api/roles'

/** Roles, visibilities and scopes as people read them. */
export const ROLE_LABELS: Record<Role, string> = {
  ADMIN: 'Admin',
  MEMBER: 'Member',
  VIEWER: 'Viewer',
}
export const ROLE_OPTIONS = (['VIEWER', 'MEMBER', 'ADMIN'] as const).map((value) => ({
  value,
  label: ROLE_LABELS[value],
}))

export const VISIBILITY_LABELS: Record<Visibility, string> = {
  PRIVATE: 'Private',
  TEAM: 'Team',
  OPEN: 'Open',
}

export const SCOPE_LABELS: Record<KeyScope, string> = { WRITE: 'Read and write', READ: 'Read only' }
export const SCOPE_OPTIONS = (['WRITE', 'READ'] as const).map((value) => ({
  value,
  label: SCOPE_LABELS[value],
}))

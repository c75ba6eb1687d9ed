import { z } from 'zod'
import { usernameSchema } from './names'
import { keyScopeSchema, roleSchema, visibilitySchema } from './roles'
import { apiKeySchema } from './session'

/** A team in the list of one's own. */
export const teamSummarySchema = z.object({
  name: z.string(),
  role: roleSchema,
  members: z.number(),
  projects: z.number(),
})
export type TeamSummary = z.infer<typeof teamSummarySchema>
export const teamsSchema = z.object({ teams: z.array(teamSummarySchema) })

export const createTeamSchema = z.object({ name: usernameSchema })

export const memberSchema = z.object({
  username: z.string(),
  name: z.string(),
  role: roleSchema,
  /** Set when an admin of the server keeps them out. */
  disabled: z.boolean(),
})
export type Member = z.infer<typeof memberSchema>

/** A project as those see it who decide who sees it. */
export const ownedProjectSchema = z.object({
  name: z.string(),
  visibility: visibilitySchema,
  creator: z.string().nullable(),
})
export type OwnedProject = z.infer<typeof ownedProjectSchema>

export const teamSchema = z.object({
  name: z.string(),
  role: roleSchema,
  canManage: z.boolean(),
  members: z.array(memberSchema),
  projects: z.array(ownedProjectSchema),
})
export type Team = z.infer<typeof teamSchema>

export const ownedProjectsSchema = z.object({ projects: z.array(ownedProjectSchema) })

export const changeMemberSchema = z.object({ role: roleSchema })
export const changeProjectSchema = z.object({ visibility: visibilitySchema })

// ---- invitations

export const MAX_INVITATION_DAYS = 90
export const createInvitationSchema = z.object({
  role: roleSchema.default('MEMBER'),
  days: z.number().int().min(1).max(MAX_INVITATION_DAYS).default(7),
  /** How many may join by it; null for any number. */
  maxUses: z.number().int().min(1).max(1000).nullable().default(1),
})
export type CreateInvitation = z.input<typeof createInvitationSchema>

export const invitationSchema = z.object({
  id: z.number(),
  role: roleSchema,
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string(),
  maxUses: z.number().nullable(),
  uses: z.number(),
})
export type Invitation = z.infer<typeof invitationSchema>
export const invitationsSchema = z.object({ invitations: z.array(invitationSchema) })
/** The only time the link's token is shown. */
export const createdInvitationSchema = z.object({ id: z.number(), token: z.string() })

export const invitationTokenSchema = z.object({ token: z.string().min(1).max(200) })
/** What the holder of a link is told. */
export const invitationPreviewSchema = z.object({
  team: z.string(),
  role: roleSchema,
  invitedBy: z.string(),
  expiresAt: z.string(),
  /** The user name of whoever is signed in, and whether they are in the team already. */
  username: z.string().nullable(),
  member: z.boolean(),
})
export type InvitationPreview = z.infer<typeof invitationPreviewSchema>
export const acceptedInvitationSchema = z.object({ team: z.string() })

// ---- service accounts

export const createServiceSchema = z.object({ username: usernameSchema })
export const createServiceKeySchema = z.object({
  name: z.string().trim().min(1, 'give the key a name').max(100),
  scope: keyScopeSchema.default('WRITE'),
})
export const serviceSchema = z.object({
  username: z.string(),
  createdAt: z.string(),
  keys: z.array(apiKeySchema),
})
export type Service = z.infer<typeof serviceSchema>
export const servicesSchema = z.object({ services: z.array(serviceSchema) })

// ---- audit log

export const auditEventSchema = z.object({
  id: z.number(),
  at: z.string(),
  actor: z.string(),
  /** The team or person whose things it concerns; null for the server's. */
  entity: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  detail: z.string(),
})
export type AuditEvent = z.infer<typeof auditEventSchema>
/** Newest first; `next` is what to ask for as `before`, null at the end. */
export const auditPageSchema = z.object({
  events: z.array(auditEventSchema),
  next: z.number().nullable(),
})
export const auditQuerySchema = z.object({
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
})

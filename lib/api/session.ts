import { z } from 'zod'
import { keyScopeSchema } from './roles'

export const sessionUserSchema = z.object({
  username: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isAdmin: z.boolean(),
  hasPassword: z.boolean(),
  /** Names of the entities whose projects the person may see, their own first. */
  entities: z.array(z.string()),
})
export type SessionUser = z.infer<typeof sessionUserSchema>

export const sessionSchema = z.object({
  user: sessionUserSchema,
  /** The address to put into WANDB_BASE_URL. */
  baseUrl: z.string(),
  version: z.string(),
})
export type Session = z.infer<typeof sessionSchema>

export const signInSchema = z.object({
  username: z.string().min(1, 'enter your user name'),
  password: z.string().min(1, 'enter your password'),
})
export const redeemLinkSchema = z.object({ token: z.string().min(1) })

export const updateProfileSchema = z.object({
  name: z.string().trim().min(1, 'may not be empty').max(100),
})

export const passwordSchema = z.string().min(10, 'use at least 10 characters').max(500)
export const setPasswordSchema = z.object({
  current: z.string().default(''),
  next: passwordSchema,
})

export const apiKeySchema = z.object({
  id: z.number(),
  name: z.string(),
  /** The key's last four characters. */
  hint: z.string(),
  scope: keyScopeSchema,
  createdAt: z.string(),
  lastUsedAt: z.string().nullable(),
})
export type ApiKey = z.infer<typeof apiKeySchema>
export const apiKeysSchema = z.object({ keys: z.array(apiKeySchema) })

export const createApiKeySchema = z.object({
  name: z.string().trim().min(1, 'give the key a name').max(100),
  scope: keyScopeSchema.default('WRITE'),
})
/** The only time the key itself is shown. */
export const createdApiKeySchema = z.object({ id: z.number(), key: z.string() })

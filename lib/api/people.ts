import { z } from 'zod'
import { usernameSchema } from './names'
import { passwordSchema } from './session'

/** How one gets in, for pages shown to those who are not in yet. */
export const signInOptionsSchema = z.object({
  /** Whether anybody may make an account, or only who is invited. */
  signUp: z.enum(['open', 'invite']),
  /** What the sign-in provider is called; null without one. */
  provider: z.string().nullable(),
})
export type SignInOptions = z.infer<typeof signInOptionsSchema>

export const signUpSchema = z.object({
  username: usernameSchema,
  name: z.string().trim().max(100).default(''),
  password: passwordSchema,
  /** Token of the invitation they come by. */
  invitation: z.string().max(200).optional(),
})
export type SignUp = z.input<typeof signUpSchema>

/** Everybody with an account, for admins of the server. */
export const personSchema = z.object({
  username: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  isAdmin: z.boolean(),
  disabled: z.boolean(),
  createdAt: z.string(),
  lastSeenAt: z.string().nullable(),
  teams: z.array(z.string()),
})
export type Person = z.infer<typeof personSchema>
export const peopleSchema = z.object({ people: z.array(personSchema) })
export const changePersonSchema = z.object({ disabled: z.boolean() })
export const signInLinkSchema = z.object({ token: z.string() })

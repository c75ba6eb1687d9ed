/** What people see of each other in a document: awareness states, as the server lets them through. */
import { z } from 'zod'

export const presenceUserSchema = z.object({
  id: z.number().int(),
  username: z.string(),
  name: z.string(),
  color: z.string(),
})
export type PresenceUser = z.infer<typeof presenceUserSchema>

/**
 * The server drops other keys, and writes `user` itself. What the others hold is the business of
 * whoever shows them; it comes from other people's browsers, so read it with a schema of its own.
 */
export const presenceSchema = z.object({
  user: presenceUserSchema.optional().catch(undefined),
  /** Where the caret is, and what is selected, in a text: two places relative to what is around. */
  cursor: z.unknown().optional(),
  /** Where the pointer is, in the space of the data. */
  pointer: z.unknown().optional(),
  /** What the person looks at or edits. */
  place: z.unknown().optional(),
  /** Zoom, scroll and the like, for those who follow. */
  view: z.unknown().optional(),
  /** The client id of whom the person follows. */
  following: z.number().int().optional().catch(undefined),
})
export type Presence = z.infer<typeof presenceSchema>

/** Each at least 4.5:1 against white text. */
const COLORS = [
  '#1d6fb8',
  '#a8431f',
  '#2f7d4f',
  '#8a3ea8',
  '#b0286a',
  '#0f7a80',
  '#7a5c00',
  '#4c55c4',
  '#9b3535',
  '#4f6b1f',
  '#6b4fa0',
  '#5b5f66',
] as const

/** The same for a person everywhere. */
export function presenceColor(userId: number): string {
  return COLORS[userId % COLORS.length]!
}

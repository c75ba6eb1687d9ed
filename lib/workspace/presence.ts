/** What people in a workspace see of each other. It comes from others' browsers: all of it may be anything. */
import { z } from 'zod'
import { presenceSchema, type PresenceUser } from '../collab/awareness'

const finite = z.number().refine(Number.isFinite)

/** Where somebody points, in the space of the data: every panel with that axis shows it. */
export const pointerSchema = z.object({
  /** Stream and x key. */
  axis: z.string().max(1024),
  x: finite,
  /** Numeric id of the run that is lit, if one is. */
  run: z.number().int().nullable().catch(null),
})
export type SharedPointer = z.infer<typeof pointerSchema>

const placeSchema = z.object({
  /** The panel somebody is at. */
  panel: z.string().max(1024).nullable().catch(null),
  /** A size that is still being dragged. */
  size: z
    .object({
      panel: z.string().max(1024),
      w: z.number().int().min(1).max(24),
      h: z.number().int().min(1).max(200),
    })
    .nullable()
    .catch(null),
})
export type SharedPlace = z.infer<typeof placeSchema>

/** What a chart was zoomed to; null of an axis that fits by itself. */
const zoomSchema = z.object({
  x: z.tuple([finite, finite]),
  y: z.tuple([finite, finite]).nullable().catch(null),
})
export type SharedZoom = z.infer<typeof zoomSchema>

const viewSchema = z.object({
  scroll: z
    .object({ panel: z.string().max(1024), offset: finite })
    .nullable()
    .catch(null),
  zooms: z.record(z.string().max(1024), zoomSchema).catch({}),
})
export type SharedView = z.infer<typeof viewSchema>

export interface Other {
  client: number
  user: PresenceUser
  pointer: SharedPointer | null
  place: SharedPlace | null
  view: SharedView | null
  following: number | null
}

/** @param own the client whose browser reads: others of the same person are left out */
export function readOthers(
  states: ReadonlyMap<number, unknown>,
  own: { client: number; username: string | undefined },
): Other[] {
  const others: Other[] = []
  for (const [client, state] of states) {
    if (client === own.client) continue
    const parsed = presenceSchema.safeParse(state)
    const { user, following = null } = parsed.success ? parsed.data : {}
    if (!parsed.success || !user || user.username === own.username) continue
    const { pointer, place, view } = parsed.data
    others.push({
      client,
      user,
      pointer: pointerSchema.safeParse(pointer).data ?? null,
      place: placeSchema.safeParse(place).data ?? null,
      view: viewSchema.safeParse(view).data ?? null,
      following,
    })
  }
  return others.sort((a, b) => a.client - b.client)
}

/** Two letters for an avatar. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return (
    letters
      .map((word) => (word ? [...word][0]! : ''))
      .join('')
      .toUpperCase() || '?'
  )
}

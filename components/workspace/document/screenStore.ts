'use client'

/**
 * How one person's screen is arranged for a project: what belongs to no view. And what their browser
 * kept of the project before workspaces were shared documents, until it is in one.
 */
import { useCallback, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { LIST_WIDTH, type WorkspaceState, workspaceStateSchema } from '@/lib/panels/workspaceState'

const screenSchema = z.object({
  listWidth: z.number().min(LIST_WIDTH.min).max(LIST_WIDTH.max).catch(LIST_WIDTH.initial),
  listOpen: z.boolean().catch(true),
})
export type ScreenState = z.infer<typeof screenSchema>
const INITIAL: ScreenState = screenSchema.parse({})

function stored(place: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(place) ?? 'null')
  } catch {
    return null
  }
}

const oldPlace = (entity: string, project: string) => `runroom-workspace/${entity}/${project}`

/** Undefined when there is nothing, or nothing any more. */
export function keptBefore(entity: string, project: string): WorkspaceState | undefined {
  const parsed = workspaceStateSchema.safeParse(stored(oldPlace(entity, project)))
  return parsed.success ? parsed.data : undefined
}

/** Once it is in the document, and that is on the server's disk. */
export function forgetKept(entity: string, project: string): void {
  storeOf(entity, project).update({})
  try {
    localStorage.removeItem(oldPlace(entity, project))
  } catch {
    // Where storage is refused there is nothing to forget.
  }
}

class ScreenStore {
  private state: ScreenState
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly place: string,
    before: unknown,
  ) {
    const parsed = screenSchema.safeParse(stored(place) ?? before)
    this.state = parsed.success ? parsed.data : INITIAL
  }

  get = (): ScreenState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  update = (change: Partial<ScreenState>): void => {
    this.state = { ...this.state, ...change }
    try {
      localStorage.setItem(this.place, JSON.stringify(this.state))
    } catch {
      // Private windows may refuse storage: the arrangement then lasts as long as the page.
    }
    for (const listener of this.listeners) listener()
  }
}

const stores = new Map<string, ScreenStore>()

function storeOf(entity: string, project: string): ScreenStore {
  const place = `runroom-screen/${entity}/${project}`
  let store = stores.get(place)
  if (!store) {
    store = new ScreenStore(place, stored(oldPlace(entity, project)))
    stores.set(place, store)
  }
  return store
}

export function useScreen(
  entity: string,
  project: string,
): [ScreenState, (change: Partial<ScreenState>) => void] {
  const state = useSyncExternalStore(
    useCallback((listener) => storeOf(entity, project).subscribe(listener), [entity, project]),
    () => storeOf(entity, project).get(),
    () => INITIAL,
  )
  const update = useCallback(
    (change: Partial<ScreenState>) => storeOf(entity, project).update(change),
    [entity, project],
  )
  return [state, update]
}

'use client'

import { useCallback, useSyncExternalStore } from 'react'
import {
  INITIAL_WORKSPACE,
  type WorkspaceState,
  workspaceStateSchema,
} from '@/lib/panels/workspaceState'

/** One person's arrangement of one project, in the browser's storage. */
class WorkspaceStore {
  private state: WorkspaceState
  private readonly listeners = new Set<() => void>()

  constructor(private readonly place: string) {
    this.state = read(place)
  }

  getState = (): WorkspaceState => this.state

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  update = (change: (state: WorkspaceState) => Partial<WorkspaceState>): void => {
    this.state = { ...this.state, ...change(this.state) }
    try {
      localStorage.setItem(this.place, JSON.stringify(this.state))
    } catch {
      // Private windows may refuse storage, and it may be full: the arrangement then lasts as long
      // as the page.
    }
    for (const listener of this.listeners) listener()
  }
}

function read(place: string): WorkspaceState {
  try {
    const parsed = workspaceStateSchema.safeParse(JSON.parse(localStorage.getItem(place) ?? '{}'))
    return parsed.success ? parsed.data : INITIAL_WORKSPACE
  } catch {
    return INITIAL_WORKSPACE
  }
}

const stores = new Map<string, WorkspaceStore>()

function storeOf(entity: string, project: string): WorkspaceStore {
  const place = `runroom-workspace/${entity}/${project}`
  let store = stores.get(place)
  if (!store) stores.set(place, (store = new WorkspaceStore(place)))
  return store
}

export type UpdateWorkspace = WorkspaceStore['update']

/** The arrangement, and the way to change it; both stay the same objects between changes. */
export function useWorkspace(entity: string, project: string): [WorkspaceState, UpdateWorkspace] {
  const state = useSyncExternalStore(
    useCallback((listener) => storeOf(entity, project).subscribe(listener), [entity, project]),
    () => storeOf(entity, project).getState(),
    () => INITIAL_WORKSPACE,
  )
  const update = useCallback<UpdateWorkspace>(
    (change) => storeOf(entity, project).update(change),
    [entity, project],
  )
  return [state, update]
}

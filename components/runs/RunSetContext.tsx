'use client'

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { RunSetAccess, RunSetState } from '@/lib/workspace/access'

const RunSetContext = createContext<RunSetAccess | null>(null)

/** The run set that everything below reads and changes, whatever keeps it. */
export function RunSetProvider({
  access,
  children,
}: {
  access: RunSetAccess
  children: ReactNode
}) {
  return <RunSetContext value={access}>{children}</RunSetContext>
}

export function useRunSet(): RunSetAccess {
  const access = useContext(RunSetContext)
  if (!access) throw new Error('there is no RunSetProvider above')
  return access
}

/** Renders at every change; parts of the state keep their identity while they say the same. */
export function useRunSetState(access: RunSetAccess): RunSetState {
  return useSyncExternalStore(access.subscribe, access.getState, access.getState)
}

'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import { useNow } from '@/components/ui/useNow'
import type { RunRow } from '@/lib/api/runs'
import type { WorkspaceState } from '@/lib/panels/workspaceState'
import { chooseRuns, sortRuns } from '@/lib/runs/order'
import { usePattern } from './usePattern'
import type { UpdateWorkspace } from './workspaceStore'

/** Which runs the list shows, in which order, and which of them are drawn. */
export interface RunListState {
  search: string
  setSearch: (text: string) => void
  searchError: string | undefined
  /** Listed: they match the search and the states chosen. */
  listed: readonly RunRow[]
  isHidden: (runId: number) => boolean
  /** With `range`, all runs from the one toggled before up to this one follow it. */
  toggle: (runId: number, range?: boolean) => void
  showOnly: (runId: number) => void
  /** Of the listed runs. */
  showAll: () => void
  hideAll: () => void
  hiddenCount: number
}

const NONE: readonly RunRow[] = []

export function useRunList(
  runs: readonly RunRow[] = NONE,
  { hidden, sort, states }: WorkspaceState,
  update: UpdateWorkspace,
): RunListState {
  const [search, setSearch] = useState('')
  const { matches, error } = usePattern(search)
  const now = useNow(sort === 'duration' ? 60_000 : null)
  const listed = useMemo(
    () => sortRuns(chooseRuns(runs, { matches, states }), sort, now),
    [runs, matches, states, sort, now],
  )
  const hiddenSet = useMemo(() => new Set(hidden), [hidden])
  const isHidden = useCallback((runId: number) => hiddenSet.has(runId), [hiddenSet])
  const lastToggled = useRef<number | null>(null)

  const setHidden = useCallback(
    (change: (hidden: Set<number>) => void) =>
      update((state) => {
        const next = new Set(state.hidden)
        change(next)
        return { hidden: [...next] }
      }),
    [update],
  )
  const ids = useMemo(() => listed.map((run) => run.id), [listed])
  const toggle = useCallback(
    (runId: number, range = false) => {
      const from = range && lastToggled.current !== null ? ids.indexOf(lastToggled.current) : -1
      const at = ids.indexOf(runId)
      const span =
        from < 0 || at < 0 ? [runId] : ids.slice(Math.min(from, at), Math.max(from, at) + 1)
      lastToggled.current = runId
      setHidden((set) => {
        const hide = !set.has(runId)
        for (const id of span) {
          if (hide) set.add(id)
          else set.delete(id)
        }
      })
    },
    [ids, setHidden],
  )
  const allIds = useMemo(() => runs.map((run) => run.id), [runs])
  return {
    search,
    setSearch,
    searchError: error,
    listed,
    isHidden,
    toggle,
    showOnly: useCallback(
      (runId) => update(() => ({ hidden: allIds.filter((id) => id !== runId) })),
      [update, allIds],
    ),
    showAll: useCallback(
      () => setHidden((set) => ids.forEach((id) => set.delete(id))),
      [setHidden, ids],
    ),
    hideAll: useCallback(
      () => setHidden((set) => ids.forEach((id) => set.add(id))),
      [setHidden, ids],
    ),
    hiddenCount: useMemo(() => ids.filter((id) => hiddenSet.has(id)).length, [ids, hiddenSet]),
  }
}

'use client'

import { useCallback, useMemo, useRef, useState } from 'react'
import type { RunRow } from '@/lib/api/runs'

/** Runs picked to do something with all of them; not to be taken for those that are drawn. */
export interface RunSelection {
  /** Rows have boxes. */
  selecting: boolean
  setSelecting: (on: boolean) => void
  /** In the order of the list. */
  selected: readonly RunRow[]
  isSelected: (runId: number) => boolean
  /** With `range`, all runs from the one picked before up to this one follow it. */
  select: (runId: number, range?: boolean) => void
  setAll: (on: boolean) => void
}

export function useRunSelection(listed: readonly RunRow[]): RunSelection {
  const [selecting, setOn] = useState(false)
  const [ids, setIds] = useState<ReadonlySet<number>>(new Set())
  const last = useRef<number | null>(null)
  // What is no longer listed must not be acted on unseen.
  const selected = useMemo(() => listed.filter((run) => ids.has(run.id)), [listed, ids])
  const select = useCallback(
    (runId: number, range = false) => {
      const at = listed.findIndex((run) => run.id === runId)
      const from = range ? listed.findIndex((run) => run.id === last.current) : -1
      const span =
        from < 0
          ? [runId]
          : listed.slice(Math.min(from, at), Math.max(from, at) + 1).map((run) => run.id)
      last.current = runId
      setIds((before) => {
        const next = new Set(before)
        const on = !next.has(runId)
        for (const id of span) {
          if (on) next.add(id)
          else next.delete(id)
        }
        return next
      })
    },
    [listed],
  )
  return {
    selecting,
    setSelecting: useCallback((on) => {
      setOn(on)
      setIds(new Set())
    }, []),
    selected,
    isSelected: useCallback((runId) => ids.has(runId), [ids]),
    select,
    setAll: useCallback((on) => setIds(new Set(on ? listed.map((run) => run.id) : [])), [listed]),
  }
}

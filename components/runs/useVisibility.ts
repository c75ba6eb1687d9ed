'use client'

import { useQueries, useQuery } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import type { RunQueries } from '@/lib/api/runQueryClient'
import { both } from '@/lib/filters/ast'
import { groupFilter } from '@/lib/filters/groupFilter'
import {
  type RunOrGroup,
  runKey,
  type RunSetAccess,
  type RunSetState,
} from '@/lib/workspace/access'
import { hiddenGroups } from '@/lib/workspace/runSet'
import type { RunSet } from './rows/RowWindow'
import type { RunTableModel } from './rows/RunTableModel'

/** Which of the listed runs are drawn. */
export interface Visibility {
  isHidden: (key: RunOrGroup) => boolean
  /** With `range`, all rows from the one toggled before up to this one follow it. */
  toggle: (key: RunOrGroup, range?: boolean) => void
  showOnly: (runId: number) => void
  /** Of the listed runs. */
  showAll: () => void
  hideAll: () => void
  /** Ids that are not drawn, by themselves or by their group; undefined while that is being asked. */
  hiddenIds: ReadonlySet<number> | undefined
  /** Listed runs that are not drawn. */
  hiddenCount: number
  /** All listed ids in order, where they had to be known. */
  listedIds: readonly number[] | undefined
}

export interface VisibilityParts {
  entity: string
  project: string
  access: RunSetAccess
  state: RunSetState
  query: RunSet
  queries: RunQueries
  model: RunTableModel
  allIds: () => Promise<number[]>
}

const NONE: ReadonlySet<number> = new Set()

export function useVisibility(parts: VisibilityParts): Visibility {
  const { entity, project, access, state, query, queries, model, allIds } = parts
  const { hidden, groupBy } = state
  const listed = useQuery({
    queryKey: queryKeys.runIds(entity, project, query),
    queryFn: ({ signal }) => queries.ids(query, signal),
    staleTime: Infinity,
    enabled: hidden.size > 0,
  })
  const groups = useMemo(() => hiddenGroups(hidden, groupBy.length), [hidden, groupBy])
  const inGroups = useQueries({
    queries: groups.map((path) => {
      const question = { ...query, filter: both(query.filter, groupFilter(groupBy, path)) }
      return {
        queryKey: queryKeys.runIds(entity, project, question),
        queryFn: ({ signal }: { signal: AbortSignal }) => queries.ids(question, signal),
        staleTime: Infinity,
      }
    }),
    combine: (results) => {
      const ids = results.map((result) => result.data)
      return ids.every((known) => known !== undefined) ? ids.flat() : undefined
    },
  })
  const hiddenIds = useMemo((): ReadonlySet<number> | undefined => {
    if (hidden.size === 0) return NONE
    if (inGroups === undefined) return undefined
    const ids = new Set(inGroups)
    for (const key of hidden) if (key.startsWith('run/')) ids.add(Number(key.slice(4)))
    return ids
  }, [hidden, inGroups])
  const hiddenCount = useMemo(
    () => (listed.data && hiddenIds ? listed.data.filter((id) => hiddenIds.has(id)).length : 0),
    [listed.data, hiddenIds],
  )

  const last = useRef<RunOrGroup | null>(null)
  return useMemo((): Visibility => {
    const isHidden = (key: RunOrGroup) => hidden.has(key)
    return {
      isHidden,
      toggle: (key, range = false) => {
        const hide = !isHidden(key)
        const from = range && last.current ? model.indexOf(last.current) : -1
        const to = model.indexOf(key)
        last.current = key
        if (from < 0 || to < 0 || key.startsWith('group/')) access.setHidden([key], hide)
        else {
          const between = model.idsBetween(Math.min(from, to), Math.max(from, to) + 1)
          void between.then((ids) => access.setHidden(ids.map(runKey), hide))
        }
      },
      showOnly: (runId) =>
        void allIds().then((ids) => {
          access.setHidden(ids.filter((id) => id !== runId).map(runKey), true)
          access.setHidden([runKey(runId)], false)
        }),
      showAll: () =>
        void allIds().then((ids) => {
          const groupKeys = [...hidden].filter((key) => key.startsWith('group/'))
          access.setHidden([...ids.map(runKey), ...groupKeys], false)
        }),
      hideAll: () => void allIds().then((ids) => access.setHidden(ids.map(runKey), true)),
      hiddenIds,
      hiddenCount,
      listedIds: hidden.size > 0 ? listed.data : undefined,
    }
  }, [access, allIds, hidden, hiddenCount, hiddenIds, listed.data, model])
}

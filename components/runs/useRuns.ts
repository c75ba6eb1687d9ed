'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { type RunQueries, runQueries } from '@/lib/api/runQueryClient'
import { type TableColumn, tableColumns } from '@/lib/runs/tableColumns'
import type { RunSetAccess, RunSetState } from '@/lib/workspace/access'
import { filterOf } from '@/lib/workspace/runSet'
import type { RunSet } from './rows/RowWindow'
import { RunTableModel } from './rows/RunTableModel'
import { useRunSet, useRunSetState } from './RunSetContext'
import { SelectionStore } from './selectionStore'
import { useRunTableEvents } from './useRunTableEvents'
import { useVisibility, type Visibility } from './useVisibility'

/** The runs of a project as one person's workspace has them; what lists, tables and panels share. */
export interface Runs {
  entity: string
  project: string
  /** Whether the person may change runs, and whether the run set. */
  canWrite: boolean
  access: RunSetAccess
  state: RunSetState
  queries: RunQueries
  /** Which runs, in which order. */
  query: RunSet
  model: RunTableModel
  columns: readonly TableColumn[]
  columnsError: unknown
  visibility: Visibility
  selection: SelectionStore
  /** Ids of all matching runs, in order. */
  allIds: () => Promise<number[]>
}

const NO_COLUMNS: never[] = []

export function useRuns(
  entity: string,
  project: string,
  projectId: number | undefined,
  canWrite: boolean,
): Runs {
  const access = useRunSet()
  const state = useRunSetState(access)
  const client = useQueryClient()
  const queries = useMemo(() => runQueries(entity, project), [entity, project])
  const [model, setModel] = useState(() => new RunTableModel(queries))
  const [selection, setSelection] = useState(() => new SelectionStore())
  const [of, setOf] = useState(queries)
  if (of !== queries) {
    setOf(queries)
    setModel(new RunTableModel(queries))
    setSelection(new SelectionStore())
  }
  useEffect(() => () => model.dispose(), [model])

  const { conditions, search, sort, groupBy } = state
  const query = useMemo((): RunSet => {
    const filter = filterOf(conditions)
    const says = filter.kind !== 'and' || filter.filters.length > 0
    return {
      ...(says ? { filter } : {}),
      ...(search.trim() !== '' ? { search } : {}),
      sort: [...sort],
    }
  }, [conditions, search, sort])
  useEffect(() => model.setQuery({ set: query, groupBy }), [model, query, groupBy])

  const decides =
    query.filter !== undefined || query.search !== undefined || sort.length + groupBy.length > 0
  useRunTableEvents(entity, project, projectId, model, decides)

  const catalog = useQuery({
    queryKey: queryKeys.runColumns(entity, project),
    queryFn: ({ signal }) => queries.columns(signal),
    staleTime: Infinity,
  })
  const columns = useMemo(
    () => tableColumns(catalog.data ?? NO_COLUMNS, state.columns, groupBy.length > 0),
    [catalog.data, state.columns, groupBy.length],
  )
  const allIds = useCallback(
    () =>
      client.fetchQuery({
        queryKey: queryKeys.runIds(entity, project, query),
        queryFn: ({ signal }) => queries.ids(query, signal),
        staleTime: Infinity,
      }),
    [client, entity, project, queries, query],
  )
  const visibility = useVisibility({
    entity,
    project,
    access,
    state,
    query,
    queries,
    model,
    allIds,
  })

  useEffect(
    // What is no longer listed must not be acted on unseen.
    () =>
      model.onSwap(() => {
        if (selection.getIds().size > 0) void allIds().then((ids) => selection.keep(new Set(ids)))
      }),
    [model, selection, allIds],
  )

  return useMemo(
    () => ({
      entity,
      project,
      canWrite,
      access,
      state,
      queries,
      query,
      model,
      columns,
      columnsError: catalog.error,
      visibility,
      selection,
      allIds,
    }),
    [
      entity,
      project,
      canWrite,
      access,
      state,
      queries,
      query,
      model,
      columns,
      catalog.error,
      visibility,
      selection,
      allIds,
    ],
  )
}

/** Renders whenever the model changes. */
export function useModelVersion(model: RunTableModel): number {
  return useSyncExternalStore(model.subscribe, model.getVersion, model.getVersion)
}

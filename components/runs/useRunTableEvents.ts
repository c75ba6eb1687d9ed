'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'
import type { RunWindow } from '@/lib/api/runQuery'
import type { RunChanged, RunDeleted, RunTouched } from '@/lib/live/events'
import type { RunTableModel } from './rows/RunTableModel'

/** The catalogue of columns is asked for again no more often than this. */
const CATALOG_MS = 2000

/**
 * Lets the project's events into the table and the windows of drawn runs. The room is joined by
 * useProjectEvents. A run's row is patched where it stands; whether it still belongs there is asked
 * for what is in sight.
 */
export function useRunTableEvents(
  entity: string,
  project: string,
  projectId: number | undefined,
  model: RunTableModel,
  /** Whether a change of a run's own fields can change which runs there are, and their order. */
  decides: boolean,
): void {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    return model.onMembers(() => {
      for (const queryKey of [
        queryKeys.runIds(entity, project),
        queryKeys.runWindow(entity, project),
        // A run that was restored or moved here brings its keys.
        queryKeys.projectKeys(entity, project),
        queryKeys.runColumns(entity, project),
      ]) {
        void client.invalidateQueries({ queryKey })
      }
    })
  }, [client, entity, project, model])

  useEffect(() => {
    if (!live || projectId === undefined) return
    const windows = queryKeys.runWindow(entity, project)
    const onRun = (event: RunChanged) => {
      if (event.projectId !== projectId) return
      const { run } = event
      client.setQueriesData<RunWindow>({ queryKey: windows }, (window) => {
        const at = window?.rows.findIndex((row) => row.run.id === run.id) ?? -1
        if (!window || at < 0) return window
        return { ...window, rows: window.rows.with(at, { ...window.rows[at]!, run }) }
      })
      const known = model.patch(run)
      if (!known || decides) model.refresh()
    }
    const onDeleted = (event: RunDeleted) => {
      if (event.projectId === projectId) model.refresh()
    }
    let catalogTimer: ReturnType<typeof setTimeout> | undefined
    const onTouched = (event: RunTouched) => {
      if (event.projectId !== projectId) return
      if (decides) model.refresh()
      else model.touch(event.runId)
      // It may have keys that no run had before.
      catalogTimer ??= setTimeout(() => {
        catalogTimer = undefined
        void client.invalidateQueries({ queryKey: queryKeys.runColumns(entity, project) })
      }, CATALOG_MS)
    }
    const { socket } = live
    socket.on('run.changed', onRun)
    socket.on('run.touched', onTouched)
    socket.on('run.deleted', onDeleted)
    let joinedBefore = socket.connected
    const leave = live.whileConnected(() => {
      // What happened while there was no connection was not heard.
      if (joinedBefore) model.refresh()
      joinedBefore = true
    })
    return () => {
      leave()
      clearTimeout(catalogTimer)
      socket.off('run.changed', onRun)
      socket.off('run.touched', onTouched)
      socket.off('run.deleted', onDeleted)
    }
  }, [live, client, entity, project, projectId, model, decides])
}

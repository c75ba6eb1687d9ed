'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { api } from '@/lib/api/client'
import type { ConsoleWritten } from '@/lib/live/events'
import { ConsoleStore } from './consoleStore'

/** The console of a run, live while mounted. Mount anew (by key) for another run. */
export function useConsole(runId: number): ConsoleStore {
  const live = useLive()
  const [store] = useState(() => new ConsoleStore((from, to) => api.console(runId, from, to)))
  useSyncExternalStore(store.subscribe, store.getVersion, () => 0)
  useEffect(() => {
    if (!live) return
    const onWritten = (event: ConsoleWritten) => {
      if (event.runId === runId) store.written(event)
    }
    live.socket.on('console.written', onWritten)
    // Joined before it is fetched: nothing falls between.
    const leave = live.whileConnected(() => {
      live.socket.emit('console.join', runId, () => void store.start())
    })
    return () => {
      leave()
      live.socket.emit('console.leave', runId)
      live.socket.off('console.written', onWritten)
    }
  }, [live, runId, store])
  return store
}

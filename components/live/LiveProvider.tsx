'use client'

import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { LiveConnection, type LiveStatus } from './connection'

const LiveContext = createContext<LiveConnection | null>(null)

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [connection] = useState(() => (typeof window === 'undefined' ? null : new LiveConnection()))
  useEffect(() => {
    connection?.open()
    // What became invisible then answers as what does not exist, and pages say so.
    const leave = connection?.onAccessChanged(() => void client.invalidateQueries())
    return () => {
      leave?.()
      connection?.close()
    }
  }, [connection, client])
  return <LiveContext value={connection}>{children}</LiveContext>
}

/** Null while the page is rendered on the server. */
export function useLive(): LiveConnection | null {
  return useContext(LiveContext)
}

const CONNECTING: LiveStatus = { state: 'connecting' }

export function useLiveStatus(): LiveStatus {
  const live = useLive()
  return useSyncExternalStore(
    live?.onStatus ?? (() => () => {}),
    live?.getStatus ?? (() => CONNECTING),
    () => CONNECTING,
  )
}

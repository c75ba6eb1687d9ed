'use client'

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
  const [connection] = useState(() => (typeof window === 'undefined' ? null : new LiveConnection()))
  useEffect(() => {
    connection?.open()
    return () => connection?.close()
  }, [connection])
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

'use client'

import { useRouter } from 'next/navigation'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import type { Place } from '@/lib/api/sharedClient'
import type { ReaderControls } from '@/lib/api/sharing'
import { type ReaderChoices, useReaderChoices } from './readerChoices'
import { ShareConnection, type ShareStatus } from './shareConnection'

interface Shared {
  place: Place
  connection: ShareConnection | null
  controls: ReaderControls
  choices: ReaderChoices
  setChoices: (choices: ReaderChoices) => void
  resetChoices: () => void
  hasChoices: boolean
  /** Another number whenever the report, or what it draws, may have changed. */
  round: number
}

const SharedContext = createContext<Shared | null>(null)

export function useShared(): Shared {
  const shared = useContext(SharedContext)
  if (!shared) throw new Error('only on a shared page')
  return shared
}

/** The page is asked for again this often at most, however much changes. */
const REST_MS = 2000

export function ShareProvider({
  token,
  ticket,
  controls,
  children,
}: {
  token: string
  ticket: string
  controls: ReaderControls
  children: ReactNode
}) {
  const router = useRouter()
  const current = useRef(ticket)
  const [round, setRound] = useState(0)
  const [connection, setConnection] = useState<ShareConnection | null>(null)
  const reader = useReaderChoices(controls)
  useEffect(() => {
    current.current = ticket
  }, [ticket])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const again = () => {
      timer ??= setTimeout(() => {
        timer = undefined
        setRound((before) => before + 1)
        router.refresh()
      }, REST_MS)
    }
    const opened = new ShareConnection(token, () => current.current, again)
    setConnection(opened)
    opened.open()
    return () => {
      clearTimeout(timer)
      opened.close()
    }
  }, [token, router])
  const { choices, setChoices, reset, isOwn } = reader
  const shared = useMemo(
    (): Shared => ({
      ...{ place: { token, ticket }, connection, controls, choices, setChoices, round },
      resetChoices: reset,
      hasChoices: isOwn,
    }),
    [token, ticket, connection, controls, choices, setChoices, reset, isOwn, round],
  )
  return <SharedContext value={shared}>{children}</SharedContext>
}

const CONNECTING: ShareStatus = { state: 'connecting' }

export function useShareStatus(): ShareStatus {
  const { connection } = useShared()
  return useSyncExternalStore(
    connection?.subscribe ?? (() => () => {}),
    connection?.getStatus ?? (() => CONNECTING),
    () => CONNECTING,
  )
}

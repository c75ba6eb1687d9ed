'use client'

import { createContext, useContext } from 'react'
import { useLiveStatus } from '@/components/live/LiveProvider'

/** Whether an answer of the API has said that nobody is signed in any more. */
export const SessionEndedContext = createContext(false)

/** The session is over, by what the socket or the API said. */
export function useSessionEnded(): boolean {
  const answered = useContext(SessionEndedContext)
  const live = useLiveStatus()
  return answered || live.state === 'ended'
}

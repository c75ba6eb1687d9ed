'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False while the page is rendered on the server and hydrated from that, true ever after. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

'use client'

import { startTransition, useEffect, useState } from 'react'

const LATEST_MS = 1500

/**
 * False while a page opens, true once the browser has nothing more urgent to do: for what a panel needs
 * only when somebody turns to it. `now` ends the waiting.
 */
export function useSettled(now: boolean): boolean {
  const [settled, setSettled] = useState(false)
  useEffect(() => {
    const settle = () => startTransition(() => setSettled(true))
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(settle, LATEST_MS)
      return () => clearTimeout(timer)
    }
    const request = requestIdleCallback(settle, { timeout: LATEST_MS })
    return () => cancelIdleCallback(request)
  }, [])
  return settled || now
}

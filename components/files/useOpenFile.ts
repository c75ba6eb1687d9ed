'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** The file named by `?file=`: a link to it opens it, and "back" closes it. */
export function useOpenFile(): [string | null, (name: string | null) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const set = useCallback(
    (name: string | null) => {
      const next = new URLSearchParams(params)
      if (name === null) next.delete('file')
      else next.set('file', name)
      window.history.pushState(null, '', `${pathname}?${next}`)
    },
    [pathname, params],
  )
  return [params.get('file'), set]
}

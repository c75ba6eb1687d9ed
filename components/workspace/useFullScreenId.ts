'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'

/** The panel named by `?panel=`: a link to it opens it, and "back" closes it. */
export function useFullScreenId(): [string | null, (id: string | null) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const set = useCallback(
    (id: string | null) => {
      const next = new URLSearchParams(params)
      if (id === null) next.delete('panel')
      else next.set('panel', id)
      const query = next.size > 0 ? `?${next}` : ''
      window.history.pushState(null, '', pathname + query)
    },
    [pathname, params],
  )
  return [params.get('panel'), set]
}

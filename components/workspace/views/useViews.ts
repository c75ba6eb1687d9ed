'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { usePathname, useSearchParams } from 'next/navigation'
import { useCallback } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { viewsApi } from '@/lib/api/viewsClient'

/** `?nw=`: the view that the address names; null for one's own. */
export function useViewSlug(): [string | null, (slug: string | null) => void] {
  const pathname = usePathname()
  const params = useSearchParams()
  const set = useCallback(
    (slug: string | null) => {
      const next = new URLSearchParams(params)
      // A panel over the whole page belongs to the view that one leaves.
      next.delete('panel')
      if (slug === null) next.delete('nw')
      else next.set('nw', slug)
      window.history.pushState(null, '', pathname + (next.size > 0 ? `?${next}` : ''))
    },
    [pathname, params],
  )
  return [params.get('nw'), set]
}

export function useView(entity: string, project: string, slug: string | null) {
  return useQuery({
    queryKey: queryKeys.view(entity, project, slug),
    queryFn: ({ signal }) =>
      slug === null
        ? viewsApi.personal(entity, project)
        : viewsApi.view(entity, project, slug, signal),
    staleTime: Infinity,
  })
}

/** All that the person may open; asked anew whenever the menu opens. */
export function useViews(entity: string, project: string, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.views(entity, project),
    queryFn: ({ signal }) => viewsApi.list(entity, project, signal),
    enabled,
    staleTime: 0,
  })
}

export function useViewsChanged(entity: string, project: string): () => void {
  const client = useQueryClient()
  return useCallback(() => {
    void client.invalidateQueries({ queryKey: queryKeys.views(entity, project) })
    void client.invalidateQueries({ queryKey: queryKeys.view(entity, project) })
  }, [client, entity, project])
}

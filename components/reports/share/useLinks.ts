'use client'

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { sharingApi } from '@/lib/api/sharingClient'
import type { ChangeLink, CreateLink, ShareLinkItem } from '@/lib/api/sharing'

const keyOf = (slug: string) => ['share-links', slug] as const

/** Counts change while somebody looks: asked again now and then. */
const REFETCH_MS = 15_000

export function useLinks(slug: string, enabled: boolean) {
  return useQuery({
    queryKey: keyOf(slug),
    queryFn: ({ signal }) => sharingApi.list(slug, signal),
    enabled,
    refetchInterval: REFETCH_MS,
  })
}

export function useLinkActions(slug: string) {
  const client = useQueryClient()
  const settled = { onSettled: () => client.invalidateQueries({ queryKey: keyOf(slug) }) }
  const create = useMutation({
    mutationFn: (wanted: CreateLink) => sharingApi.create(slug, wanted),
    ...settled,
  })
  const change = useMutation({
    mutationFn: ({ id, ...wanted }: ChangeLink & Pick<ShareLinkItem, 'id'>) =>
      sharingApi.change(slug, id, wanted),
    ...settled,
  })
  const revoke = useMutation({
    mutationFn: (id: number) => sharingApi.revoke(slug, id),
    ...settled,
  })
  return { create, change, revoke }
}

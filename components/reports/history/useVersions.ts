'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { type Version, versionsApi } from '@/lib/api/versions'

/** Versions of a report, newest first; looked for again whenever the list is opened. */
export function useVersions(slug: string) {
  return useQuery({
    queryKey: queryKeys.versions(slug),
    queryFn: ({ signal }) => versionsApi.list(slug, signal),
  })
}

/** What a version has that `from` has not, and the reverse. */
export function useVersionDiff(slug: string, id: number, from: number | 'now') {
  return useQuery({
    queryKey: queryKeys.versionDiff(slug, id, from),
    queryFn: ({ signal }) => versionsApi.compare(slug, id, from, signal),
    // Two versions never differ otherwise; what is there now does.
    staleTime: from === 'now' ? 0 : Infinity,
    gcTime: 60_000,
  })
}

export interface VersionActions {
  /** Keeps what is there now; throws what the server says is wrong. */
  keep: (name: string) => Promise<void>
  rename: (version: Version, name: string | null) => Promise<void>
  restore: (version: Pick<Version, 'id'>) => Promise<void>
}

export function useVersionActions(slug: string): VersionActions {
  const toast = useToast()
  const client = useQueryClient()
  return useMemo(() => {
    const refetch = () => client.invalidateQueries({ queryKey: queryKeys.versions(slug) })
    const restore = async ({ id }: Pick<Version, 'id'>): Promise<void> => {
      try {
        const { before } = await versionsApi.restore(slug, id)
        toast({
          title: 'Version restored',
          description: 'What was there before is kept as a version, too.',
          action: { label: 'Undo', onSelect: () => void restore({ id: before }) },
        })
      } catch (error) {
        toast({
          title: 'The version could not be restored',
          description: errorMessage(error),
          tone: 'danger',
          action: { label: 'Try again', onSelect: () => void restore({ id }) },
        })
      }
      await refetch()
    }
    return {
      restore,
      async keep(name) {
        await versionsApi.create(slug, name)
        await refetch()
      },
      async rename({ id }, name) {
        await versionsApi.rename(slug, id, name)
        await refetch()
      },
    }
  }, [slug, client, toast])
}

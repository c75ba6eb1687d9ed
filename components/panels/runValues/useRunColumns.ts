'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { fetchRunColumns } from '@/lib/api/runValuesClient'
import { joinCatalogs } from '@/lib/runs/joinValues'
import { questionsOf, type RunSource } from './useRunValues'

/** Every config and summary key that some run of the projects has. */
export function useRunColumns(source: RunSource, enabled = true) {
  const questions = questionsOf(source)
  const places = new Map(questions.map((place) => [`${place.entity}/${place.project}`, place]))
  const answers = useQueries({
    queries: [...places.values()].map(({ entity, project }) => ({
      queryKey: queryKeys.runColumns(entity, project),
      queryFn: ({ signal }: { signal: AbortSignal }) => fetchRunColumns(entity, project, signal),
      enabled,
      staleTime: Infinity,
      retry: false,
    })),
  })
  const stamp = answers.map(({ dataUpdatedAt }) => dataUpdatedAt).join()
  const data = useMemo(
    () => {
      const known = answers.flatMap((answer) => (answer.data ? [answer.data] : []))
      return known.length > 0 ? joinCatalogs(known) : undefined
    },
    // The answers are other objects at every render; when they came says whether they are new.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp, places.size],
  )
  return {
    data,
    isPending: answers.length === 0 || answers.some(({ isPending }) => isPending),
    error: answers.find(({ error }) => error)?.error ?? null,
    refetch: () => Promise.all(answers.map((answer) => answer.refetch())),
  }
}

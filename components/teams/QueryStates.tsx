'use client'

import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'

/** A list that is loading, could not be loaded, or is there. */
export function QueryStates<T>({
  query,
  failed,
  children,
}: {
  query: UseQueryResult<T>
  /** What to say when it could not be loaded. */
  failed: string
  children: (data: T) => ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) {
    return <ErrorState title={failed} error={query.error} onRetry={() => void query.refetch()} />
  }
  return <SkeletonRows rows={4} />
}

'use client'

import {
  MutationCache,
  type Query,
  QueryCache,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { ToastProvider } from '@/components/ui/Toasts'
import { TooltipProvider } from '@/components/ui/Tooltip'
import { ApiError } from '@/lib/api/errors'
import { SessionEndedContext } from './sessionEnded'

const MOST_RETRIES = 2

/** What every page needs, signed in or not. */
export function Providers({ children }: { children: ReactNode }) {
  const [ended, setEnded] = useState(false)
  const [client] = useState(() => {
    const onError = (error: unknown) => {
      if (error instanceof ApiError && error.code === 'unauthorized') setEnded(true)
    }
    const onQueryError = (error: unknown, query: Query<unknown, unknown>) => {
      onError(error)
      // What one may no longer see, or what is gone, does not stay on the page.
      const gone = error instanceof ApiError && (error.status === 404 || error.status === 403)
      if (gone && query.state.data !== undefined) query.setState({ data: undefined })
    }
    return new QueryClient({
      queryCache: new QueryCache({ onError: onQueryError }),
      mutationCache: new MutationCache({ onError }),
      defaultOptions: {
        queries: {
          // Live events keep what is shown current; what they do not cover is refetched on mount.
          staleTime: 10_000,
          refetchOnWindowFocus: false,
          retry: (failures, error) => failures < MOST_RETRIES && mayPass(error),
        },
      },
    })
  })
  return (
    <QueryClientProvider client={client}>
      <SessionEndedContext value={ended}>
        <TooltipProvider>
          <ToastProvider>{children}</ToastProvider>
        </TooltipProvider>
      </SessionEndedContext>
    </QueryClientProvider>
  )
}

/** Whether asking again can help: it cannot when the server said what is wrong with the request. */
function mayPass(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status >= 500
}

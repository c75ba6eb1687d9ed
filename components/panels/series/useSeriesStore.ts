'use client'

import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import type { LiveConnection } from '@/components/live/connection'
import { useLive } from '@/components/live/LiveProvider'
import { api } from '@/lib/api/client'
import { SeriesStore } from './seriesStore'

/** As long as the page's connection lives, so that coming back to a page finds its series. */
const stores = new WeakMap<LiveConnection, SeriesStore>()

/** The page's one series store; null while the page is rendered on the server. */
export function useSeriesStore(): SeriesStore | null {
  const live = useLive()
  const client = useQueryClient()
  if (!live) return null
  let store = stores.get(live)
  if (!store) {
    store = connect(live, client)
    stores.set(live, store)
  }
  return store
}

const ACK_TIMEOUT_MS = 10_000

function connect(live: LiveConnection, client: QueryClient): SeriesStore {
  const { socket } = live
  const store = new SeriesStore({
    // Through the query client, so that an ended session is noticed as everywhere else.
    fetch: (query) =>
      client.fetchQuery({
        queryKey: ['series', query],
        queryFn: () => api.series(query),
        staleTime: 0,
        gcTime: 0,
      }),
    isConnected: () => socket.connected,
    subscribe: async (subscriptions) => {
      const reply = await socket
        .timeout(ACK_TIMEOUT_MS)
        .emitWithAck('series.subscribe', subscriptions)
      return reply.ok
    },
  })
  socket.on('series.appended', (event) => store.appended(event))
  socket.on('series.replaced', (event) => store.replaced(event))
  socket.on('run.changed', ({ run }) => store.runChanged(run.id))
  live.whileConnected(() => store.connected())
  return store
}

'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'
import { commentsApi, type Thread, type Threads } from '@/lib/api/comments'
import type { CommentsChanged } from '@/lib/live/events'

/** Threads of a report, kept current. `put` shows what an answer brought before its event does. */
export function useThreads(slug: string, documentId: number) {
  const live = useLive()
  const client = useQueryClient()
  const query = useQuery({
    queryKey: queryKeys.comments(slug),
    queryFn: ({ signal }) => commentsApi.list(slug, signal),
    staleTime: Infinity,
  })
  const put = useCallback(
    (id: number, thread: Thread | null) => {
      const queryKey = queryKeys.comments(slug)
      client.setQueryData<Threads>(queryKey, (known) => known && withThread(known, id, thread))
    },
    [client, slug],
  )
  useEffect(() => {
    if (!live) return
    const queryKey = queryKeys.comments(slug)
    const onChanged = (event: CommentsChanged) => {
      if (event.documentId !== documentId) return
      put(event.threadId, event.thread)
      // An answer that is on its way may be older than the event.
      if (client.isFetching({ queryKey }) > 0) void client.invalidateQueries({ queryKey })
    }
    const { socket } = live
    socket.on('comments.changed', onChanged)
    const leave = live.whileConnected(() => {
      socket.emit('report.join', documentId, ({ ok }) => {
        if (ok) void client.invalidateQueries({ queryKey })
      })
    })
    return () => {
      leave()
      socket.off('comments.changed', onChanged)
      socket.emit('report.leave', documentId)
    }
  }, [live, client, slug, documentId, put])
  return { query, put }
}

function withThread(known: Threads, id: number, thread: Thread | null): Threads {
  const others = known.threads.filter((one) => one.id !== id)
  const threads = thread ? [...others, thread].sort((a, b) => a.id - b.id) : others
  return { ...known, threads }
}

'use client'

import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLive } from '@/components/live/LiveProvider'
import { queryKeys } from '@/components/live/queryKeys'
import {
  type MarkRead,
  type NotificationItem,
  type NotificationPage,
  notificationsApi,
} from '@/lib/api/notifications'
import type { NotificationsRead } from '@/lib/live/events'

type Pages = InfiniteData<NotificationPage, number | null>

/** What the person was told, newest first. */
export function useNotifications() {
  return useInfiniteQuery({
    queryKey: queryKeys.notifications,
    queryFn: ({ pageParam, signal }) => notificationsApi.page(pageParam, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next,
    staleTime: Infinity,
  })
}

/** Keeps the query above current; `onNew` hears of what it did not have. Mount once. */
export function useNotificationEvents(onNew: (item: NotificationItem) => void): void {
  const live = useLive()
  const client = useQueryClient()
  useEffect(() => {
    if (!live) return
    const queryKey = queryKeys.notifications
    const refetch = () => void client.invalidateQueries({ queryKey })
    const onAdded = (item: NotificationItem) => {
      const known = client.getQueryData<Pages>(queryKey)
      if (known && !has(known, item)) client.setQueryData(queryKey, withItem(known, item))
      // An answer that is on its way may be older than the event.
      if (!known || client.isFetching({ queryKey }) > 0) refetch()
      onNew(item)
    }
    const onRead = ({ unread }: NotificationsRead) => {
      client.setQueryData<Pages>(queryKey, (known) => known && withUnread(known, unread))
      // Which ones are read the event does not say.
      refetch()
    }
    const { socket } = live
    socket.on('notification.added', onAdded)
    socket.on('notifications.read', onRead)
    // What was told while nobody listened.
    const leave = live.whileConnected(refetch)
    return () => {
      leave()
      socket.off('notification.added', onAdded)
      socket.off('notifications.read', onRead)
    }
  }, [live, client, onNew])
}

/** Shown as read at once; the answer, and every other page, comes by the event. */
export function useMarkRead() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (wanted: MarkRead) => notificationsApi.markRead(wanted),
    onMutate: (wanted) => {
      client.setQueryData<Pages>(queryKeys.notifications, (known) => known && asRead(known, wanted))
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.notifications }),
  })
}

function has(known: Pages, { id }: NotificationItem): boolean {
  return known.pages.some((page) => page.notifications.some((one) => one.id === id))
}

function withItem({ pages, pageParams }: Pages, item: NotificationItem): Pages {
  const [first, ...rest] = pages
  if (!first) return { pages, pageParams }
  const notifications = [item, ...first.notifications]
  return { pages: [{ ...first, notifications, unread: first.unread + 1 }, ...rest], pageParams }
}

function withUnread({ pages, pageParams }: Pages, unread: number): Pages {
  return { pages: pages.map((page) => ({ ...page, unread })), pageParams }
}

function asRead(known: Pages, { ids, through = 0 }: MarkRead): Pages {
  const meant = (id: number) => (ids ? ids.includes(id) : id <= through)
  let count = 0
  const pages = known.pages.map((page) => ({
    ...page,
    notifications: page.notifications.map((one) => {
      if (one.read || !meant(one.id)) return one
      count++
      return { ...one, read: true }
    }),
  }))
  const before = known.pages[0]?.unread ?? 0
  // Everything up to the newest one: also what is not loaded.
  const unread = ids ? Math.max(0, before - count) : 0
  return withUnread({ pages, pageParams: known.pageParams }, unread)
}

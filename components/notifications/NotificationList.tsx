'use client'

import { BellOff, CheckCheck } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { errorMessage, ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { useToast } from '@/components/ui/Toasts'
import { NotificationRow } from './NotificationRow'
import { useMarkRead, useNotifications } from './useNotifications'

/** What the person was told, newest first, with what is unread marked. */
export function NotificationList({ onClose }: { onClose: () => void }) {
  const query = useNotifications()
  const { mutate: markRead } = useMarkRead()
  const toast = useToast()
  const items = query.data?.pages.flatMap((page) => page.notifications) ?? []
  const unread = query.data?.pages[0]?.unread ?? 0
  const newest = items[0]?.id
  const failed = (error: unknown) =>
    toast({ title: 'Not marked as read', description: errorMessage(error), tone: 'danger' })
  return (
    <>
      <div className="flex h-10 shrink-0 items-center justify-between gap-2 border-b border-line pr-1.5 pl-3">
        <h2 className="text-13 font-semibold">Notifications</h2>
        {newest !== undefined && (
          <Button
            variant="quiet"
            icon={CheckCheck}
            disabled={unread === 0}
            onClick={() => markRead({ through: newest }, { onError: failed })}
          >
            Mark all as read
          </Button>
        )}
      </div>
      <div className="max-h-[min(32rem,70dvh)] min-h-0 grow overflow-y-auto overscroll-contain">
        {query.isPending && <SkeletonRows rows={4} className="p-3" />}
        {query.isLoadingError && (
          <ErrorState
            title="Notifications could not be loaded"
            error={query.error}
            onRetry={() => void query.refetch()}
          />
        )}
        {query.data && items.length === 0 && (
          <EmptyState icon={BellOff} title="Nothing yet">
            What the alert rules of your projects fire for, and what scripts say by{' '}
            <code className="text-12">wandb.alert()</code>, and what people say to you in reports,
            appears here.
          </EmptyState>
        )}
        {items.length > 0 && (
          <ul aria-label="Notifications">
            {items.map((item) => (
              <NotificationRow
                key={item.id}
                item={item}
                onOpen={() => {
                  if (!item.read) markRead({ ids: [item.id] })
                  onClose()
                }}
                onClose={onClose}
              />
            ))}
          </ul>
        )}
        {query.hasNextPage && (
          <div className="border-t border-line p-2 text-center">
            <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show older
            </Button>
          </div>
        )}
      </div>
    </>
  )
}

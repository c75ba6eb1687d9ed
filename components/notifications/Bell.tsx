'use client'

import { Bell as BellIcon } from 'lucide-react'
import { useCallback, useState } from 'react'
import { buttonClass } from '@/components/ui/Button'
import { Popover } from '@/components/ui/Popover'
import { formatCount } from '@/lib/format/number'
import type { NotificationItem } from '@/lib/api/notifications'
import { NotificationList } from './NotificationList'
import { useNotificationToasts } from './useNotificationToasts'
import { useMarkRead, useNotificationEvents, useNotifications } from './useNotifications'

const MOST_SHOWN = 99

/** How much the person has not seen yet; opens the list of it. */
export function Bell() {
  const [open, setOpen] = useState(false)
  const { data } = useNotifications()
  const { mutate: markRead } = useMarkRead()
  const onOpen = useCallback(({ id }: NotificationItem) => markRead({ ids: [id] }), [markRead])
  useNotificationEvents(useNotificationToasts(onOpen))
  const unread = data?.pages[0]?.unread ?? 0
  return (
    <Popover
      label="Notifications"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="flex w-100 flex-col p-0!"
      trigger={
        <button
          type="button"
          aria-label={
            unread === 0 ? 'Notifications' : `Notifications, ${formatCount(unread)} unread`
          }
          title="Notifications"
          className={buttonClass('quiet', 'relative w-8 px-0!')}
        >
          <BellIcon aria-hidden className="size-4" />
          {unread > 0 && (
            <span
              aria-hidden
              className="absolute top-0 left-4 grid h-3.5 min-w-3.5 place-items-center rounded-full bg-accent px-0.75 text-[10px] leading-none font-semibold text-ground tabular-nums"
            >
              {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
            </span>
          )}
        </button>
      }
    >
      <NotificationList onClose={() => setOpen(false)} />
    </Popover>
  )
}

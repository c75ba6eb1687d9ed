'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import { alertPath } from '@/components/alerts/alertPlace'
import { useToast } from '@/components/ui/Toasts'
import { SEVERITY_LABELS } from '@/lib/alerts/describe'
import type { NotificationItem } from '@/lib/api/notifications'

/** What comes within this time is told in one toast: a cluster that fails fails as a whole. */
const GATHER_MS = 250

/** Tells of new notifications, those that come together in one toast. */
export function useAlertToasts(
  onOpen: (item: NotificationItem) => void,
): (item: NotificationItem) => void {
  const toast = useToast()
  const router = useRouter()
  const gathered = useRef<NotificationItem[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const show = useCallback(() => {
    const items = gathered.current
    gathered.current = []
    timer.current = undefined
    const [first] = items
    if (!first) return
    const { alert } = first
    if (items.length > 1) {
      const runs = new Set(items.map((item) => item.alert.run.id)).size
      toast({
        title: `${items.length} new alerts`,
        description: `${alert.title}, in ${runs === 1 ? alert.run.displayName : `${runs} runs`}`,
      })
      return
    }
    toast({
      title: `${SEVERITY_LABELS[alert.severity]}: ${alert.title}`,
      description: `${alert.run.displayName} · ${alert.text}`,
      action: {
        label: 'Open run',
        onSelect: () => {
          onOpen(first)
          router.push(alertPath(alert))
        },
      },
    })
  }, [toast, router, onOpen])
  return useCallback(
    (item) => {
      gathered.current.push(item)
      timer.current ??= setTimeout(show, GATHER_MS)
    },
    [show],
  )
}

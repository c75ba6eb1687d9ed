'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import { alertPath } from '@/components/alerts/alertPlace'
import { useToast } from '@/components/ui/Toasts'
import { SEVERITY_LABELS } from '@/lib/alerts/describe'
import type { NotificationItem } from '@/lib/api/notifications'
import { commentPath, noticeTitle } from './commentNotice'

/** What comes within this time is told in one toast: a cluster that fails fails as a whole. */
const GATHER_MS = 250

/** Tells of new notifications, those that come together in one toast. */
export function useNotificationToasts(
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
    if (items.length > 1) {
      toast({ title: titleOfMany(items), description: describeMany(items, first) })
      return
    }
    const { title, description, action, path } = toastOf(first)
    toast({
      title,
      description,
      action: {
        label: action,
        onSelect: () => {
          onOpen(first)
          router.push(path)
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

function toastOf(item: NotificationItem) {
  if (item.kind === 'comment') {
    const { comment } = item
    return {
      title: noticeTitle(comment),
      description: comment.text,
      action: 'Open comment',
      path: commentPath(comment),
    }
  }
  const { alert } = item
  return {
    title: `${SEVERITY_LABELS[alert.severity]}: ${alert.title}`,
    description: `${alert.run.displayName} · ${alert.text}`,
    action: 'Open run',
    path: alertPath(alert),
  }
}

const isAlert = (item: NotificationItem) => item.kind === 'alert'

function titleOfMany(items: readonly NotificationItem[]): string {
  return `${items.length} new ${items.every(isAlert) ? 'alerts' : 'notifications'}`
}

function describeMany(items: readonly NotificationItem[], first: NotificationItem): string {
  if (first.kind === 'comment') return noticeTitle(first.comment)
  const runs = new Set(items.map((item) => (item.kind === 'alert' ? item.alert.run.id : null)))
  const where = runs.size === 1 ? first.alert.run.displayName : `${runs.size} runs`
  return items.every(isAlert) ? `${first.alert.title}, in ${where}` : first.alert.title
}

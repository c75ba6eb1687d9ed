'use client'

import Link from 'next/link'
import { alertPath } from '@/components/alerts/alertPlace'
import { SeverityMark } from '@/components/alerts/SeverityMark'
import { projectPath } from '@/components/shell/paths'
import { cx } from '@/components/ui/cx'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { NotificationItem } from '@/lib/api/notifications'

export interface NotificationRowProps {
  item: NotificationItem
  /** The run was opened. */
  onOpen: () => void
  /** Something else was. */
  onClose: () => void
}

/** The whole row leads to the run; run and project stand on it as links too. */
export function NotificationRow({ item: { alert, read }, onOpen, onClose }: NotificationRowProps) {
  const { entity, project, run } = alert
  return (
    <li className="relative border-b border-line py-2 pr-3 pl-6 last:border-b-0 hover:bg-hover">
      {!read && (
        <span className="absolute top-3.5 left-2.5 size-2 rounded-full bg-accent">
          <span className="sr-only">Unread</span>
        </span>
      )}
      <div className="flex items-center justify-between gap-2">
        <SeverityMark severity={alert.severity} />
        <RelativeTime
          time={alert.createdAt}
          className="relative z-10 shrink-0 text-12 text-ink-3"
        />
      </div>
      <Link
        href={alertPath(alert)}
        onClick={onOpen}
        className={cx(
          'block rounded-sm wrap-anywhere after:absolute after:inset-0',
          !read && 'font-semibold',
        )}
      >
        {alert.title}
      </Link>
      {alert.text !== '' && (
        <p className="line-clamp-3 wrap-anywhere whitespace-pre-line text-ink-2">{alert.text}</p>
      )}
      <p className="flex min-w-0 gap-1 text-12 text-ink-3">
        <Link
          href={alertPath(alert)}
          onClick={onOpen}
          title={run.displayName}
          className="relative z-10 truncate underline underline-offset-2 hover:text-ink"
        >
          {run.displayName}
        </Link>
        <span className="shrink-0">in</span>
        <Link
          href={projectPath(entity, project)}
          onClick={onClose}
          className="relative z-10 truncate underline underline-offset-2 hover:text-ink"
        >
          {entity}/{project}
        </Link>
      </p>
    </li>
  )
}

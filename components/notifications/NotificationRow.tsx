'use client'

import { AtSign, Check, Reply } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { alertPath } from '@/components/alerts/alertPlace'
import { SeverityMark } from '@/components/alerts/SeverityMark'
import { projectPath } from '@/components/shell/paths'
import { cx } from '@/components/ui/cx'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { AlertItem } from '@/lib/api/alerts'
import type { CommentNotice, NotificationItem } from '@/lib/api/notifications'
import { commentPath, noticeTitle } from './commentNotice'

export interface NotificationRowProps {
  item: NotificationItem
  /** What it is about was opened. */
  onOpen: () => void
  /** Something else was. */
  onClose: () => void
}

/** The whole row leads to what it is about; other places stand on it as links too. */
export function NotificationRow({ item, onOpen, onClose }: NotificationRowProps) {
  return item.kind === 'alert' ? (
    <AlertRow {...{ alert: item.alert, read: item.read, onOpen, onClose }} />
  ) : (
    <CommentRow {...{ comment: item.comment, read: item.read, onOpen, onClose }} />
  )
}

type Ways = Pick<NotificationRowProps, 'onOpen' | 'onClose'> & { read: boolean }

function AlertRow({ alert, read, onOpen, onClose }: Ways & { alert: AlertItem }) {
  const { entity, project, run } = alert
  return (
    <Row
      {...{ read, onOpen, onClose, entity, project }}
      mark={<SeverityMark severity={alert.severity} />}
      time={alert.createdAt}
      path={alertPath(alert)}
      title={alert.title}
      text={alert.text}
      place={
        <Link
          href={alertPath(alert)}
          onClick={onOpen}
          title={run.displayName}
          className="relative z-10 truncate underline underline-offset-2 hover:text-ink"
        >
          {run.displayName}
        </Link>
      }
    />
  )
}

const REASONS = {
  mentioned: { icon: AtSign, label: 'Mention' },
  replied: { icon: Reply, label: 'Reply' },
  resolved: { icon: Check, label: 'Resolved' },
}

function CommentRow({ comment, read, onOpen, onClose }: Ways & { comment: CommentNotice }) {
  const { entity, project, report } = comment
  const { icon: Icon, label } = REASONS[comment.reason]
  return (
    <Row
      {...{ read, onOpen, onClose, entity, project }}
      mark={
        <span className="flex items-center gap-1 text-12 text-ink-2">
          <Icon aria-hidden className="size-3.5" />
          {label}
        </span>
      }
      time={comment.createdAt}
      path={commentPath(comment)}
      title={noticeTitle(comment)}
      text={comment.text}
      place={<span className="truncate">{report.title || 'Untitled report'}</span>}
    />
  )
}

interface RowProps extends Ways {
  mark: ReactNode
  time: string
  path: string
  title: string
  text: string
  /** What it is in, before the project. */
  place: ReactNode
  entity: string
  project: string
}

function Row(props: RowProps) {
  const { mark, time, path, title, text, place, entity, project, read, onOpen, onClose } = props
  return (
    <li className="relative border-b border-line py-2 pr-3 pl-6 last:border-b-0 hover:bg-hover">
      {!read && (
        <span className="absolute top-3.5 left-2.5 size-2 rounded-full bg-accent">
          <span className="sr-only">Unread</span>
        </span>
      )}
      <div className="flex items-center justify-between gap-2">
        {mark}
        <RelativeTime time={time} className="relative z-10 shrink-0 text-12 text-ink-3" />
      </div>
      <Link
        href={path}
        onClick={onOpen}
        className={cx(
          'block rounded-sm wrap-anywhere after:absolute after:inset-0',
          !read && 'font-semibold',
        )}
      >
        {title}
      </Link>
      {text !== '' && (
        <p className="line-clamp-3 wrap-anywhere whitespace-pre-line text-ink-2">{text}</p>
      )}
      <p className="flex min-w-0 gap-1 text-12 text-ink-3">
        {place}
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

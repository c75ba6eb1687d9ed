/** What a notification of a comment says, and where it leads. */
import { reportPath } from '@/components/shell/paths'
import type { CommentNotice } from '@/lib/api/notifications'

export function noticeTitle({ reason, by, report }: CommentNotice): string {
  const who = by ? by.name || by.username : 'Somebody'
  const title = report.title || 'Untitled report'
  if (reason === 'mentioned') return `${who} mentioned you in ${title}`
  if (reason === 'replied') return `${who} replied in ${title}`
  return `${who} resolved a thread in ${title}`
}

export function commentPath({ report, entity, project, threadId }: CommentNotice): string {
  return `${reportPath({ entity, project, ...report })}?comment=${threadId}`
}

import { AnnotationText } from '@/components/annotations/AnnotationText'
import type { Comment } from '@/lib/api/comments'
import { splitMentions } from '@/lib/comments/mentions'

/** Words as they were written, with addresses to follow and people who are named told apart. */
export function CommentText({ comment }: { comment: Comment }) {
  if (comment.deleted) return <p className="text-ink-3 italic">This comment was deleted.</p>
  const parts = splitMentions(comment.text, new Set(comment.mentions))
  return (
    <AnnotationText
      text={comment.text}
      parts={parts.map(({ text, username }) => ({ text, strong: username !== undefined }))}
    />
  )
}

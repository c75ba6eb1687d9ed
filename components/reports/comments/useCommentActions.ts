'use client'

import { useMemo } from 'react'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import { type Comment, commentsApi, type Reaction, type Thread } from '@/lib/api/comments'
import type { Anchor } from '@/lib/comments/anchor'

export interface CommentActions {
  /** These three throw what the server says is wrong; what was written is the caller's to keep. */
  create: (anchor: Anchor, text: string) => Promise<Thread>
  reply: (thread: Thread, text: string) => Promise<void>
  rewrite: (comment: Comment, text: string) => Promise<void>
  resolve: (thread: Thread, resolved: boolean) => Promise<void>
  remove: (thread: Thread, comment: Comment) => Promise<void>
  react: (comment: Comment, reaction: Reaction, on: boolean) => Promise<void>
}

/** What people do to comments. Nothing is asked twice; what was taken away can be brought back. */
export function useCommentActions(
  slug: string,
  put: (id: number, thread: Thread | null) => void,
): CommentActions {
  const toast = useToast()
  return useMemo(() => {
    const shown = (thread: Thread) => {
      put(thread.id, thread)
      return thread
    }
    const failed = (title: string, error: unknown, again: () => void) =>
      toast({
        title,
        description: errorMessage(error),
        tone: 'danger',
        action: { label: 'Try again', onSelect: again },
      })
    const resolve = async (thread: Thread, resolved: boolean): Promise<void> => {
      try {
        shown(await commentsApi.resolve(thread.id, resolved))
      } catch (error) {
        const what = `The thread could not be ${resolved ? 'resolved' : 'reopened'}`
        return failed(what, error, () => void resolve(thread, resolved))
      }
      if (!resolved) return
      toast({
        title: 'Thread resolved',
        action: { label: 'Reopen', onSelect: () => void resolve(thread, false) },
      })
    }
    const bringBack = async (comment: Comment): Promise<void> => {
      try {
        shown(await commentsApi.restore(comment.id))
      } catch (error) {
        failed('The comment could not be brought back', error, () => void bringBack(comment))
      }
    }
    const remove = async (thread: Thread, comment: Comment): Promise<void> => {
      try {
        await commentsApi.remove(comment.id)
      } catch (error) {
        const again = () => void remove(thread, comment)
        return failed('The comment could not be deleted', error, again)
      }
      const isLast = thread.comments.every(({ id, deleted }) => deleted || id === comment.id)
      if (isLast) put(thread.id, null)
      toast({
        title: 'Comment deleted',
        action: { label: 'Undo', onSelect: () => void bringBack(comment) },
      })
    }
    const react = async (comment: Comment, reaction: Reaction, on: boolean): Promise<void> => {
      try {
        shown(await commentsApi.react(comment.id, reaction, on))
      } catch (error) {
        failed('The reaction was not saved', error, () => void react(comment, reaction, on))
      }
    }
    return {
      create: async (anchor, text) => shown(await commentsApi.create(slug, { anchor, text })),
      reply: async (thread, text) => void shown(await commentsApi.reply(thread.id, text)),
      rewrite: async (comment, text) => void shown(await commentsApi.rewrite(comment.id, text)),
      ...{ resolve, remove, react },
    }
  }, [slug, put, toast])
}

'use client'

import { createContext, useContext } from 'react'
import type { Comment, Thread } from '@/lib/api/comments'
import type { Anchor } from '@/lib/comments/anchor'
import type { CommentActions } from './useCommentActions'
import type { useThreads } from './useThreads'

export interface CommentsValue {
  slug: string
  query: ReturnType<typeof useThreads>['query']
  threads: readonly Thread[]
  actions: CommentActions
  canComment: boolean
  /** User name of who looks at it. */
  me: string | undefined
  mayResolve: (thread: Thread) => boolean
  mayRewrite: (comment: Comment) => boolean
  mayDelete: (comment: Comment) => boolean
  /** The thread that is looked at, in the list and at its place. */
  active: number | null
  /** Looks at it in the list, which opens if need be. */
  open: (id: number | null) => void
  /** Looks at it at its place in the report. */
  show: (thread: Thread) => void
  /** What a new thread is about to be on. */
  drafting: Anchor | null
  draft: (anchor: Anchor | null) => void
  /** Texts somebody has begun to write, by what they are for. */
  texts: Map<string, string>
}

export const CommentsContext = createContext<CommentsValue | null>(null)

export function useComments(): CommentsValue {
  const value = useContext(CommentsContext)
  if (!value) throw new Error('no comments here')
  return value
}

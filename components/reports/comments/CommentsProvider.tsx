'use client'

import { useSearchParams } from 'next/navigation'
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { OverlayProvider, type OverlaySource } from '@/components/panels/overlays'
import { useSession } from '@/components/shell/useSession'
import { useToast } from '@/components/ui/Toasts'
import { focusWhenThere } from '@/components/workspace/grid/focusPanel'
import type { Comment, Thread } from '@/lib/api/comments'
import { type Anchor, panelOf } from '@/lib/comments/anchor'
import { useOpenReport } from '../document/reportContext'
import { useReportEditor } from '../editor/editorContext'
import { ChartCommentForm, ChartThreads } from './ChartComments'
import { type MarkedThread, OPEN_COMMENT, rangeOf, setCommentMarks } from './commentMarks'
import { CommentsContext, type CommentsValue } from './commentsContext'
import { SelectionComment } from './SelectionComment'
import { ThreadMarks } from './ThreadMarks'
import { useCommentActions } from './useCommentActions'
import { useThreads } from './useThreads'

const NONE: readonly Thread[] = []
const WORDS = { noun: 'comment', verb: 'Comment' }

/** What people say in the report that is around, on its text, its panels and in the list. */
export function CommentsProvider({
  onOpenPane,
  children,
}: {
  /** The list is wanted. */
  onOpenPane: () => void
  children: ReactNode
}) {
  const { item } = useOpenReport()
  const { slug, documentId, canWrite } = item
  const editor = useReportEditor()
  const { query, put } = useThreads(slug, documentId)
  const actions = useCommentActions(slug, put)
  const me = useSession().data?.user.username
  const [active, setActive] = useState<number | null>(null)
  const [drafting, setDrafting] = useState<Anchor | null>(null)
  const [marks] = useState(() => new ThreadMarks())
  const [texts] = useState(() => new Map<string, string>())
  const threads = query.data?.threads ?? NONE
  const canComment = query.data?.canComment ?? false
  const canManage = query.data?.canManage ?? false

  useEffect(() => marks.set(threads, active), [marks, threads, active])
  useEffect(() => {
    if (!editor) return
    const wanted = threads.flatMap(({ id, anchor, resolvedAt }): MarkedThread[] =>
      anchor.kind === 'text' && (resolvedAt === null || id === active) ? [{ id, anchor }] : [],
    )
    const draft = drafting?.kind === 'text' ? drafting : null
    setCommentMarks(editor.view, { threads: wanted, active, drafting: draft })
  }, [editor, threads, active, drafting])

  const open = useCallback(
    (id: number | null) => {
      setActive(id)
      if (id !== null) onOpenPane()
    },
    [onOpenPane],
  )
  const draft = useCallback(
    (anchor: Anchor | null) => {
      setDrafting(anchor)
      if (anchor) onOpenPane()
    },
    [onOpenPane],
  )
  useEffect(() => {
    const dom = editor?.view.dom
    if (!dom) return
    const onOpen = (event: Event) => open((event as CustomEvent<number>).detail)
    dom.addEventListener(OPEN_COMMENT, onOpen)
    return () => dom.removeEventListener(OPEN_COMMENT, onOpen)
  }, [editor, open])

  const show = useCallback(
    (thread: Thread) => {
      setActive(thread.id)
      const { anchor } = thread
      const panel = panelOf(anchor)
      if (panel !== null) focusWhenThere(document.body, panel, { scroll: true })
      const range = anchor.kind === 'text' && editor ? rangeOf(editor.state, anchor) : null
      if (!range || !editor) return
      const { node } = editor.view.domAtPos(range.from)
      const element = node instanceof Element ? node : node.parentElement
      element?.scrollIntoView({ block: 'center' })
    },
    [editor],
  )
  const source = useMemo(
    (): OverlaySource => ({
      get: marks.get,
      subscribe: marks.subscribe,
      Card: ChartThreads,
      Form: canComment ? ChartCommentForm : undefined,
      words: WORDS,
    }),
    [marks, canComment],
  )
  const value = useMemo((): CommentsValue => {
    const own = ({ author }: Comment) => me !== undefined && author?.username === me
    return {
      ...{ slug, query, threads, actions, canComment, me, active, open, show, drafting, draft },
      texts,
      mayResolve: ({ comments }) => canComment && (canWrite || own(comments[0]!)),
      mayRewrite: (comment) => canComment && own(comment),
      mayDelete: (comment) => canComment && (canManage || own(comment)),
    }
  }, [
    slug,
    query,
    threads,
    actions,
    canComment,
    me,
    active,
    open,
    show,
    drafting,
    draft,
    texts,
    canWrite,
    canManage,
  ])
  useCommentLink(value)
  return (
    <CommentsContext value={value}>
      <OverlayProvider value={source}>{children}</OverlayProvider>
      {editor && canComment && <SelectionComment editor={editor} onComment={draft} />}
    </CommentsContext>
  )
}

/** Goes to the thread that the address names, once a visit. */
function useCommentLink({ query, threads, open, show }: CommentsValue): void {
  const asked = useSearchParams().get('comment')
  const editor = useReportEditor()
  const toast = useToast()
  const gone = useRef<string | null>(null)
  useEffect(() => {
    if (asked === null || gone.current === asked || !editor || !query.isSuccess) return
    gone.current = asked
    const thread = threads.find(({ id }) => String(id) === asked)
    if (!thread) return toast({ title: 'The thread of this link is no longer there.' })
    open(thread.id)
    show(thread)
  }, [asked, editor, query.isSuccess, threads, open, show, toast])
}

'use client'

import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useProject } from '@/components/live/useProject'
import { OverlayProvider, type OverlaySource } from '@/components/panels/overlays'
import { useSession } from '@/components/shell/useSession'
import { useToast } from '@/components/ui/Toasts'
import type { Annotation } from '@/lib/api/annotations'
import type { Stream } from '@/lib/metrics/seriesQuery'
import { displayKey } from '@/lib/metrics/keys'
import type { PanelRun } from '@/lib/panels/panelRun'
import { AnnotationCard } from './AnnotationCard'
import { AnnotationForm } from './AnnotationForm'
import { AnnotationMarks } from './AnnotationMarks'
import { AnnotationsContext, type AnnotationsValue } from './annotationsContext'
import { Drafts } from './drafts'
import { useAnnotationActions } from './useAnnotationActions'
import { type AnnotationScope, useAnnotationList } from './useAnnotationList'
import { useAnnotationLink } from './useAnnotationLink'

interface Props {
  scope: AnnotationScope
  runs: readonly PanelRun[]
  /** Scrolls to a panel of a key; false where there is none. */
  onShow: (stream: Stream, key: string) => boolean
  /** Whether panels are there to be shown. */
  ready: boolean
  children: ReactNode
}

const NONE: readonly Annotation[] = []

/** Annotations of what is below, as marks on its panels and for lists beside them. */
export function AnnotationsProvider({ scope, runs, onShow, ready, children }: Props) {
  const list = useAnnotationList(scope)
  const { query } = list
  const actions = useAnnotationActions(list)
  const about = useProject(scope.entity, scope.project).data
  const me = useSession().data?.user.username
  const toast = useToast()
  const [drafts] = useState(() => new Drafts())
  const [marks] = useState(() => new AnnotationMarks())
  const [lit, setLit] = useState<number | null>(null)
  const [showResolved, setShowResolved] = useState(false)
  const annotations = query.data?.annotations ?? NONE
  useEffect(() => {
    marks.set({ annotations, lit, showResolved })
  }, [marks, annotations, lit, showResolved])
  const canWrite = about?.canWrite ?? false
  const canManage = about?.canManage ?? false
  const source = useMemo(
    (): OverlaySource => ({
      get: marks.get,
      subscribe: marks.subscribe,
      Card: AnnotationCard,
      Form: canWrite ? AnnotationForm : undefined,
    }),
    [marks, canWrite],
  )
  const value = useMemo((): AnnotationsValue => {
    const own = ({ author }: Annotation) => me !== undefined && author?.username === me
    return {
      scope,
      query,
      annotations,
      actions,
      drafts,
      runs,
      canWrite,
      mayRewrite: (annotation) => canWrite && own(annotation),
      mayDelete: (annotation) => canWrite && (canManage || own(annotation)),
      show: (annotation) => {
        const { id, stream, key, run } = annotation
        setLit(id)
        if (!onShow(stream, key)) toast({ title: `No panel here shows ${displayKey(key)}.` })
        else if (!runs.some((one) => one.id === run.id)) {
          toast({ title: `${run.displayName} is not drawn: show the run to see its marks.` })
        }
      },
      lit,
      showResolved,
      setShowResolved,
    }
  }, [
    scope,
    query,
    annotations,
    actions,
    drafts,
    runs,
    canWrite,
    canManage,
    me,
    onShow,
    toast,
    lit,
    showResolved,
  ])
  useAnnotationLink(value, ready)
  return (
    <AnnotationsContext value={value}>
      <OverlayProvider value={source}>{children}</OverlayProvider>
    </AnnotationsContext>
  )
}

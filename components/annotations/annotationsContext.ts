'use client'

import { createContext, useContext } from 'react'
import type { Annotation } from '@/lib/api/annotations'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { Drafts } from './drafts'
import type { AnnotationActions } from './useAnnotationActions'
import type { AnnotationList, AnnotationScope } from './useAnnotationList'

export interface AnnotationsValue {
  scope: AnnotationScope
  query: AnnotationList['query']
  annotations: readonly Annotation[]
  actions: AnnotationActions
  drafts: Drafts
  /** Those drawn on the page. */
  runs: readonly PanelRun[]
  canWrite: boolean
  mayRewrite: (annotation: Annotation) => boolean
  mayDelete: (annotation: Annotation) => boolean
  /** Scrolls to a panel that shows it, and lights it there. */
  show: (annotation: Annotation) => void
  lit: number | null
  showResolved: boolean
  setShowResolved: (shown: boolean) => void
}

export const AnnotationsContext = createContext<AnnotationsValue | null>(null)

/** Null where a page has none. */
export function useMaybeAnnotations(): AnnotationsValue | null {
  return useContext(AnnotationsContext)
}

export function useAnnotations(): AnnotationsValue {
  const value = useMaybeAnnotations()
  if (!value) throw new Error('no annotations here')
  return value
}

'use client'

import { useMemo } from 'react'
import { errorMessage } from '@/components/ui/ErrorState'
import { useToast } from '@/components/ui/Toasts'
import {
  type Annotation,
  annotationsApi,
  type ChangeAnnotation,
  type CreateAnnotation,
} from '@/lib/api/annotations'
import type { AnnotationList } from './useAnnotationList'

export interface AnnotationActions {
  /** Both throw what the server says is wrong. */
  create: (runId: number, wanted: CreateAnnotation) => Promise<void>
  rewrite: (id: number, text: string) => Promise<void>
  setResolved: (annotation: Annotation, resolved: boolean) => Promise<void>
  remove: (annotation: Annotation) => Promise<void>
}

/** What people do to annotations. Nothing is asked twice; what went wrong can be taken back. */
export function useAnnotationActions({ put, drop }: AnnotationList): AnnotationActions {
  const toast = useToast()
  return useMemo(() => {
    const change = async (id: number, wanted: ChangeAnnotation) =>
      put(await annotationsApi.change(id, wanted))
    const create = async (runId: number, wanted: CreateAnnotation) =>
      put(await annotationsApi.create(runId, wanted))
    const failed = (title: string, error: unknown, again: () => void) =>
      toast({
        title,
        description: errorMessage(error),
        tone: 'danger',
        action: { label: 'Try again', onSelect: again },
      })

    const setResolved = async (annotation: Annotation, resolved: boolean): Promise<void> => {
      try {
        await change(annotation.id, { resolved })
      } catch (error) {
        const what = `The annotation could not be ${resolved ? 'resolved' : 'reopened'}`
        return failed(what, error, () => void setResolved(annotation, resolved))
      }
      if (!resolved) return
      toast({
        title: 'Annotation resolved',
        action: { label: 'Reopen', onSelect: () => void setResolved(annotation, false) },
      })
    }
    /** As a new one, since the old one is gone. */
    const bringBack = async (annotation: Annotation): Promise<void> => {
      const { run, stream, key, axis, text, resolvedAt } = annotation
      const [from, to] = annotation.positions[axis]!
      try {
        const made = await annotationsApi.create(run.id, { stream, key, axis, from, to, text })
        put(made)
        if (resolvedAt !== null) await change(made.id, { resolved: true })
      } catch (error) {
        failed('The annotation could not be brought back', error, () => void bringBack(annotation))
      }
    }
    const remove = async (annotation: Annotation): Promise<void> => {
      try {
        await annotationsApi.remove(annotation.id)
      } catch (error) {
        const again = () => void remove(annotation)
        return failed('The annotation could not be deleted', error, again)
      }
      drop(annotation.id)
      toast({
        title: 'Annotation deleted',
        action: { label: 'Undo', onSelect: () => void bringBack(annotation) },
      })
    }
    return { create, rewrite: (id, text) => change(id, { text }), setResolved, remove }
  }, [toast, put, drop])
}

'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useToast } from '@/components/ui/Toasts'
import type { AnnotationsValue } from './annotationsContext'

const PARAMETER = 'annotation'

/** An address that shows this page and lights the annotation on it. */
export function annotationLink(id: number): string {
  const url = new URL(window.location.href)
  url.searchParams.set(PARAMETER, String(id))
  return url.href
}

/** Goes to the annotation that the address names, once a visit. */
export function useAnnotationLink(value: AnnotationsValue, ready: boolean): void {
  const asked = useSearchParams().get(PARAMETER)
  const toast = useToast()
  const gone = useRef<string | null>(null)
  const { query, annotations, show } = value
  useEffect(() => {
    if (asked === null || gone.current === asked || !ready || !query.isSuccess) return
    gone.current = asked
    const annotation = annotations.find(({ id }) => String(id) === asked)
    if (annotation) show(annotation)
    else toast({ title: 'The annotation of this link is no longer there.' })
  }, [asked, ready, query.isSuccess, annotations, show, toast])
}

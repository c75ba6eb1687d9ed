'use client'

import { Check, RotateCcw, Trash2 } from 'lucide-react'
import { IconButton } from '@/components/ui/IconButton'
import type { Annotation } from '@/lib/api/annotations'
import { AnnotationHistoryLine, AnnotationPlaceLine } from './AnnotationFacts'
import { useAnnotations } from './annotationsContext'

/** One of the list: a click shows it on a panel. */
export function AnnotationItem({
  annotation,
  staysWhenChanged,
  onShow,
}: {
  annotation: Annotation
  /** The list shows it whether it is resolved or not. */
  staysWhenChanged: boolean
  onShow: () => void
}) {
  const { actions, canWrite, mayDelete, lit } = useAnnotations()
  const open = annotation.resolvedAt === null
  return (
    <li className={`relative px-3 py-2.5 ${annotation.id === lit ? 'bg-selected' : ''}`}>
      <AnnotationPlaceLine annotation={annotation} />
      <button
        type="button"
        title="Show on a panel"
        onClick={onShow}
        // The whole entry can be clicked; what stands on it lies above.
        className="mt-1 block w-full text-left before:absolute before:inset-0 hover:before:bg-ink/4"
      >
        <span
          className={`line-clamp-4 whitespace-pre-line wrap-anywhere ${open ? '' : 'text-ink-2'}`}
        >
          {annotation.text}
        </span>
      </button>
      <div className="relative mt-1 flex min-h-7 items-center gap-1">
        <div className="min-w-0 grow">
          <AnnotationHistoryLine annotation={annotation} />
        </div>
        {canWrite && (
          <IconButton
            label={open ? 'Resolve' : 'Reopen'}
            icon={open ? Check : RotateCcw}
            onClick={(event) => {
              if (!staysWhenChanged) focusNeighbour(event.currentTarget)
              void actions.setResolved(annotation, open)
            }}
          />
        )}
        {mayDelete(annotation) && (
          <IconButton
            label="Delete annotation"
            icon={Trash2}
            onClick={(event) => {
              focusNeighbour(event.currentTarget)
              void actions.remove(annotation)
            }}
          />
        )}
      </div>
    </li>
  )
}

/** An entry that goes leaves the focus to the one beside it, or to the list as a whole. */
function focusNeighbour(element: HTMLElement): void {
  const entry = element.closest('li')
  const neighbour = entry?.nextElementSibling ?? entry?.previousElementSibling
  const next = neighbour?.querySelector('button') ?? entry?.closest<HTMLElement>('[role=dialog]')
  next?.focus({ preventScroll: true })
}

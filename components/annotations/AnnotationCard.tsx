'use client'

import { Check, ChevronLeft, ChevronRight, Link, Pencil, RotateCcw, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import type { OverlayCardProps } from '@/components/panels/overlays'
import { Button } from '@/components/ui/Button'
import { useCopy } from '@/components/ui/CopyButton'
import { IconButton } from '@/components/ui/IconButton'
import type { Annotation } from '@/lib/api/annotations'
import { AnnotationHistoryLine, AnnotationPlaceLine } from './AnnotationFacts'
import { AnnotationText } from './AnnotationText'
import { useAnnotations } from './annotationsContext'
import { RewriteForm } from './RewriteForm'
import { annotationLink } from './useAnnotationLink'

/** What somebody wrote, with what may be done about it; of several at one place, one after the other. */
export function AnnotationCard({ ids, onClose }: OverlayCardProps) {
  const { annotations } = useAnnotations()
  const [index, setIndex] = useState(0)
  const id = Number(ids[index])
  const current = annotations.find((one) => one.id === id)
  // One that is deleted by somebody else stays readable for whoever has it before them.
  const [last, setLast] = useState(current)
  if (current && current !== last) setLast(current)
  const shown = current ?? (last?.id === id ? last : undefined)
  const pager = ids.length > 1 && (
    <span className="flex items-center gap-0.5 text-12 text-ink-2">
      <IconButton
        label="Previous annotation"
        icon={ChevronLeft}
        disabled={index === 0}
        onClick={() => setIndex(index - 1)}
      />
      <span role="status" className="tabular-nums">
        {index + 1} of {ids.length}
      </span>
      <IconButton
        label="Next annotation"
        icon={ChevronRight}
        disabled={index === ids.length - 1}
        onClick={() => setIndex(index + 1)}
      />
    </span>
  )
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-start gap-2">
        <div className="min-w-0 grow pt-1">
          {shown && <AnnotationPlaceLine annotation={shown} />}
        </div>
        <div className="-mt-0.5 -mr-1.5 flex shrink-0">
          {pager}
          <IconButton label="Close" icon={X} onClick={() => onClose()} />
        </div>
      </div>
      {shown ? (
        <CardBody key={shown.id} annotation={shown} gone={!current} onClose={onClose} />
      ) : (
        <p className="text-ink-2">This annotation was deleted.</p>
      )}
    </div>
  )
}

function CardBody({
  annotation,
  gone,
  onClose,
}: {
  annotation: Annotation
  gone: boolean
  onClose: OverlayCardProps['onClose']
}) {
  const { actions, drafts, canWrite, mayRewrite, mayDelete } = useAnnotations()
  const { id, text, resolvedAt } = annotation
  const { copied, copy } = useCopy()
  const [editing, setEditing] = useState(() => drafts.get(id) !== undefined && !gone)
  if (editing && mayRewrite(annotation)) {
    return <RewriteForm annotation={annotation} gone={gone} onClose={() => setEditing(false)} />
  }
  const open = resolvedAt === null
  return (
    <>
      <AnnotationText text={text} className="max-h-64 overflow-y-auto" />
      <AnnotationHistoryLine annotation={annotation} />
      {gone ? (
        <p role="status" className="text-12 text-warning">
          This annotation was deleted.
        </p>
      ) : (
        <div className="flex items-center gap-1 border-t border-line pt-2">
          {canWrite && (
            <Button
              icon={open ? Check : RotateCcw}
              onClick={() => {
                void actions.setResolved(annotation, open)
                if (open) onClose('going')
              }}
            >
              {open ? 'Resolve' : 'Reopen'}
            </Button>
          )}
          {mayRewrite(annotation) && (
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              Edit
            </Button>
          )}
          <span className="ml-auto flex">
            <IconButton
              label={copied ? 'Copied' : 'Copy link to annotation'}
              icon={copied ? Check : Link}
              onClick={() => void copy(annotationLink(id))}
            />
            {mayDelete(annotation) && (
              <IconButton
                label="Delete annotation"
                icon={Trash2}
                onClick={() => {
                  void actions.remove(annotation)
                  onClose('going')
                }}
              />
            )}
          </span>
        </div>
      )}
    </>
  )
}

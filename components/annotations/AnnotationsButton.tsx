'use client'

import { MessageSquareText } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/Button'
import { Sheet } from '@/components/ui/Sheet'
import { formatCount } from '@/lib/format/number'
import { AnnotationList } from './AnnotationList'
import { useMaybeAnnotations } from './annotationsContext'

/** Opens the list beside the panels, and says how many annotations are open. */
export function AnnotationsButton() {
  const value = useMaybeAnnotations()
  const [open, setOpen] = useState(false)
  if (!value) return null
  const count = value.annotations.filter(({ resolvedAt }) => resolvedAt === null).length
  return (
    <>
      <Button
        icon={MessageSquareText}
        title="Annotations"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen((shown) => !shown)}
      >
        <span className="sr-only">Annotations</span>
        {count > 0 && (
          <span className="text-ink-2 tabular-nums">
            {formatCount(count)}
            <span className="sr-only"> open</span>
          </span>
        )}
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title="Annotations" beside>
        <AnnotationList onClose={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

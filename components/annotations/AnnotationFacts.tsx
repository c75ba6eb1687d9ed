'use client'

import { readX } from '@/components/panels/line/readX'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { useTheme } from '@/components/ui/theme'
import type { Annotation } from '@/lib/api/annotations'
import { displayKey } from '@/lib/metrics/keys'
import { runColor } from '@/lib/palette/runColors'
import { authorName } from './AnnotationMarks'
import { useAnnotations } from './annotationsContext'

/** What it is on: run, key and place. */
export function AnnotationPlaceLine({ annotation }: { annotation: Annotation }) {
  const { runs } = useAnnotations()
  const theme = useTheme()
  const { run, key, axis, positions } = annotation
  const [from, to] = positions[axis]!
  const color = runs.find(({ id }) => id === run.id)?.color ?? runColor(run.number, theme)
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-12 text-ink-2">
      <span className="flex max-w-full min-w-0 items-center gap-1.5">
        <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: color }} />
        <span className="truncate font-medium" title={run.displayName}>
          {run.displayName}
        </span>
      </span>
      <span className="max-w-full truncate font-mono" title={displayKey(key)}>
        {displayKey(key)}
      </span>
      <span>{readX(axis, from, to ?? from)}</span>
    </span>
  )
}

/** Made and stored within one moment. */
const SAME_MS = 1000

/** Who wrote it, and what has become of it. */
export function AnnotationHistoryLine({ annotation }: { annotation: Annotation }) {
  const { createdAt, updatedAt, resolvedAt, resolvedBy } = annotation
  const edited = Date.parse(updatedAt) - Date.parse(createdAt) > SAME_MS
  return (
    <span className="flex flex-wrap gap-x-1 text-12 text-ink-3">
      <span>{authorName(annotation)}</span>
      <span>
        · <RelativeTime time={createdAt} />
      </span>
      {edited && <span>· edited</span>}
      {resolvedAt !== null && (
        <span>
          · resolved{resolvedBy && ` by ${resolvedBy}`} <RelativeTime time={resolvedAt} />
        </span>
      )}
    </span>
  )
}

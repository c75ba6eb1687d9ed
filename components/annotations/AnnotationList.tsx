'use client'

import { MessageSquareText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { Kbd } from '@/components/ui/Kbd'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { Switch } from '@/components/ui/Switch'
import { type AnnotationFilter, NO_FILTER, selectAnnotations } from '@/lib/annotations/select'
import { MAX_ANNOTATIONS } from '@/lib/api/annotations'
import { formatCount } from '@/lib/format/number'
import { AnnotationFilters } from './AnnotationFilters'
import { AnnotationItem } from './AnnotationItem'
import { useAnnotations } from './annotationsContext'

/** So many at once; more are shown when asked for. */
const PAGE = 100
/** As wide as the sheet lies beside the page rather than over it. */
const BESIDE = '(min-width: 640px)'

/** All annotations of the page, to be filtered, found on panels, resolved and deleted. */
export function AnnotationList({ onClose }: { onClose: () => void }) {
  const { annotations, query, show, showResolved, setShowResolved } = useAnnotations()
  const [filter, setFilter] = useState<AnnotationFilter>(NO_FILTER)
  const [limit, setLimit] = useState(PAGE)
  const found = useMemo(() => selectAnnotations(annotations, filter), [annotations, filter])
  if (query.isPending) return <SkeletonRows rows={8} className="p-4" />
  if (!query.data) {
    return (
      <ErrorState
        title="The annotations could not be loaded"
        error={query.error}
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (annotations.length === 0) return <NothingYet />
  return (
    <div>
      <div className="flex flex-col gap-2 border-b border-line p-3">
        <AnnotationFilters filter={filter} onFilter={setFilter} />
        <Switch
          label="Show resolved ones on charts"
          checked={showResolved}
          onCheckedChange={setShowResolved}
        />
      </div>
      {found.length === 0 ? (
        <NothingFound filter={filter} onFilter={setFilter} />
      ) : (
        <ul aria-label="Annotations" className="divide-y divide-line">
          {found.slice(0, limit).map((annotation) => (
            <AnnotationItem
              key={annotation.id}
              annotation={annotation}
              staysWhenChanged={filter.resolution === 'all'}
              onShow={() => {
                if (!window.matchMedia(BESIDE).matches) onClose()
                show(annotation)
              }}
            />
          ))}
        </ul>
      )}
      {found.length > limit && (
        <p className="p-3 text-center">
          <Button onClick={() => setLimit(limit + PAGE)}>
            Show more of {formatCount(found.length)}
          </Button>
        </p>
      )}
      {query.data.more && (
        <p className="p-3 text-12 text-ink-3">
          The newest {formatCount(MAX_ANNOTATIONS)} are here; older ones are left out.
        </p>
      )}
    </div>
  )
}

function NothingYet() {
  const { canWrite } = useAnnotations()
  return (
    <EmptyState icon={MessageSquareText} title="No annotations yet">
      {canWrite ? (
        <>
          Point at a line and press <Kbd>A</Kbd>, or choose Annotate in the menu of a line chart.
        </>
      ) : (
        'What others write about points of these charts appears here.'
      )}
    </EmptyState>
  )
}

function NothingFound({
  filter,
  onFilter,
}: {
  filter: AnnotationFilter
  onFilter: (filter: AnnotationFilter) => void
}) {
  const { resolution } = filter
  const narrowed = JSON.stringify(filter) !== JSON.stringify({ ...NO_FILTER, resolution })
  if (!narrowed) {
    const title = resolution === 'open' ? 'None is open' : 'None is resolved'
    return <EmptyState icon={MessageSquareText} title={title} />
  }
  return (
    <EmptyState
      icon={MessageSquareText}
      title="No annotation matches"
      action={<Button onClick={() => onFilter({ ...NO_FILTER, resolution })}>Clear filters</Button>}
    />
  )
}

'use client'

import { Link2, Plus } from 'lucide-react'
import { Button } from '@/components/ui/Button'
import { EmptyState } from '@/components/ui/EmptyState'
import { ErrorState } from '@/components/ui/ErrorState'
import { Skeleton } from '@/components/ui/Skeleton'
import type { ShareLinkItem } from '@/lib/api/sharing'
import { LinkRow } from './LinkRow'
import { useLinks } from './useLinks'

export function LinkList({
  slug,
  onNew,
  onEdit,
}: {
  slug: string
  onNew: () => void
  onEdit: (link: ShareLinkItem) => void
}) {
  const links = useLinks(slug, true)
  const newLink = (
    <Button autoFocus variant="primary" icon={Plus} onClick={onNew}>
      New link
    </Button>
  )
  if (links.isPending) {
    return (
      <div role="status" aria-label="Loading" className="flex flex-col gap-3 py-2">
        <Skeleton className="h-10" />
        <Skeleton className="h-10" />
      </div>
    )
  }
  if (links.isError) {
    return (
      <ErrorState
        title="The links could not be loaded"
        error={links.error}
        onRetry={() => void links.refetch()}
      />
    )
  }
  if (links.data.length === 0) {
    return (
      <EmptyState icon={Link2} title="Nobody else can see this report" action={newLink}>
        A link shows the report and what it draws to whoever has it, with no account, and can be
        taken back at any time.
      </EmptyState>
    )
  }
  return (
    <>
      <ul className="flex flex-col divide-y divide-line">
        {links.data.map((link) => (
          <LinkRow key={link.id} slug={slug} link={link} onEdit={() => onEdit(link)} />
        ))}
      </ul>
      <div className="mt-3">{newLink}</div>
    </>
  )
}

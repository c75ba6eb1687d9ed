'use client'

import { PageTitle } from '@/components/shell/PageTitle'
import { Skeleton, SkeletonRows } from '@/components/ui/Skeleton'

export function WorkspaceSkeleton({ project, wide = false }: { project: string; wide?: boolean }) {
  if (wide) {
    return (
      <>
        <PageTitle parts={[project]} />
        <h1 className="sr-only">{project}</h1>
        <SkeletonRows rows={24} className="p-3 pt-12" />
      </>
    )
  }
  return (
    <div className="flex h-[calc(100dvh-var(--shell-top))] min-w-0 overflow-hidden">
      <PageTitle parts={[project]} />
      <h1 className="sr-only">{project}</h1>
      <div className="w-65 shrink-0 border-r border-line p-3 max-md:hidden">
        <SkeletonRows rows={14} />
      </div>
      <div className="grid grow auto-rows-min gap-3 p-3 sm:grid-cols-2 xl:grid-cols-3">
        {Array.from({ length: 6 }, (_, i) => (
          <div key={i} className="h-65 rounded-md border border-line p-3">
            <Skeleton className="w-1/3" />
          </div>
        ))}
      </div>
    </div>
  )
}

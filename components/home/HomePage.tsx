'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useHome, useHomeEvents } from '@/components/live/useHome'
import { PageTitle } from '@/components/shell/PageTitle'
import { runPath } from '@/components/shell/paths'
import { Button } from '@/components/ui/Button'
import { Dialog } from '@/components/ui/Dialog'
import { ErrorState } from '@/components/ui/ErrorState'
import { SkeletonRows } from '@/components/ui/Skeleton'
import { useToast } from '@/components/ui/Toasts'
import type { HomeRun } from '@/lib/live/events'
import { GettingStarted } from './GettingStarted'
import { PasteLines } from './PasteLines'
import { ProjectTable } from './ProjectTable'
import { RecentRuns } from './RecentRuns'

/** Projects and recent runs; for a newcomer, how to log the first run, and then that run. */
export function HomePage() {
  const home = useHome()
  const router = useRouter()
  const toast = useToast()
  const [pasting, setPasting] = useState(false)
  const isNew = home.data?.projects.every((project) => project.runs === 0) ?? false
  const onNewRun = useCallback(
    ({ entity, project, run }: HomeRun) => {
      if (!isNew && !pasting) return
      toast({
        title: isNew ? 'Your first run is here' : `${run.displayName} has started`,
        description: 'Its curves grow as it logs.',
        tone: 'success',
        action: { label: 'Back to home', onSelect: () => router.push('/') },
      })
      router.push(runPath(entity, project, run.name, 'charts'))
    },
    [isNew, pasting, router, toast],
  )
  useHomeEvents(onNewRun)

  if (home.isPending) return <HomeSkeleton />
  if (home.isError) {
    return (
      <ErrorState
        title="Your projects could not be loaded"
        error={home.error}
        onRetry={() => void home.refetch()}
      />
    )
  }
  if (isNew) {
    return (
      <div className="px-3 md:px-4">
        <PageTitle parts={['Getting started']} />
        <GettingStarted />
      </div>
    )
  }
  const { projects, recentRuns } = home.data
  return (
    <div className="mx-auto w-full max-w-280 px-3 py-4 md:px-4 md:py-6">
      <PageTitle parts={['Home']} />
      <header className="mb-5 flex items-center justify-between gap-3">
        <h1 className="text-20">Home</h1>
        <Button icon={Plus} onClick={() => setPasting(true)}>
          Log a run
        </Button>
      </header>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[3fr_2fr]">
        <section aria-labelledby="projects" className="min-w-0">
          <h2 id="projects" className="mb-1 text-14">
            Projects
          </h2>
          <ProjectTable projects={projects} />
        </section>
        <section aria-labelledby="recent" className="min-w-0">
          <h2 id="recent" className="mb-1 text-14">
            Recent runs
          </h2>
          <RecentRuns runs={recentRuns} />
        </section>
      </div>
      <Dialog
        open={pasting}
        onOpenChange={setPasting}
        title="Log a run"
        description="The run opens here when it starts."
        className="max-w-160!"
      >
        <div className="pt-4">
          <PasteLines />
        </div>
      </Dialog>
    </div>
  )
}

function HomeSkeleton() {
  return (
    <div className="mx-auto w-full max-w-280 px-3 py-4 md:px-4 md:py-6">
      <PageTitle parts={['Home']} />
      <h1 className="mb-5 text-20">Home</h1>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[3fr_2fr]">
        <SkeletonRows rows={6} />
        <SkeletonRows rows={6} />
      </div>
    </div>
  )
}

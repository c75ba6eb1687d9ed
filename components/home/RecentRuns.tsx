'use client'

import Link from 'next/link'
import { runPath } from '@/components/shell/paths'
import { Duration } from '@/components/ui/Duration'
import { RelativeTime } from '@/components/ui/RelativeTime'
import { RunStateDot } from '@/components/ui/RunState'
import type { Home } from '@/lib/api/projects'

/** The newest runs of all projects. */
export function RecentRuns({ runs }: { runs: Home['recentRuns'] }) {
  return (
    <ul>
      {runs.map(({ entity, project, run }) => (
        <li
          key={run.id}
          className="relative flex h-9 items-center gap-2 border-t border-line first:border-t-0 hover:bg-hover"
        >
          <RunStateDot state={run.state} />
          <Link
            href={runPath(entity, project, run.name)}
            title={`${entity}/${project}/${run.displayName}`}
            className="min-w-0 grow truncate font-medium after:absolute after:inset-0"
          >
            {run.displayName} <span className="font-normal text-ink-3">in {project}</span>
          </Link>
          <span className="shrink-0 text-ink-2">
            {run.state === 'running' ? (
              <Duration from={run.createdAt} to={null} />
            ) : (
              <RelativeTime time={run.createdAt} className="relative" />
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

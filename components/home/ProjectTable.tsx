'use client'

import Link from 'next/link'
import { projectPath } from '@/components/shell/paths'
import { VISIBILITY_LABELS } from '@/components/teams/words'
import { Badge } from '@/components/ui/Badge'
import { RelativeTime } from '@/components/ui/RelativeTime'
import type { Project } from '@/lib/api/projects'
import { formatCount } from '@/lib/format/number'

/** Projects, the one something happened in last first. */
export function ProjectTable({ projects }: { projects: readonly Project[] }) {
  return (
    <table className="w-full table-fixed border-collapse">
      <thead>
        <tr className="text-left text-12 text-ink-3">
          <th className="h-7 font-normal">Name</th>
          <th className="w-16 pl-2 text-right font-normal">Runs</th>
          <th className="w-20 pl-2 text-right font-normal">Running</th>
          <th className="w-28 pl-2 text-right font-normal max-sm:hidden">Last activity</th>
        </tr>
      </thead>
      <tbody>
        {projects.map((project) => (
          <tr key={project.id} className="group relative border-t border-line hover:bg-hover">
            <td className="h-9 truncate">
              <Link
                href={projectPath(project.entity, project.name)}
                title={`${project.entity}/${project.name}`}
                className="font-medium after:absolute after:inset-0"
              >
                <span className="font-normal text-ink-3">{project.entity}/</span>
                {project.name}
              </Link>
              {project.visibility !== 'TEAM' && (
                <Badge className="ml-1.5">{VISIBILITY_LABELS[project.visibility]}</Badge>
              )}
            </td>
            <td className="pl-2 text-right tabular-nums">{formatCount(project.runs)}</td>
            <td className="pl-2 text-right tabular-nums">
              {project.running > 0 ? (
                <span className="inline-flex items-center gap-1.5 text-running">
                  <span aria-hidden className="size-1.5 animate-breathe rounded-full bg-running" />
                  {formatCount(project.running)}
                </span>
              ) : (
                <span className="text-ink-3">0</span>
              )}
            </td>
            <td className="pl-2 text-right text-ink-2 max-sm:hidden">
              <RelativeTime time={project.updatedAt} className="relative" />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

'use client'

import type { QueryKey } from '@tanstack/react-query'
import { FolderKanban } from 'lucide-react'
import Link from 'next/link'
import { queryKeys } from '@/components/live/queryKeys'
import { projectPath } from '@/components/shell/paths'
import { EmptyState } from '@/components/ui/EmptyState'
import { Select } from '@/components/ui/Select'
import type { Visibility } from '@/lib/api/roles'
import type { OwnedProject } from '@/lib/api/teams'
import { teamsApi } from '@/lib/api/teamsClient'
import { useChange } from './useChange'
import { VISIBILITY_LABELS } from './words'

interface Props {
  entity: string
  projects: readonly OwnedProject[]
  canManage: boolean
  /** The query the projects came by. */
  queryKey: QueryKey
  /** Of one person: there is no team to show a project to. */
  personal?: boolean
}

/** Who sees each project. */
export function VisibilityTable({ entity, projects, canManage, queryKey, personal }: Props) {
  const change = useChange(
    ({ project, visibility }: { project: string; visibility: Visibility }) =>
      teamsApi.changeVisibility(entity, project, visibility),
    {
      keys: [queryKey, queryKeys.audit(entity), queryKeys.home],
      done: ({ project, visibility }) =>
        `${project} is now ${label(visibility, personal).toLowerCase()}`,
      failed: 'Who sees the project was not changed',
    },
  )
  if (projects.length === 0) {
    return (
      <EmptyState icon={FolderKanban} title="No projects yet">
        They appear when somebody logs the first run.
      </EmptyState>
    )
  }
  const choices: readonly Visibility[] = personal ? ['TEAM', 'OPEN'] : ['PRIVATE', 'TEAM', 'OPEN']
  const options = choices.map((value) => ({ value, label: label(value, personal) }))
  return (
    <>
      <p className="mb-2 max-w-120 text-ink-2">
        {personal
          ? 'Your projects are yours alone. Everybody with an account here may read the open ones.'
          : 'Private: the team’s admins and who made the project. Team: all its members. Open: everybody with an account here may read it.'}
      </p>
      <table className="w-full border-collapse">
        <thead>
          <tr className="text-left text-12 text-ink-3">
            <th className="h-7 font-normal">Project</th>
            {!personal && <th className="pl-2 font-normal max-sm:hidden">Made by</th>}
            <th className="w-32 pl-2 font-normal">Visible to</th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <tr key={project.name} className="border-t border-line">
              <td className="h-10 py-1.5 font-medium wrap-anywhere">
                <Link href={projectPath(entity, project.name)} className="hover:underline">
                  {project.name}
                </Link>
              </td>
              {!personal && (
                <td className="pl-2 text-ink-2 max-sm:hidden">{project.creator ?? '–'}</td>
              )}
              <td className="pl-2 text-ink-2">
                {canManage ? (
                  <Select
                    label={`Who sees ${project.name}`}
                    value={
                      personal && project.visibility === 'PRIVATE' ? 'TEAM' : project.visibility
                    }
                    options={options}
                    disabled={change.isPending}
                    onValueChange={(visibility) =>
                      change.mutate({ project: project.name, visibility })
                    }
                    className="w-30"
                  />
                ) : (
                  label(project.visibility, personal)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function label(visibility: Visibility, personal: boolean | undefined): string {
  return personal && visibility !== 'OPEN' ? 'Only you' : VISIBILITY_LABELS[visibility]
}

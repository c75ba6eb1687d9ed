'use client'

import { useQuery } from '@tanstack/react-query'
import {
  FileText,
  FolderKanban,
  House,
  KeyRound,
  LogOut,
  Siren,
  Terminal,
  UserRound,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useMemo } from 'react'
import { queryKeys } from '@/components/live/queryKeys'
import { THEMES } from '@/components/shell/navigation'
import { alertsPath, projectPath, reportsPath, runPath } from '@/components/shell/paths'
import { useRouteNames } from '@/components/shell/routeNames'
import { signOut } from '@/components/shell/useSession'
import { RunStateDot } from '@/components/ui/RunState'
import { setThemeChoice } from '@/components/ui/theme'
import { api } from '@/lib/api/client'
import type { RunRow } from '@/lib/api/runs'
import type { PaletteItem } from './registry'

/** What the palette offers on every page. */
export function useOwnItems(): PaletteItem[] {
  const router = useRouter()
  const { entity = '', project = '' } = useRouteNames()
  const { data: home } = useQuery({
    queryKey: queryKeys.home,
    queryFn: ({ signal }) => api.home(signal),
  })
  const { data: list } = useQuery({
    queryKey: queryKeys.runs(entity, project),
    queryFn: ({ signal }) => api.runs(entity, project, signal),
    enabled: project !== '',
  })
  return useMemo(() => {
    const go = (href: string) => () => router.push(href)
    const run = (owner: string, name: string, row: RunRow, detail: string): PaletteItem => ({
      id: `run/${row.id}`,
      group: 'Runs',
      label: row.displayName,
      detail,
      sign: <RunStateDot state={row.state} />,
      onSelect: go(runPath(owner, name, row.name)),
    })
    const runs = list
      ? list.runs.map((row) => run(entity, project, row, row.name))
      : (home?.recentRuns ?? []).map((recent) =>
          run(recent.entity, recent.project, recent.run, recent.project),
        )
    const projects = (home?.projects ?? []).map((one): PaletteItem => ({
      id: `project/${one.id}`,
      group: 'Projects',
      label: one.name,
      detail: one.entity,
      icon: FolderKanban,
      onSelect: go(projectPath(one.entity, one.name)),
    }))
    const page = (label: string, href: string, icon: PaletteItem['icon']): PaletteItem => ({
      id: `page${href}`,
      group: 'Pages',
      label,
      icon,
      onSelect: go(href),
    })
    return [
      ...runs,
      ...projects,
      ...(project === ''
        ? []
        : [
            page(`Reports of ${project}`, reportsPath(entity, project), FileText),
            page(`Alerts of ${project}`, alertsPath(entity, project), Siren),
          ]),
      page('Home', '/', House),
      page('Profile', '/settings/profile', UserRound),
      page('API keys', '/settings/keys', KeyRound),
      page('Connect a machine', '/authorize', Terminal),
      ...THEMES.map(({ value, label, icon }): PaletteItem => {
        return {
          id: `theme/${value}`,
          group: 'Theme',
          label,
          icon,
          onSelect: () => setThemeChoice(value),
        }
      }),
      {
        id: 'sign-out',
        group: 'Account',
        label: 'Sign out',
        icon: LogOut,
        onSelect: () => void signOut(),
      },
    ]
  }, [router, entity, project, home, list])
}

/** Whom and what can be named after "@". */
import type { QueryClient } from '@tanstack/react-query'
import { AtSign, ChartLine, FileText, SquareTerminal } from 'lucide-react'
import { queryKeys } from '@/components/live/queryKeys'
import { api } from '@/lib/api/client'
import { reportsApi } from '@/lib/api/reportsClient'
import { teamsApi } from '@/lib/api/teamsClient'
import type { MentionKind } from '@/lib/reports/nodes'
import type { Suggested } from '../menus/suggestionStore'

export interface MentionItem extends Suggested {
  kind: MentionKind
  /** As the node keeps it; see lib/reports/nodes.ts. */
  target: string
}

export interface MentionPlace {
  entity: string
  project: string
  /** Of the report itself, which does not name itself. */
  slug: string
  /** Who has it open, for projects that belong to a person. */
  here: () => { username: string; name: string }[]
}

const MINUTE_MS = 60_000
const MOST_OF_A_KIND = 200

/** All of them; what cannot be had is left out, so that the rest can be. */
export async function mentionItems(
  client: QueryClient,
  { entity, project, slug, here }: MentionPlace,
): Promise<MentionItem[]> {
  const staleTime = MINUTE_MS
  const [team, runs, keys, reports] = await Promise.allSettled([
    client.fetchQuery({
      queryKey: queryKeys.team(entity),
      queryFn: ({ signal }) => teamsApi.team(entity, signal),
      staleTime,
      retry: false,
    }),
    client.fetchQuery({
      queryKey: queryKeys.runs(entity, project),
      queryFn: ({ signal }) => api.runs(entity, project, signal),
      staleTime,
    }),
    client.fetchQuery({
      queryKey: queryKeys.projectKeys(entity, project),
      queryFn: ({ signal }) => api.projectKeys(entity, project, signal),
      staleTime,
    }),
    client.fetchQuery({
      queryKey: queryKeys.reports(entity, project),
      queryFn: ({ signal }) => reportsApi.list(entity, project, signal),
      staleTime,
    }),
  ])
  const valueOf = <T>(result: PromiseSettledResult<T>) =>
    result.status === 'fulfilled' ? result.value : undefined
  const members = valueOf(team)?.members.filter(({ disabled }) => !disabled) ?? here()
  return [
    ...members.map(({ username, name }) =>
      item('person', username, name || username, 'People', username),
    ),
    ...(valueOf(runs)?.runs ?? []).slice(0, MOST_OF_A_KIND).map((run) => {
      const target = `${entity}/${project}/${run.name}`
      return item('run', target, run.displayName, 'Runs', run.name)
    }),
    ...(valueOf(keys)?.history ?? [])
      .slice(0, MOST_OF_A_KIND)
      .map((key) => item('metric', key, key, 'Metrics')),
    ...(valueOf(reports)?.reports ?? [])
      .filter((report) => report.slug !== slug)
      .slice(0, MOST_OF_A_KIND)
      .map((report) => {
        const target = `${entity}/${project}/${report.slug}`
        return item('report', target, report.title || 'Untitled report', 'Reports')
      }),
  ]
}

const ICONS = { person: AtSign, run: SquareTerminal, metric: ChartLine, report: FileText }

function item(
  kind: MentionKind,
  target: string,
  label: string,
  group: string,
  detail?: string,
): MentionItem {
  const more = detail === undefined || detail === label ? {} : { detail }
  return { id: `${kind}/${target}`, kind, target, label, group, icon: ICONS[kind], ...more }
}

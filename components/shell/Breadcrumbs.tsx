'use client'

import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useReportTitle } from '@/components/live/useReports'
import { useRun } from '@/components/live/useRun'
import {
  alertsPath,
  binPath,
  projectPart,
  projectPath,
  reportPath,
  reportSlug,
  reportsPath,
  runPath,
} from './paths'
import { type RouteNames, useRouteNames } from './routeNames'

interface Crumb {
  label: string
  href?: string
}

const PAGES: Record<string, string> = {
  '/settings/profile': 'Profile',
  '/settings/keys': 'API keys',
  '/settings/projects': 'Projects',
  '/settings/teams': 'Teams',
  '/settings/people': 'People',
  '/settings/activity': 'Activity',
  '/authorize': 'Connect a machine',
}

export function Breadcrumbs() {
  const pathname = usePathname()
  const names = useRouteNames()
  if (names.entity && names.project && names.run) {
    return <RunCrumbs entity={names.entity} project={names.project} run={names.run} />
  }
  if (names.entity && names.project && names.report) {
    return <ReportCrumbs entity={names.entity} project={names.project} report={names.report} />
  }
  return <Trail crumbs={crumbsOf(pathname, names)} />
}

function crumbsOf(pathname: string, { entity, project, team }: RouteNames): Crumb[] {
  if (pathname === '/') return [{ label: 'Home' }]
  if (pathname.startsWith('/settings')) {
    const settings = { label: 'Settings', href: '/settings/profile' }
    if (team) return [settings, { label: 'Teams', href: '/settings/teams' }, { label: team }]
    return [settings, { label: PAGES[pathname] ?? '' }]
  }
  const page = PAGES[pathname]
  if (page) return [{ label: page }]
  if (!entity) return [{ label: 'Home', href: '/' }]
  const owner = { label: entity, href: '/' }
  if (!project) return [owner]
  const crumbs = [owner, { label: project, href: projectPath(entity, project) }]
  const part = projectPart(pathname)
  if (part === 'bin') crumbs.push({ label: 'Bin', href: binPath(entity, project) })
  if (part === 'alerts') {
    crumbs.push({ label: 'Alerts', href: alertsPath(entity, project) })
  }
  if (part === 'reports') {
    crumbs.push({ label: 'Reports', href: reportsPath(entity, project) })
  }
  return crumbs
}

function RunCrumbs({
  entity,
  project,
  run,
}: Required<Pick<RouteNames, 'entity' | 'project' | 'run'>>) {
  const { data } = useRun(entity, project, run)
  return (
    <Trail
      crumbs={[
        { label: entity, href: '/' },
        { label: project, href: projectPath(entity, project) },
        { label: data?.run.displayName ?? run, href: runPath(entity, project, run) },
      ]}
    />
  )
}

function ReportCrumbs({
  entity,
  project,
  report,
}: Required<Pick<RouteNames, 'entity' | 'project' | 'report'>>) {
  const slug = reportSlug(report)
  const title = useReportTitle(slug)
  return (
    <Trail
      crumbs={[
        { label: entity, href: '/' },
        { label: project, href: projectPath(entity, project) },
        { label: 'Reports', href: reportsPath(entity, project) },
        title === undefined
          ? { label: 'Report' }
          : {
              label: title || 'Untitled report',
              href: reportPath({ entity, project, slug, title }),
            },
      ]}
    />
  )
}

/** On phones all but the last two give way. */
function Trail({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, i) => {
          const last = i === crumbs.length - 1
          return (
            <li
              key={i}
              className={`flex min-w-0 items-center gap-1 ${i < crumbs.length - 2 ? 'max-sm:hidden' : ''} ${last ? '' : 'shrink-2'}`}
            >
              {i > 0 && (
                <ChevronRight
                  aria-hidden
                  className={`size-3.5 shrink-0 text-ink-3 ${i === crumbs.length - 2 ? 'max-sm:hidden' : ''}`}
                />
              )}
              {crumb.href ? (
                <Link
                  href={crumb.href}
                  aria-current={last ? 'page' : undefined}
                  title={crumb.label}
                  className={`truncate rounded-sm px-1 hover:bg-hover ${last ? 'font-medium' : 'text-ink-2'}`}
                >
                  {crumb.label}
                </Link>
              ) : (
                <span
                  aria-current={last ? 'page' : undefined}
                  className="truncate px-1 font-medium"
                >
                  {crumb.label}
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

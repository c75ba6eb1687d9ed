const segment = encodeURIComponent

export function projectPath(entity: string, project: string): string {
  return `/${segment(entity)}/${segment(project)}`
}

/** Which part of a project an address leads to: "runs", "bin", "alerts". */
export function projectPart(pathname: string): string | undefined {
  return pathname.split('/')[3]
}

/** A project's deleted runs. */
export function binPath(entity: string, project: string): string {
  return `${projectPath(entity, project)}/bin`
}

/** What people of a project wrote about its runs. */
export function reportsPath(entity: string, project: string): string {
  return `${projectPath(entity, project)}/reports`
}

/** The title is for people who read the address; the slug after it decides. */
export function reportPath(report: {
  entity: string
  project: string
  slug: string
  title: string
}): string {
  const words = report.title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  const name = `${words.slice(0, 60) || 'report'}--${report.slug}`
  return `${reportsPath(report.entity, report.project)}/${segment(name)}`
}

/** Of the last part of a report's address. */
export function reportSlug(name: string): string {
  return name.slice(name.lastIndexOf('--') + (name.includes('--') ? 2 : 1))
}

/** What a project's runs are watched for; `tab` is one of its parts, `run` a run's name. */
export function alertsPath(
  entity: string,
  project: string,
  at: { tab?: 'rules' | 'webhooks'; run?: string } = {},
): string {
  const query = new URLSearchParams(at).toString()
  return `${projectPath(entity, project)}/alerts${query === '' ? '' : `?${query}`}`
}

export function runPath(entity: string, project: string, run: string, tab?: string): string {
  const query = tab === undefined ? '' : `?tab=${tab}`
  return `${projectPath(entity, project)}/runs/${segment(run)}${query}`
}

export function teamPath(team: string): string {
  return `/settings/teams/${segment(team)}`
}

/** Sign-in that comes back to where the person was. */
export function signInPath(next: string): string {
  return `/signin?next=${segment(next)}`
}

/** Where to go after signing in: a path on this site, whatever the address bar was made to say. */
export function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/'
  return next
}

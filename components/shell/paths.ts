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

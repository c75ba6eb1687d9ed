/** React Query keys of everything that live events bring up to date. */
export const queryKeys = {
  session: ['session'] as const,
  apiKeys: ['api-keys'] as const,
  teams: ['teams'] as const,
  team: (name: string) => ['team', name] as const,
  invitations: (team: string) => ['invitations', team] as const,
  services: (team: string) => ['services', team] as const,
  /** Of a team, or of the whole server. */
  audit: (team: string | null) => ['audit', team] as const,
  ownProjects: ['own-projects'] as const,
  people: ['people'] as const,
  home: ['home'] as const,
  project: (entity: string, project: string) => ['project', entity, project] as const,
  runs: (entity: string, project: string) => ['runs', entity, project] as const,
  reports: (entity: string, project: string) => ['reports', entity, project] as const,
  reportBin: (entity: string, project: string) => ['report-bin', entity, project] as const,
  /** Without a slug, all that are known. */
  report: (slug?: string) => ['report', ...(slug === undefined ? [] : [slug])] as const,
  /** Of a report that is open, as its document has it. */
  reportTitle: (slug: string) => ['report-title', slug] as const,
  /** How many runs a frozen run set lacks by now; `of` is what decides it. */
  runsSince: (slug: string, runSet: string, of: unknown) =>
    ['runs-since', slug, runSet, of] as const,
  /** Ids of all runs that a question means. */
  runIds: (entity: string, project: string, question?: unknown) =>
    ['run-ids', entity, project, ...(question === undefined ? [] : [question])] as const,
  runWindow: (entity: string, project: string, question?: unknown) =>
    ['run-window', entity, project, ...(question === undefined ? [] : [question])] as const,
  runColumns: (entity: string, project: string) => ['run-columns', entity, project] as const,
  projectKeys: (entity: string, project: string) => ['project-keys', entity, project] as const,
  views: (entity: string, project: string) => ['views', entity, project] as const,
  /** A view by its slug, null for the person's own; without one, all that are known. */
  view: (entity: string, project: string, slug?: string | null) =>
    ['view', entity, project, ...(slug === undefined ? [] : [slug])] as const,
  comments: (slug: string) => ['comments', slug] as const,
  commentPeople: (slug: string) => ['comment-people', slug] as const,
  versions: (slug: string) => ['versions', slug] as const,
  versionDiff: (slug: string, id: number, from: number | 'now') =>
    ['version-diff', slug, id, from] as const,
  /** Of a project, or of one run of it. */
  annotations: (entity: string, project: string, run?: string) =>
    ['annotations', entity, project, ...(run === undefined ? [] : [run])] as const,
  bin: (entity: string, project: string) => ['bin', entity, project] as const,
  run: (entity: string, project: string, run: string) => ['run', entity, project, run] as const,
  runKeys: (runId: number) => ['run-keys', runId] as const,
  notifications: ['notifications'] as const,
  /** Of a run by its name, null for all of the project; without one, all lists that are known. */
  alerts: (entity: string, project: string, run?: string | null) =>
    ['alerts', entity, project, ...(run === undefined ? [] : [run])] as const,
  alertRules: (entity: string, project: string) => ['alert-rules', entity, project] as const,
  webhooks: (entity: string, project: string) => ['webhooks', entity, project] as const,
  /** Of a webhook; without one, all lists that are known. */
  deliveries: (webhookId?: number) =>
    ['webhook-deliveries', ...(webhookId === undefined ? [] : [webhookId])] as const,
  files: (runId: number) => ['files', runId] as const,
}

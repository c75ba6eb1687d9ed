import type { Alerts } from '../alerts'
import type { Auth, Principal, UserPrincipal } from '../auth'
import type { PrismaClient } from '../db'
import type { RunFiles } from '../files'
import type { Ingest } from '../ingest'
import type { MetricStore } from '../metrics'
import type { Reports } from '../reports'
import type { RunQueries } from '../runQuery'
import type { Branches, RunBin, Runs } from '../runs'
import type { Sharing } from '../sharing'
import type { Views } from '../workspaces'

/** The parts of the server that the W&B protocol is translated to. */
export interface Services {
  auth: Auth
  prisma: PrismaClient
  runs: Runs
  runQueries: RunQueries
  branches: Branches
  bin: RunBin
  ingest: Ingest
  metrics: MetricStore
  files: RunFiles
  alerts: Alerts
  reports: Reports
  views: Views
  sharing: Sharing
}

/** What every resolver gets. */
export interface GraphQLContext extends Services {
  principal: Principal
  /** Scheme, host and path prefix under which the client reaches the server. */
  baseUrl: string
}

export function requireUser(context: GraphQLContext): UserPrincipal {
  if (context.principal.kind !== 'user') throw new Error('the request is not authenticated')
  return context.principal
}

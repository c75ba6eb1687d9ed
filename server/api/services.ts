import type pg from 'pg'
import type { Alerts } from '../alerts'
import type { Annotations } from '../annotations'
import type { Auth } from '../auth'
import type { Comments } from '../comments'
import type { Config } from '../config'
import type { PrismaClient } from '../db'
import type { ReportExports } from '../exports'
import type { Figures } from '../figures'
import type { RunFiles } from '../files'
import type { Ingest } from '../ingest'
import type { Log } from '../log'
import type { MetricStore } from '../metrics'
import type { Reports, RunSetReader } from '../reports'
import type { RunQueries } from '../runQuery'
import type { RunBin, RunMover, Runs } from '../runs'
import type { Sharing } from '../sharing'
import type { Views } from '../workspaces'

/** The parts of the server that the UI's API translates to. */
export interface ApiServices {
  auth: Auth
  config: Config
  log: Log
  prisma: PrismaClient
  pool: pg.Pool
  runs: Runs
  runQueries: RunQueries
  bin: RunBin
  mover: RunMover
  ingest: Ingest
  metrics: MetricStore
  files: RunFiles
  views: Views
  reports: Reports
  sharing: Sharing
  runSetReader: RunSetReader
  figures: Figures
  reportExports: ReportExports
  annotations: Annotations
  alerts: Alerts
  comments: Comments
  /** Where a list fetched now stands in the project's live events. */
  livePosition: (projectId: number) => { epoch: string; seq: number }
}

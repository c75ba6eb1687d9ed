import type { Auth } from '../auth'
import type { Config } from '../config'
import type { PrismaClient } from '../db'
import type { RunFiles } from '../files'
import type { Ingest } from '../ingest'
import type { Log } from '../log'
import type { MetricStore } from '../metrics'
import type { RunBin, RunMover, Runs } from '../runs'

/** The parts of the server that the UI's API translates to. */
export interface ApiServices {
  auth: Auth
  config: Config
  log: Log
  prisma: PrismaClient
  runs: Runs
  bin: RunBin
  mover: RunMover
  ingest: Ingest
  metrics: MetricStore
  files: RunFiles
  /** Where a list fetched now stands in the project's live events. */
  livePosition: (projectId: number) => { epoch: string; seq: number }
}

/** The only place that decides how a run looks from outside. */
import type { RunRow } from '@/lib/api/runs'
import { fromStorable } from '@/lib/json/storable'
import { parseDefinitions } from '@/lib/metrics/definitions'
import type { Prisma } from '../db'

export const runRowSelect = {
  id: true,
  name: true,
  number: true,
  displayName: true,
  state: true,
  exitCode: true,
  stopRequested: true,
  tags: true,
  notes: true,
  group: true,
  jobType: true,
  createdAt: true,
  heartbeatAt: true,
  finishedAt: true,
  metricDefinitions: true,
  user: { select: { username: true } },
} satisfies Prisma.RunSelect

export type SelectedRun = Prisma.RunGetPayload<{ select: typeof runRowSelect }>

/** `heartbeatAt` is the newest known, which the database learns a little later. */
export function presentRun(run: SelectedRun, heartbeatAt?: number): RunRow {
  return {
    id: run.id,
    name: run.name,
    number: run.number,
    displayName: run.displayName,
    state: run.state,
    exitCode: run.exitCode,
    stopRequested: run.stopRequested,
    tags: run.tags,
    notes: run.notes,
    group: run.group,
    jobType: run.jobType,
    user: run.user?.username ?? null,
    createdAt: run.createdAt.toISOString(),
    heartbeatAt: new Date(Math.max(heartbeatAt ?? 0, run.heartbeatAt.getTime())).toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    definitions: parseDefinitions(fromStorable(run.metricDefinitions)),
  }
}

/** The order and the choice of runs in lists. */
import { RUN_STATES, type RunRow, type RunState } from '../api/runs'
import { naturalCompare } from '../text/naturalCompare'

export const RUN_SORTS = ['newest', 'oldest', 'name', 'state', 'duration', 'heard'] as const
export type RunSort = (typeof RUN_SORTS)[number]

export const RUN_SORT_LABELS: Record<RunSort, string> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'Name',
  state: 'State',
  duration: 'Longest first',
  heard: 'Last heard from',
}

/** Seconds; of a run that goes on, until `nowMs`. */
export function runDuration(run: RunRow, nowMs: number): number {
  const end = run.finishedAt === null ? nowMs : Date.parse(run.finishedAt)
  return (end - Date.parse(run.createdAt)) / 1000
}

/** A sorted copy. Runs that are equal in the order stand newest first. */
export function sortRuns(runs: readonly RunRow[], sort: RunSort, nowMs: number): RunRow[] {
  const by: Record<RunSort, (a: RunRow, b: RunRow) => number> = {
    newest: () => 0,
    oldest: (a, b) => a.number - b.number,
    name: (a, b) => naturalCompare(a.displayName, b.displayName),
    state: (a, b) => RUN_STATES.indexOf(a.state) - RUN_STATES.indexOf(b.state),
    duration: (a, b) => runDuration(b, nowMs) - runDuration(a, nowMs),
    heard: (a, b) => Date.parse(b.heartbeatAt) - Date.parse(a.heartbeatAt),
  }
  return [...runs].sort((a, b) => by[sort](a, b) || b.number - a.number)
}

export interface RunChoice {
  matches: (text: string) => boolean
  /** All states when empty. */
  states: readonly RunState[]
}

/** What a search looks through: the name, the SDK's id, tags, group and job type. */
export function chooseRuns(runs: readonly RunRow[], { matches, states }: RunChoice): RunRow[] {
  return runs.filter(
    (run) =>
      (states.length === 0 || states.includes(run.state)) &&
      (matches(run.displayName) ||
        matches(run.name) ||
        run.tags.some(matches) ||
        (run.group !== null && matches(run.group)) ||
        (run.jobType !== null && matches(run.jobType))),
  )
}

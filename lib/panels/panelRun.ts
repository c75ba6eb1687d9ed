import type { RunRow, RunState } from '../api/runs'
import { internDefinitions, type MetricDefinitions } from '../metrics/definitions'

/** What a panel needs to know of a run it draws. */
export interface PanelRun {
  /** Numeric id. */
  id: number
  /** The SDK's run id. */
  name: string
  displayName: string
  /** Gives the colour, unless somebody chose one. */
  number: number
  /** Chosen by somebody, `#rrggbb`. */
  color?: string | undefined
  state: RunState
  entity: string
  project: string
  /** ISO 8601. */
  createdAt: string
  /** One object for all runs that define the same. */
  definitions: MetricDefinitions
}

export function panelRun(
  run: Omit<PanelRun, 'entity' | 'project' | 'definitions'> & Pick<RunRow, 'definitions'>,
  entity: string,
  project: string,
): PanelRun {
  const { id, name, displayName, number, color, state, createdAt } = run
  const definitions = internDefinitions(run.definitions)
  return { id, name, displayName, number, color, state, entity, project, createdAt, definitions }
}

/** Whether two lists would be drawn alike, although their objects may differ. */
export function sameRuns(a: readonly PanelRun[], b: readonly PanelRun[]): boolean {
  if (a === b) return true
  return a.length === b.length && a.every((run, i) => run === b[i] || sameRun(run, b[i]!))
}

function sameRun(a: PanelRun, b: PanelRun): boolean {
  return (
    a.id === b.id &&
    a.state === b.state &&
    a.displayName === b.displayName &&
    a.number === b.number &&
    a.color === b.color &&
    a.name === b.name &&
    a.entity === b.entity &&
    a.project === b.project &&
    a.createdAt === b.createdAt &&
    a.definitions === b.definitions
  )
}

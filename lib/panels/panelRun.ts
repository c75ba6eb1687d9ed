import type { RunState } from '../api/runs'

/** What a panel needs to know of a run it draws. */
export interface PanelRun {
  /** Numeric id. */
  id: number
  /** The SDK's run id. */
  name: string
  displayName: string
  /** Gives the colour. */
  number: number
  state: RunState
  entity: string
  project: string
  /** ISO 8601. */
  createdAt: string
}

export function panelRun(
  run: Omit<PanelRun, 'entity' | 'project'>,
  entity: string,
  project: string,
): PanelRun {
  const { id, name, displayName, number, state, createdAt } = run
  return { id, name, displayName, number, state, entity, project, createdAt }
}

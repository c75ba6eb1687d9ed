import type { RunSetQuery } from '../api/runQuery'
import type { ColumnId } from '../runs/columns'
import type { RunOrGroup } from '../workspace/access'

/** Which runs a panel is about, for what the server works out over all of them. */
export interface PanelRunSet {
  entity: string
  project: string
  query: RunSetQuery
  groupBy: readonly ColumnId[]
  /** What is not drawn. Statistics of a group are over all of its runs, drawn or not. */
  hidden: ReadonlySet<RunOrGroup>
  colors: ReadonlyMap<RunOrGroup, string>
  /** What it is called where there are several. */
  name?: string | undefined
  /**
   * When the panel is over several sets: each by itself. What stands beside is then the first's
   * query, and looks and groups of all together.
   */
  sets?: readonly PanelRunSet[] | undefined
}

/** What decides how runs and groups of a set look. */
export type RunSetLook = Pick<PanelRunSet, 'groupBy' | 'hidden' | 'colors'>

import type { Filter } from '@/lib/filters/ast'
import type { PanelDefaults } from '@/lib/panels/linePanel'
import type { PanelRun } from '@/lib/panels/panelRun'
import type { PanelRunSet } from '@/lib/panels/panelRunSet'
import type { PanelType, SpecOf } from '@/lib/panels/spec'

/** What every kind of panel is given; workspaces, runs' pages and reports give the same. */
export interface PanelProps<T extends PanelType = PanelType> {
  spec: SpecOf<T>
  /** Drawn, in the order of the list; the first is on top. */
  runs: readonly PanelRun[]
  /** Absent where there is a single run and no set. */
  runSet?: PanelRunSet | undefined
  /** What the workspace or the section sets for panels that say nothing else. */
  defaults?: PanelDefaults | undefined
  /** Without it the panel cannot be edited. */
  onSpecChange?: ((spec: SpecOf<T>) => void) | undefined
  /** Adds a condition to the run set: brushes and rectangles that choose runs. */
  onFilter?: ((filter: Filter) => void) | undefined
  /** Pixels of the whole panel. */
  height?: number | undefined
  /** False keeps the panel from fetching and drawing, although it may be on screen. */
  visible?: boolean | undefined
  /** Numeric keys that may be an x axis. */
  xKeys?: readonly string[] | undefined
  /** Whoever knows the page's address may decide; by default the panel does. */
  fullScreen?: boolean | undefined
  onFullScreenChange?: ((open: boolean) => void) | undefined
}

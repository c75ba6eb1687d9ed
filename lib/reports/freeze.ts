/** Where the runs of a frozen run set are: in a project of their own, which nothing lists. */
import type { RunState } from '../api/runs'
import type { PanelRun } from '../panels/panelRun'
import type { ReportRunSet } from './runSets'

/** No project that people make may be called so. */
export const FROZEN_PROJECT_PREFIX = 'snapshot:'

export interface ProjectName {
  entity: string
  name: string
}

/** The project whose runs a run set draws: its own, or what was frozen of it. */
export function drawnProject(
  { project, frozen }: Pick<ReportRunSet, 'project' | 'frozen'>,
  reportProject: ProjectName,
): ProjectName {
  const source = project ?? reportProject
  return frozen ? { entity: source.entity, name: frozen.data } : source
}

const ENDED: ReadonlySet<RunState> = new Set(['finished', 'failed', 'crashed', 'killed'])

/** As it was frozen nothing more comes: it is drawn like a run that has ended. */
export function stillRun(run: PanelRun): PanelRun {
  return ENDED.has(run.state) ? run : { ...run, state: 'finished' }
}

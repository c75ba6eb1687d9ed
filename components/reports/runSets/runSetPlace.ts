import type { ReportItem } from '@/lib/api/reports'
import { drawnProject } from '@/lib/reports/freeze'
import type { ReportRunSet } from '@/lib/reports/runSets'

export interface RunSetPlace {
  entity: string
  project: string
}

type Named = Pick<ReportItem, 'entity' | 'project'>

/** The project that a set is of. */
export function sourcePlace(
  { project }: Pick<ReportRunSet, 'project'>,
  report: Named,
): RunSetPlace {
  return drawnPlace({ project, frozen: null }, report)
}

/** Where the runs are that it draws: what was frozen of a project lies in one of its own. */
export function drawnPlace(
  set: Pick<ReportRunSet, 'project' | 'frozen'>,
  report: Named,
): RunSetPlace {
  const { entity, name } = drawnProject(set, { entity: report.entity, name: report.project })
  return { entity, project: name }
}

import type { ReportItem } from '@/lib/api/reports'
import type { ReportRunSet } from '@/lib/reports/runSets'

export interface RunSetPlace {
  entity: string
  project: string
}

/** Where the runs of a set are. */
export function runSetPlace(
  { project }: Pick<ReportRunSet, 'project'>,
  report: Pick<ReportItem, 'entity' | 'project'>,
): RunSetPlace {
  return project
    ? { entity: project.entity, project: project.name }
    : { entity: report.entity, project: report.project }
}

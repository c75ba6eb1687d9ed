export { type DrawnRunSet, RunSetReader } from './drawnRuns'
export { type ReportFacts, type ReportListener, Reports } from './reports'
export { presentItem, presentReport } from './present'
export type { ReportRole } from './roles'

export { type DrawnRunSet, RunSetReader } from './drawnRuns'
export { type ReportFacts, type ReportListener, Reports } from './reports'
export { Snapshots } from './snapshots'
export { presentItem, presentReport } from './present'

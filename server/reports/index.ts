export { type DrawnRunSet, RunSetReader } from './drawnRuns'
export { type ReportFacts, type ReportListener, Reports } from './reports'
export { presentItem, presentReport } from './present'
export { ReportImages } from './images'

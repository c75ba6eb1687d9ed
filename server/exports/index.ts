export { type ImageReader, ReportExports } from './reportExports'

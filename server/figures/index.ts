export type { FigureData } from './drawing'
export { type Figure, type FigureRequest, Figures } from './figures'
export { type FigureSize, type PlacedPanel, ReportPanels } from './reportPanels'

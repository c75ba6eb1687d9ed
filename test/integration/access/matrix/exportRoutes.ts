import { newReport, type RouteRow } from './routes'
import { READERS } from './world'

/** Without a panel: whoever may read the report is told what is missing. */
const figure = (kind: string): RouteRow => ({
  who: READERS,
  request: async (world) => ({ path: `${await newReport(world)}/figure.${kind}` }),
  answers: 400,
})

/** Figures and exports of reports. */
export const EXPORT_ROUTES: Record<string, RouteRow> = {
  'GET /api/reports/:slug/figure.svg': figure('svg'),
  'GET /api/reports/:slug/figure.csv': figure('csv'),
}

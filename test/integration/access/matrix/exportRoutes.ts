import { newReport } from './reportRoutes'
import type { RouteRow } from './routes'
import { READERS } from './world'

/** Without a panel: whoever may read the report is told what is missing. */
const figure = (kind: string): RouteRow => ({
  who: READERS,
  request: async (world) => ({ path: `${await newReport(world)}/figure.${kind}` }),
  answers: 400,
})

const exported = (ending: string, answers?: number): RouteRow => ({
  who: READERS,
  request: async (world) => ({ path: `${await newReport(world)}/export/${ending}` }),
  ...(answers === undefined ? {} : { answers }),
})

/** Figures and exports of reports. */
export const EXPORT_ROUTES: Record<string, RouteRow> = {
  'GET /api/reports/:slug/figure.svg': figure('svg'),
  'GET /api/reports/:slug/figure.csv': figure('csv'),
  'GET /api/reports/:slug/export/markdown.zip': exported('markdown.zip'),
  'GET /api/reports/:slug/export/latex.zip': exported('latex.zip'),
  'GET /api/reports/:slug/export/html': exported('html'),
  'GET /api/reports/:slug/export/json': exported('json'),
  // The server of this test has no Chromium, which those who may are told of.
  'GET /api/reports/:slug/export/pdf': exported('pdf', 501),
}

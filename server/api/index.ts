import type { Router } from '../http/router'
import { addBinRoutes } from './bin'
import { addExportRoutes } from './exports'
import { addProjectRoutes } from './projects'
import { addRunRoutes } from './runs'
import { addSeriesRoutes } from './series'
import type { ApiServices } from './services'
import { addSessionRoutes } from './session'

/** The UI's own HTTP API, all below /api; request and answer shapes are in lib/api. */
export function addApiRoutes(router: Router, services: ApiServices): void {
  addSessionRoutes(router, services)
  addProjectRoutes(router, services)
  addRunRoutes(router, services)
  addBinRoutes(router, services)
  addSeriesRoutes(router, services)
  addExportRoutes(router, services)
}

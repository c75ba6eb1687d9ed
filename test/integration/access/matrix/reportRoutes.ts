// Who may use the routes of reports, whose documents are opened by the same policy.
import { done } from '../../../support/teams'
import type { RouteRow } from './routes'
import { READERS, type World, WRITERS } from './world'

let made = 0
const fresh = (prefix: string) => `${prefix} ${++made}`

const REPORTS = '/api/projects/lab/p/reports'

export async function newReport(world: World): Promise<string> {
  const body = { title: fresh('report'), markdown: 'Text.' }
  const { slug } = await done<{ slug: string }>(world.admin.send('POST', REPORTS, body))
  return `/api/reports/${slug}`
}

/** One of the run sets of a new report. */
async function newRunSet(world: World): Promise<string> {
  const body = { title: fresh('report'), template: 'trainingSummary' }
  const { slug } = await done<{ slug: string }>(world.admin.send('POST', REPORTS, body))
  const path = `/api/reports/${slug}`
  const report = await done<{ runSets: { id: string }[] }>(world.admin.fetch(path))
  return `${path}/run-sets/${encodeURIComponent(report.runSets[0]!.id)}`
}

export const REPORT_ROUTES: Record<string, RouteRow> = {
  'GET /api/projects/:entity/:project/reports': {
    who: READERS,
    request: () => ({ path: REPORTS }),
  },
  'POST /api/projects/:entity/:project/reports': {
    who: WRITERS,
    request: () => ({ path: REPORTS, body: {} }),
  },
  'GET /api/reports/:slug': {
    who: READERS,
    request: async (world) => ({ path: await newReport(world) }),
  },
  'GET /api/reports/:slug/markdown': {
    who: READERS,
    request: async (world) => ({ path: `${await newReport(world)}/markdown` }),
  },
  'PATCH /api/reports/:slug': {
    who: WRITERS,
    request: async (world) => ({ path: await newReport(world), body: { title: fresh('report') } }),
  },
  'DELETE /api/reports/:slug': {
    who: WRITERS,
    request: async (world) => ({ path: await newReport(world) }),
  },
  'POST /api/reports/:slug/restore': {
    who: WRITERS,
    request: async (world) => {
      const path = await newReport(world)
      await done(world.admin.send('DELETE', path, {}))
      return { path: `${path}/restore`, body: {} }
    },
  },
  'POST /api/reports/:slug/run-sets/:runSet/freeze': {
    who: WRITERS,
    request: async (world) => ({ path: `${await newRunSet(world)}/freeze`, body: {} }),
  },
  'POST /api/reports/:slug/run-sets/:runSet/unfreeze': {
    who: WRITERS,
    request: async (world) => ({ path: `${await newRunSet(world)}/unfreeze`, body: {} }),
  },
  'GET /api/reports/:slug/run-sets/:runSet/since': {
    who: READERS,
    request: async (world) => ({ path: `${await newRunSet(world)}/since` }),
  },
}

// Who may use the routes of reports' versions.
import { done } from '../../../support/teams'
import type { RouteRow } from './routes'
import { READERS, type World, WRITERS } from './world'

/** A new report, and the version that it began with. */
async function newReport(world: World): Promise<{ list: string; one: string }> {
  const path = '/api/projects/lab/p/reports'
  const { slug } = await done<{ slug: string }>(world.admin.send('POST', path, { title: 'Kept' }))
  const list = `/api/reports/${slug}/versions`
  const { versions } = await done<{ versions: [{ id: number }] }>(world.admin.fetch(list))
  return { list, one: `${list}/${versions[0].id}` }
}

export const VERSION_ROUTES: Record<string, RouteRow> = {
  'GET /api/reports/:slug/versions': {
    who: READERS,
    request: async (world) => ({ path: (await newReport(world)).list }),
  },
  'POST /api/reports/:slug/versions': {
    who: WRITERS,
    request: async (world) => ({ path: (await newReport(world)).list, body: { name: 'Named' } }),
  },
  'GET /api/reports/:slug/versions/:id': {
    who: READERS,
    request: async (world) => ({ path: (await newReport(world)).one }),
  },
  'GET /api/reports/:slug/versions/:id/diff': {
    who: READERS,
    request: async (world) => ({ path: `${(await newReport(world)).one}/diff?from=now` }),
  },
  'PATCH /api/reports/:slug/versions/:id': {
    who: WRITERS,
    request: async (world) => ({ path: (await newReport(world)).one, body: { name: null } }),
  },
  'POST /api/reports/:slug/versions/:id/restore': {
    who: WRITERS,
    request: async (world) => ({ path: `${(await newReport(world)).one}/restore`, body: {} }),
  },
}

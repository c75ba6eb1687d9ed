// What the editor of reports asks for beside the document.
import { done } from '../../../support/teams'
import type { RouteRow } from './routes'
import { READERS, type World, WRITERS } from './world'

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

async function newReport(world: World): Promise<string> {
  const made = world.admin.send('POST', '/api/projects/lab/p/reports', {})
  return `/api/reports/${(await done<{ slug: string }>(made)).slug}`
}

export const EDITOR_ROUTES: Record<string, RouteRow> = {
  'POST /api/reports/:slug/images': {
    who: WRITERS,
    request: async (world) => ({ path: `${await newReport(world)}/images` }),
    // JSON is no picture.
    answers: 400,
  },
  'GET /api/reports/:slug/images/:name': {
    who: READERS,
    request: async (world) => {
      const path = `${await newReport(world)}/images`
      const stored = world.admin.fetch(path, { method: 'POST', body: PIXEL })
      return { path: (await done<{ src: string }>(stored)).src }
    },
  },
}

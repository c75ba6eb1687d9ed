// Links are made by those who may write the report; by a link anybody may come.
import type { World } from './world'
import { EVERYBODY, SIGNED_IN, WRITERS } from './world'
import type { RouteRow } from './routes'
import { done } from '../../../support/teams'

let made = 0

async function newReport(world: World): Promise<string> {
  const body = { title: `shared ${++made}` }
  const path = '/api/projects/lab/p/reports'
  return (await done<{ slug: string }>(world.admin.send('POST', path, body))).slug
}

async function newLink(world: World, wanted: object = {}) {
  const links = `/api/reports/${await newReport(world)}/links`
  type Made = { link: { id: number }; path: string }
  const { link, path } = await done<Made>(world.admin.send('POST', links, wanted))
  return { one: `${links}/${link.id}`, links, page: path, api: `/api${path}` }
}

export const SHARING_ROUTES: Record<string, RouteRow> = {
  'GET /api/reports/:slug/links': {
    who: WRITERS,
    request: async (world) => ({ path: (await newLink(world)).links }),
  },
  'POST /api/reports/:slug/links': {
    who: WRITERS,
    request: async (world) => ({ path: (await newLink(world)).links, body: { role: 'VIEW' } }),
  },
  'PATCH /api/reports/:slug/links/:id': {
    who: WRITERS,
    request: async (world) => ({ path: (await newLink(world)).one, body: { paused: true } }),
  },
  'DELETE /api/reports/:slug/links/:id': {
    who: WRITERS,
    request: async (world) => ({ path: (await newLink(world)).one }),
  },

  'GET /api/share/:token': {
    who: EVERYBODY,
    request: async (world) => ({ path: (await newLink(world)).api }),
  },
  'POST /api/share/:token/unlock': {
    who: EVERYBODY,
    request: async (world) => {
      const { api } = await newLink(world, { password: 'open sesame' })
      return { path: `${api}/unlock`, body: { password: 'open sesame' } }
    },
  },
  'POST /api/share/:token/join': {
    // Whoever comments or edits has a name, and a credential that may write.
    who: SIGNED_IN.filter((actor) => actor !== 'reading key'),
    request: async (world) => ({ path: `${(await newLink(world, { role: 'EDIT' })).api}/join` }),
  },
  // The report has no panels and pictures: that there are none is what everybody is told.
  'POST /api/share/:token/panels/:panel/series': noSuch('panels/x/series', {}),
  'POST /api/share/:token/panels/:panel/groups': noSuch('panels/x/groups', { source: 0 }),
  'GET /api/share/:token/panels/:panel/figure.svg': noSuch('panels/x/figure.svg'),
  'GET /api/share/:token/images/:name': noSuch('images/x.png'),
  'GET /share/:token/og.png': {
    who: EVERYBODY,
    request: async (world) => ({ path: `${(await newLink(world)).page}/og.png` }),
  },
  'GET /api/oembed': {
    who: EVERYBODY,
    request: async (world) => {
      const url = world.server.url + (await newLink(world)).page
      return { path: `/api/oembed?url=${encodeURIComponent(url)}` }
    },
  },
}

function noSuch(rest: string, body?: object): RouteRow {
  return {
    who: EVERYBODY,
    request: async (world) => ({ path: `${(await newLink(world)).api}/${rest}`, body }),
    answers: 404,
  }
}

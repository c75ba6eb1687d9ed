// Who may use each API route. A route that is not here fails the test: say who may.
import { addPerson } from '../../../support/people'
import { done } from '../../../support/teams'
import {
  type Actor,
  ADMINS,
  EVERYBODY,
  READERS,
  SELVES,
  SERVER_ADMINS,
  SIGNED_IN,
  type World,
  WRITERS,
} from './world'

export interface Request {
  path: string
  body?: unknown
}

export interface RouteRow {
  who: readonly Actor[]
  /** Made anew for each actor, so that what one of them uses up is there for the next. */
  request: (world: World, actor: Actor) => Request | Promise<Request>
  /** What those who may are answered, where it is not a success; it must tell of no missing right. */
  answers?: number
}

const run = (rest: string) => (world: World) => ({ path: `/api/runs/${world.runId}${rest}` })
const to = (path: string, body?: unknown) => () => ({ path, body })

/** A name no other cell of the table uses. */
let made = 0
const fresh = (prefix: string) => `${prefix}-${++made}`

function withNewRun(path: string, more: object = {}) {
  return async (world: World) => {
    return { path, body: { runIds: [await world.newRun()], ...more } }
  }
}

async function newService(world: World): Promise<string> {
  const username = fresh('machine')
  await done(world.admin.send('POST', '/api/teams/lab/services', { username }))
  return username
}

const VIEWS = '/api/projects/lab/p/views'

/** A view shared with the team's project. */
async function newView(world: World): Promise<string> {
  const own = await done<{ slug: string }>(world.admin.send('POST', `${VIEWS}/personal`, {}))
  const body = { name: fresh('view'), from: own.slug }
  const { slug } = await done<{ slug: string }>(world.admin.send('POST', VIEWS, body))
  return `${VIEWS}/${slug}`
}

async function newInvitation(world: World) {
  const path = '/api/teams/lab/invitations'
  return done<{ id: number; token: string }>(world.admin.send('POST', path, {}))
}

/** Somebody who may sign in, and whom nobody will miss. */
async function newPerson(world: World): Promise<string> {
  const username = fresh('person')
  await addPerson(world.server, username, { entity: 'lab', role: 'VIEWER' })
  return username
}

const annotation = { key: 'loss', axis: '_step', from: 0, text: 'Look here' }
const rule = { name: 'NaN', condition: { kind: 'notFinite' } }
const webhook = { name: 'Chat', url: 'https://hooks.invalid/x' }

/** Each is made by the team's admin. */
async function idOfNew(world: World, path: string, body: unknown): Promise<number> {
  return (await done<{ id: number }>(world.admin.send('POST', path, body))).id
}
const newAnnotation = (world: World) =>
  idOfNew(world, `/api/runs/${world.runId}/annotations`, annotation)
const newRule = (world: World) => idOfNew(world, '/api/projects/lab/p/alert-rules', rule)
/** The table makes more of them than a project may have. */
async function newWebhook(world: World): Promise<number> {
  const path = '/api/projects/lab/p/webhooks'
  const response = await world.admin.fetch(path)
  const { webhooks } = (await response.json()) as { webhooks: { id: number }[] }
  for (const { id } of webhooks) await done(world.admin.send('DELETE', `/api/webhooks/${id}`, {}))
  return idOfNew(world, path, webhook)
}

export const ROUTES: Record<string, RouteRow> = {
  'GET /healthz': { who: EVERYBODY, request: to('/healthz') },
  'GET /ready': { who: EVERYBODY, request: to('/ready') },

  // ---- W&B's protocol. GraphQL has a table of its own; here only that keys are known.
  'POST /graphql': {
    who: SIGNED_IN,
    request: to('/graphql', { query: '{ viewer { id } }' }),
  },
  'POST /files/:entity/:project/:run/file_stream': {
    who: WRITERS,
    request: to('/files/lab/p/run/file_stream', {}),
  },
  'POST /sdk/*': { who: EVERYBODY, request: to('/sdk/metrics', {}), answers: 404 },
  // Signed URLs are their own permission, but no key that reads may be used along with one.
  'PUT /storage/put/:run/:expires/:signature/*': {
    who: EVERYBODY.filter((actor) => actor !== 'reading key'),
    request: (world) => ({ path: world.uploadPath, body: 'new' }),
  },
  'OPTIONS /storage/*': { who: EVERYBODY, request: to('/storage/get/x'), answers: 204 },
  'GET /storage/get/:run/:expires/:signature/*': {
    who: EVERYBODY,
    request: (world) => ({ path: world.downloadPath }),
  },

  // ---- getting in
  'GET /api/signin-options': { who: EVERYBODY, request: to('/api/signin-options') },
  'POST /api/session': {
    who: SELVES.concat('nobody', 'revoked key'),
    request: to('/api/session', { username: 'nobody-here', password: 'x' }),
    answers: 401,
  },
  'POST /api/session/link': {
    who: SELVES.concat('nobody', 'revoked key'),
    request: to('/api/session/link', { token: 'x' }),
    answers: 401,
  },
  'POST /api/signup': {
    who: SELVES.concat('nobody', 'revoked key'),
    request: to('/api/signup', { username: 'x', password: 'short' }),
    answers: 400,
  },
  'POST /api/invitations/preview': {
    who: EVERYBODY,
    request: async (world) => {
      const { token } = await newInvitation(world)
      return { path: '/api/invitations/preview', body: { token } }
    },
  },
  'POST /api/invitations/accept': {
    who: SELVES,
    // Everybody of the table has a team already: nobody's role may change by this.
    request: async (world, actor) => {
      const name = fresh('other-team')
      await done(world.serverAdmin.send('POST', '/api/teams', { name }))
      const path = `/api/teams/${name}/invitations`
      const role = actor === 'server admin' ? 'ADMIN' : 'VIEWER'
      const { token } = await done<{ token: string }>(
        world.serverAdmin.send('POST', path, { role }),
      )
      return { path: '/api/invitations/accept', body: { token } }
    },
  },

  // ---- one's own
  'GET /api/session': { who: SIGNED_IN, request: to('/api/session') },
  'DELETE /api/session': { who: SELVES, request: to('/api/session') },
  'PATCH /api/session': { who: SELVES, request: to('/api/session', { name: 'New Name' }) },
  'PUT /api/session/password': {
    who: SELVES,
    request: to('/api/session/password', { current: 'x', next: 'short' }),
    answers: 400,
  },
  'GET /api/keys': { who: SIGNED_IN, request: to('/api/keys') },
  'POST /api/keys': { who: SELVES, request: to('/api/keys', { name: 'another' }) },
  'DELETE /api/keys/:id': { who: SELVES, request: to('/api/keys/2147483647'), answers: 404 },
  'GET /api/home': { who: SIGNED_IN, request: to('/api/home') },
  'GET /api/own-projects': { who: SIGNED_IN, request: to('/api/own-projects') },

  // ---- projects and runs
  'GET /api/projects/:entity/:project': { who: READERS, request: to('/api/projects/lab/p') },
  'PATCH /api/projects/:entity/:project': {
    who: ADMINS,
    request: to('/api/projects/lab/p', { visibility: 'TEAM' }),
  },
  'GET /api/projects/:entity/:project/runs': {
    who: READERS,
    request: to('/api/projects/lab/p/runs'),
  },
  'GET /api/projects/:entity/:project/keys': {
    who: READERS,
    request: to('/api/projects/lab/p/keys'),
  },
  'GET /api/projects/:entity/:project/runs/:run': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/run'),
  },
  'POST /api/projects/:entity/:project/runs/query': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/query', { columns: ['summary:loss'] }),
  },
  'POST /api/projects/:entity/:project/runs/ids': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/ids', {}),
  },
  'POST /api/projects/:entity/:project/runs/values': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/values', { columns: ['summary:loss'] }),
  },
  'POST /api/projects/:entity/:project/runs/groups': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/groups', { groupBy: ['run:state'] }),
  },
  'POST /api/projects/:entity/:project/runs/csv': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/csv', { columns: ['run:displayName'] }),
  },
  'GET /api/projects/:entity/:project/runs/columns': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/columns'),
  },
  'GET /api/projects/:entity/:project/runs/complete': {
    who: READERS,
    request: to('/api/projects/lab/p/runs/complete?column=run:state'),
  },
  'PATCH /api/runs': {
    who: WRITERS,
    request: (world) => ({
      path: '/api/runs',
      body: { runIds: [world.runId], addTags: [fresh('tag')] },
    }),
  },
  'PUT /api/runs/tags-and-groups': {
    who: WRITERS,
    request: (world) => ({
      path: '/api/runs/tags-and-groups',
      body: { runs: [{ id: world.runId, tags: [], group: null }] },
    }),
  },
  'PATCH /api/runs/:id': {
    who: WRITERS,
    request: (world) => ({ path: `/api/runs/${world.runId}`, body: { notes: fresh('note') } }),
  },
  'POST /api/runs/:id/stop': { who: WRITERS, request: run('/stop') },
  'GET /api/runs/:id/keys': { who: READERS, request: run('/keys') },
  'GET /api/runs/:id/rows': { who: READERS, request: run('/rows?from=0&to=1') },
  'GET /api/runs/:id/console': { who: READERS, request: run('/console') },
  'GET /api/runs/:id/console/search': { who: READERS, request: run('/console/search?q=a') },
  'GET /api/runs/:id/console.txt': { who: READERS, request: run('/console.txt') },
  'GET /api/runs/:id/files': { who: READERS, request: run('/files') },
  'GET /api/runs/:id/files.zip': { who: READERS, request: run('/files.zip') },
  'GET /api/runs/:id/files/*': { who: READERS, request: run('/files/weights.bin') },
  'GET /api/runs/:id/export.csv': { who: READERS, request: run('/export.csv') },
  'GET /api/runs/:id/export.jsonl': { who: READERS, request: run('/export.jsonl') },
  'GET /api/runs/:id/histograms': { who: READERS, request: run('/histograms?key=h') },
  'POST /api/series': {
    who: READERS,
    request: (world) => ({ path: '/api/series', body: { runs: [world.runId], keys: ['loss'] } }),
  },
  'POST /api/series/groups': {
    who: READERS,
    request: (world) => ({
      path: '/api/series/groups',
      body: { groups: [[world.runId]], key: 'loss' },
    }),
  },

  'GET /api/projects/:entity/:project/bin': {
    who: READERS,
    request: to('/api/projects/lab/p/bin'),
  },
  'POST /api/runs/bin': { who: WRITERS, request: withNewRun('/api/runs/bin') },
  'POST /api/runs/restore': { who: WRITERS, request: withNewRun('/api/runs/restore') },
  'POST /api/runs/purge': { who: WRITERS, request: withNewRun('/api/runs/purge') },
  'POST /api/runs/move': {
    who: WRITERS,
    request: withNewRun('/api/runs/move', { entity: 'lab', project: 'p' }),
  },

  // ---- workspaces. What is in a view goes over the collaboration socket, by the same policy.
  'GET /api/projects/:entity/:project/views': { who: READERS, request: to(VIEWS) },
  'POST /api/projects/:entity/:project/views/personal': {
    who: READERS.filter((actor) => actor !== 'reading key'),
    request: to(`${VIEWS}/personal`, {}),
  },
  'POST /api/projects/:entity/:project/views': {
    who: WRITERS,
    request: async (world) => {
      const from = (await newView(world)).split('/').at(-1)
      return { path: VIEWS, body: { name: fresh('view'), from } }
    },
  },
  'GET /api/projects/:entity/:project/views/:slug': {
    who: READERS,
    request: async (world) => ({ path: await newView(world) }),
  },
  'PATCH /api/projects/:entity/:project/views/:slug': {
    who: WRITERS,
    request: async (world) => ({ path: await newView(world), body: { name: fresh('view') } }),
  },
  'DELETE /api/projects/:entity/:project/views/:slug': {
    who: WRITERS,
    request: async (world) => ({ path: await newView(world) }),
  },
  'POST /api/projects/:entity/:project/views/:slug/restore': {
    who: WRITERS,
    request: async (world) => {
      const path = await newView(world)
      await done(world.admin.send('DELETE', path, {}))
      return { path: `${path}/restore`, body: {} }
    },
  },

  // ---- annotations
  'GET /api/projects/:entity/:project/annotations': {
    who: READERS,
    request: to('/api/projects/lab/p/annotations'),
  },
  'POST /api/runs/:id/annotations': {
    who: WRITERS,
    request: (world) => ({ path: `/api/runs/${world.runId}/annotations`, body: annotation }),
  },
  'PATCH /api/annotations/:id': {
    who: WRITERS,
    request: async (world) => {
      return { path: `/api/annotations/${await newAnnotation(world)}`, body: { resolved: true } }
    },
  },
  // One that an admin wrote: members delete their own.
  'DELETE /api/annotations/:id': {
    who: ADMINS,
    request: async (world) => ({ path: `/api/annotations/${await newAnnotation(world)}` }),
  },

  // ---- alerts
  'GET /api/projects/:entity/:project/alerts': {
    who: READERS,
    request: to('/api/projects/lab/p/alerts'),
  },
  'GET /api/projects/:entity/:project/alert-rules': {
    who: READERS,
    request: to('/api/projects/lab/p/alert-rules'),
  },
  'POST /api/projects/:entity/:project/alert-rules': {
    who: WRITERS,
    request: to('/api/projects/lab/p/alert-rules', rule),
  },
  'PATCH /api/alert-rules/:id': {
    who: WRITERS,
    request: async (world) => {
      return { path: `/api/alert-rules/${await newRule(world)}`, body: { enabled: false } }
    },
  },
  'DELETE /api/alert-rules/:id': {
    who: WRITERS,
    request: async (world) => ({ path: `/api/alert-rules/${await newRule(world)}` }),
  },
  'PUT /api/projects/:entity/:project/alert-mutes': {
    who: READERS.filter((actor) => actor !== 'reading key'),
    request: to('/api/projects/lab/p/alert-mutes', { muted: false }),
  },
  'GET /api/projects/:entity/:project/webhooks': {
    who: WRITERS,
    request: to('/api/projects/lab/p/webhooks'),
  },
  'POST /api/projects/:entity/:project/webhooks': {
    who: WRITERS,
    request: to('/api/projects/lab/p/webhooks', webhook),
  },
  'PATCH /api/webhooks/:id': {
    who: WRITERS,
    request: async (world) => {
      return { path: `/api/webhooks/${await newWebhook(world)}`, body: { enabled: false } }
    },
  },
  'DELETE /api/webhooks/:id': {
    who: WRITERS,
    request: async (world) => ({ path: `/api/webhooks/${await newWebhook(world)}` }),
  },
  'POST /api/webhooks/:id/test': {
    who: WRITERS,
    request: async (world) => ({ path: `/api/webhooks/${await newWebhook(world)}/test` }),
  },
  'GET /api/webhooks/:id/deliveries': {
    who: WRITERS,
    request: async (world) => ({ path: `/api/webhooks/${await newWebhook(world)}/deliveries` }),
  },
  'GET /api/notifications': { who: SIGNED_IN, request: to('/api/notifications') },
  'POST /api/notifications/read': {
    who: SELVES,
    request: to('/api/notifications/read', { through: 1 }),
  },

  // ---- teams
  'GET /api/teams': { who: SIGNED_IN, request: to('/api/teams') },
  'POST /api/teams': {
    who: SELVES,
    request: () => ({ path: '/api/teams', body: { name: fresh('team') } }),
  },
  'GET /api/teams/:team': { who: READERS, request: to('/api/teams/lab') },
  'DELETE /api/teams/:team': { who: ADMINS, request: to('/api/teams/lab'), answers: 409 },
  'PATCH /api/teams/:team/members/:username': {
    who: ADMINS,
    request: async (world) => {
      const path = `/api/teams/lab/members/${await newPerson(world)}`
      return { path, body: { role: 'MEMBER' } }
    },
  },
  'DELETE /api/teams/:team/members/:username': {
    who: ADMINS,
    request: async (world) => ({ path: `/api/teams/lab/members/${await newPerson(world)}` }),
  },
  'GET /api/teams/:team/audit': { who: ADMINS, request: to('/api/teams/lab/audit') },
  'GET /api/teams/:team/invitations': { who: ADMINS, request: to('/api/teams/lab/invitations') },
  'POST /api/teams/:team/invitations': {
    who: ADMINS,
    request: to('/api/teams/lab/invitations', { role: 'ADMIN' }),
  },
  'DELETE /api/teams/:team/invitations/:id': {
    who: ADMINS,
    request: async (world) => {
      return { path: `/api/teams/lab/invitations/${(await newInvitation(world)).id}` }
    },
  },
  'GET /api/teams/:team/services': { who: ADMINS, request: to('/api/teams/lab/services') },
  'POST /api/teams/:team/services': {
    who: ADMINS,
    request: () => ({ path: '/api/teams/lab/services', body: { username: fresh('service') } }),
  },
  'DELETE /api/teams/:team/services/:username': {
    who: ADMINS,
    request: async (world) => ({ path: `/api/teams/lab/services/${await newService(world)}` }),
  },
  'POST /api/teams/:team/services/:username/keys': {
    who: ADMINS,
    request: async (world) => {
      const path = `/api/teams/lab/services/${await newService(world)}/keys`
      return { path, body: { name: 'key' } }
    },
  },
  'DELETE /api/teams/:team/services/:username/keys/:id': {
    who: ADMINS,
    request: async (world) => {
      const keys = `/api/teams/lab/services/${await newService(world)}/keys`
      const { id } = await done<{ id: number }>(world.admin.send('POST', keys, { name: 'key' }))
      return { path: `${keys}/${id}` }
    },
  },

  // ---- the server
  'GET /api/people': { who: SERVER_ADMINS, request: to('/api/people') },
  'PATCH /api/people/:username': {
    who: SERVER_ADMINS,
    request: async (world) => {
      return { path: `/api/people/${await newPerson(world)}`, body: { disabled: true } }
    },
  },
  'POST /api/people/:username/link': {
    who: SERVER_ADMINS,
    request: async (world) => ({ path: `/api/people/${await newPerson(world)}/link` }),
  },
  'GET /api/audit': { who: SERVER_ADMINS, request: to('/api/audit') },
}

// Who may use the routes of comments: whoever reads a report, but for keys that only read.
import { done } from '../../../support/teams'
import type { RouteRow } from './routes'
import { type Actor, READERS, type World } from './world'

const COMMENTERS: readonly Actor[] = READERS.filter((actor) => actor !== 'reading key')
const OWNERS: readonly Actor[] = ['admin', 'server admin']
const RESOLVERS: readonly Actor[] = ['member', 'admin', 'server admin']

async function newReport(world: World): Promise<string> {
  const body = { title: 'Commented' }
  const path = '/api/projects/lab/p/reports'
  return `/api/reports/${(await done<{ slug: string }>(world.admin.send('POST', path, body))).slug}`
}

/** Begun by the team's admin. */
async function newThread(world: World): Promise<{ id: number; commentId: number }> {
  const body = { anchor: { kind: 'report' }, text: 'Look' }
  const path = `${await newReport(world)}/comments`
  const { id, comments } = await done<{ id: number; comments: [{ id: number }] }>(
    world.admin.send('POST', path, body),
  )
  return { id, commentId: comments[0].id }
}

async function deletedComment(world: World): Promise<number> {
  const { commentId } = await newThread(world)
  await done(world.admin.send('DELETE', `/api/comments/${commentId}`, {}))
  return commentId
}

export const COMMENT_ROUTES: Record<string, RouteRow> = {
  'GET /api/reports/:slug/comments': {
    who: READERS,
    request: async (world) => ({ path: `${await newReport(world)}/comments` }),
  },
  'POST /api/reports/:slug/comments': {
    who: COMMENTERS,
    request: async (world) => ({
      path: `${await newReport(world)}/comments`,
      body: { anchor: { kind: 'report' }, text: 'Hello' },
    }),
  },
  'GET /api/reports/:slug/people': {
    who: READERS,
    request: async (world) => ({ path: `${await newReport(world)}/people` }),
  },
  'POST /api/comment-threads/:id/replies': {
    who: COMMENTERS,
    request: async (world) => ({
      path: `/api/comment-threads/${(await newThread(world)).id}/replies`,
      body: { text: 'Yes' },
    }),
  },
  'PATCH /api/comment-threads/:id': {
    who: RESOLVERS,
    request: async (world) => ({
      path: `/api/comment-threads/${(await newThread(world)).id}`,
      body: { resolved: true },
    }),
  },
  'PATCH /api/comments/:id': {
    who: ['admin'],
    request: async (world) => ({
      path: `/api/comments/${(await newThread(world)).commentId}`,
      body: { text: 'Look here' },
    }),
  },
  'DELETE /api/comments/:id': {
    who: OWNERS,
    request: async (world) => ({ path: `/api/comments/${(await newThread(world)).commentId}` }),
  },
  'POST /api/comments/:id/restore': {
    who: OWNERS,
    request: async (world) => ({ path: `/api/comments/${await deletedComment(world)}/restore` }),
  },
  'POST /api/comments/:id/reactions': {
    who: COMMENTERS,
    request: async (world) => ({
      path: `/api/comments/${(await newThread(world)).commentId}/reactions`,
      body: { reaction: 'heart', on: true },
    }),
  },
}

import {
  commentTextSchema,
  createThreadSchema,
  reactSchema,
  resolveThreadSchema,
} from '@/lib/api/comments'
import { readJson } from '../http/body'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { idParam } from './access'
import type { ApiServices } from './services'

/** What people say in reports: whoever reads one may say something, unless their key only reads. */
export function addCommentRoutes(router: Router, { comments, reports }: ApiServices): void {
  const found = ({ principal, params }: RequestContext) =>
    reports.find(principal, params.slug ?? '')

  router.on('GET', '/api/reports/:slug/comments', async (context) => {
    const report = await found(context)
    const threads = await comments.list(report)
    sendJson(context.res, { threads, ...comments.rights(context.principal, report) })
  })

  router.on('POST', '/api/reports/:slug/comments', async (context) => {
    const report = await found(context)
    const wanted = await readJson(context.req, createThreadSchema)
    sendJson(context.res, await comments.create(context.principal, report, wanted), 201)
  })

  router.on('GET', '/api/reports/:slug/people', async (context) => {
    const people = await comments.people(context.principal, await found(context))
    sendJson(context.res, { people })
  })

  router.on('POST', '/api/comment-threads/:id/replies', async (context) => {
    const { text } = await readJson(context.req, commentTextSchema)
    const thread = await comments.reply(context.principal, idParam(context), text)
    sendJson(context.res, thread, 201)
  })

  router.on('PATCH', '/api/comment-threads/:id', async (context) => {
    const { resolved } = await readJson(context.req, resolveThreadSchema)
    sendJson(context.res, await comments.resolve(context.principal, idParam(context), resolved))
  })

  router.on('PATCH', '/api/comments/:id', async (context) => {
    const { text } = await readJson(context.req, commentTextSchema)
    sendJson(context.res, await comments.rewrite(context.principal, idParam(context), text))
  })

  router.on('DELETE', '/api/comments/:id', async (context) => {
    await comments.remove(context.principal, idParam(context))
    sendJson(context.res, {})
  })

  router.on('POST', '/api/comments/:id/restore', async (context) => {
    sendJson(context.res, await comments.restore(context.principal, idParam(context)))
  })

  router.on('POST', '/api/comments/:id/reactions', async (context) => {
    const { reaction, on } = await readJson(context.req, reactSchema)
    const { principal } = context
    sendJson(context.res, await comments.react(principal, idParam(context), reaction, on))
  })
}

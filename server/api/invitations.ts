import {
  createInvitationSchema,
  createServiceKeySchema,
  createServiceSchema,
  invitationTokenSchema,
} from '@/lib/api/teams'
import { Invitations, Services } from '../auth'
import { readJson } from '../http/body'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { idParam, userOf } from './access'
import type { ApiServices } from './services'

/** How people and machines come into a team. */
export function addInvitationRoutes(router: Router, services: ApiServices): void {
  const { auth, prisma } = services
  const invitations = new Invitations(prisma, auth)
  const machines = new Services(prisma, auth)
  const teamName = ({ params }: RequestContext) => params.team ?? ''
  const username = ({ params }: RequestContext) => params.username ?? ''

  router.on('GET', '/api/teams/:team/invitations', async (context) => {
    const list = await invitations.list(userOf(context.principal), teamName(context))
    sendJson(context.res, { invitations: list })
  })

  router.on('POST', '/api/teams/:team/invitations', async (context) => {
    const actor = userOf(context.principal)
    const wanted = await readJson(context.req, createInvitationSchema)
    sendJson(context.res, await invitations.create(actor, teamName(context), wanted), 201)
  })

  router.on('DELETE', '/api/teams/:team/invitations/:id', async (context) => {
    await invitations.revoke(userOf(context.principal), teamName(context), idParam(context))
    sendJson(context.res, {})
  })

  // Open: whoever holds the link may read what it is for before they have an account. The token
  // travels in the body, which no log has.
  router.on(
    'POST',
    '/api/invitations/preview',
    async ({ req, res, principal }) => {
      const { token } = await readJson(req, invitationTokenSchema)
      sendJson(res, await invitations.preview(principal, token))
    },
    { open: true, reads: true },
  )

  router.on('POST', '/api/invitations/accept', async ({ req, res, principal }) => {
    const { token } = await readJson(req, invitationTokenSchema)
    sendJson(res, { team: await invitations.accept(principal, token) })
  })

  // ---- service accounts

  router.on('GET', '/api/teams/:team/services', async (context) => {
    const list = await machines.list(userOf(context.principal), teamName(context))
    sendJson(context.res, { services: list })
  })

  router.on('POST', '/api/teams/:team/services', async (context) => {
    const wanted = await readJson(context.req, createServiceSchema)
    await machines.create(userOf(context.principal), teamName(context), wanted.username)
    sendJson(context.res, {}, 201)
  })

  router.on('DELETE', '/api/teams/:team/services/:username', async (context) => {
    await machines.remove(userOf(context.principal), teamName(context), username(context))
    sendJson(context.res, {})
  })

  router.on('POST', '/api/teams/:team/services/:username/keys', async (context) => {
    const actor = userOf(context.principal)
    const wanted = await readJson(context.req, createServiceKeySchema)
    const made = await machines.createKey(actor, teamName(context), username(context), wanted)
    sendJson(context.res, made, 201)
  })

  router.on('DELETE', '/api/teams/:team/services/:username/keys/:id', async (context) => {
    const actor = userOf(context.principal)
    await machines.revokeKey(actor, teamName(context), username(context), idParam(context))
    sendJson(context.res, {})
  })
}

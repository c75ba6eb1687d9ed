import {
  createApiKeySchema,
  redeemLinkSchema,
  type Session,
  setPasswordSchema,
  signInSchema,
  updateProfileSchema,
} from '@/lib/api/session'
import { clearSessionCookie, sessionCookie, type UserPrincipal } from '../auth'
import { baseUrlOf } from '../http/baseUrl'
import { readJson } from '../http/body'
import { HttpError, notFound } from '../http/errors'
import { RateLimiter } from '../http/rateLimiter'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { VERSION } from '../version'
import { idParam, selfOf, userOf } from './access'
import type { ApiServices } from './services'

/** Sets the session's cookie and answers as GET /api/session would. */
export type Welcome = (context: RequestContext, token: string) => Promise<void>

export function addSessionRoutes(router: Router, services: ApiServices): Welcome {
  const { auth, config } = services
  const limiter = new RateLimiter({ tries: config.signInTries, perMs: 60_000 })

  const present = async (context: RequestContext, user: UserPrincipal): Promise<Session> => {
    const entities = await services.prisma.entity.findMany({
      where: { id: { in: [...user.roles.keys()] } },
      orderBy: { id: 'asc' },
    })
    const others = entities.map((e) => e.name).filter((name) => name !== user.defaultEntity.name)
    return {
      user: {
        username: user.username,
        name: user.name,
        email: user.email,
        isAdmin: user.isAdmin,
        hasPassword: await auth.hasPassword(user.userId),
        entities: [user.defaultEntity.name, ...others],
      },
      baseUrl: baseUrlOf(context.req, config.publicUrl),
      version: VERSION,
    }
  }

  const welcome: Welcome = async (context, token) => {
    const secure = baseUrlOf(context.req, config.publicUrl).startsWith('https:')
    const cookie = sessionCookie(token, secure)
    const user = userOf(await auth.authenticate({ headers: { cookie } }))
    context.res.setHeader('set-cookie', cookie)
    sendJson(context.res, await present(context, user))
  }

  router.on('GET', '/api/session', async (context) => {
    sendJson(context.res, await present(context, userOf(context.principal)))
  })

  // Open: this is how one becomes somebody.
  router.on(
    'POST',
    '/api/session',
    async (context) => {
      const { address } = context
      limiter.take(address)
      const { username, password } = await readJson(context.req, signInSchema)
      const token = await auth.signIn(username, password, userAgent(context))
      if (!token) throw new HttpError(401, 'wrong_password', 'User name or password is wrong.')
      limiter.giveBack(address)
      await welcome(context, token)
    },
    { open: true },
  )

  router.on(
    'POST',
    '/api/session/link',
    async (context) => {
      const { address } = context
      limiter.take(address)
      const { token } = await readJson(context.req, redeemLinkSchema)
      const session = await auth.redeemLink(token, userAgent(context))
      if (!session) {
        throw new HttpError(
          401,
          'link_used',
          'This sign-in link was used already or is too old. Starting Runroom again prints a new one.',
        )
      }
      limiter.giveBack(address)
      await welcome(context, session)
    },
    { open: true },
  )

  router.on('DELETE', '/api/session', async ({ principal, res }) => {
    const user = userOf(principal)
    if (user.credential.kind === 'session') await auth.signOut(user.credential.id)
    res.setHeader('set-cookie', clearSessionCookie())
    sendJson(res, {})
  })

  router.on('PATCH', '/api/session', async (context) => {
    const user = selfOf(context.principal)
    const { name } = await readJson(context.req, updateProfileSchema)
    await auth.rename(user.userId, name)
    sendJson(context.res, await present(context, { ...user, name }))
  })

  router.on('PUT', '/api/session/password', async ({ req, res, principal }) => {
    const user = selfOf(principal)
    const { current, next } = await readJson(req, setPasswordSchema)
    if (!(await auth.confirmPassword(user.userId, current))) {
      throw new HttpError(403, 'wrong_password', 'The current password is wrong.', {
        field: 'current',
      })
    }
    const keep = user.credential.kind === 'session' ? user.credential.id : null
    await auth.setPassword(user.userId, next, keep)
    sendJson(res, {})
  })

  router.on('GET', '/api/keys', async ({ res, principal }) => {
    const keys = await auth.listApiKeys(userOf(principal).userId)
    sendJson(res, { keys })
  })

  router.on('POST', '/api/keys', async ({ req, res, principal }) => {
    const user = selfOf(principal)
    const { name, scope } = await readJson(req, createApiKeySchema)
    sendJson(res, await auth.createApiKey(user.userId, name, scope), 201)
  })

  router.on('DELETE', '/api/keys/:id', async (context) => {
    const revoked = await auth.revokeApiKey(selfOf(context.principal).userId, idParam(context))
    if (!revoked) throw notFound('The key')
    sendJson(context.res, {})
  })

  return welcome
}

export function userAgent({ req }: RequestContext): string {
  return req.headers['user-agent'] ?? ''
}

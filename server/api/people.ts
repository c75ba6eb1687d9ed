import { changePersonSchema, type SignInOptions, signUpSchema } from '@/lib/api/people'
import { People } from '../auth'
import { readJson } from '../http/body'
import { RateLimiter } from '../http/rateLimiter'
import { sendJson } from '../http/respond'
import type { Router } from '../http/router'
import type { ApiServices } from './services'
import { userAgent, type Welcome } from './session'

/** Making accounts, and the list of everybody who has one. */
export function addPeopleRoutes(
  router: Router,
  services: ApiServices,
  welcome: Welcome,
  provider: string | null,
): void {
  const { auth, prisma, config } = services
  const people = new People(prisma, auth, config.signUp === 'open')
  // Hashing passwords is work.
  const limiter = new RateLimiter({ tries: config.signInTries, perMs: 60_000 })

  // Open: the sign-in page asks before anybody is signed in.
  router.on(
    'GET',
    '/api/signin-options',
    ({ res }) => {
      const options: SignInOptions = { signUp: config.signUp, provider }
      sendJson(res, options)
    },
    { open: true },
  )

  // Open: this is how one gets an account. The invitation is checked inside.
  router.on(
    'POST',
    '/api/signup',
    async (context) => {
      limiter.take(context.address)
      const wanted = await readJson(context.req, signUpSchema)
      await welcome(context, await people.signUp(wanted, userAgent(context)))
    },
    { open: true },
  )

  router.on('GET', '/api/people', async ({ res, principal }) => {
    sendJson(res, { people: await people.list(principal) })
  })

  router.on('PATCH', '/api/people/:username', async ({ req, res, params, principal }) => {
    const { disabled } = await readJson(req, changePersonSchema)
    await people.setDisabled(principal, params.username ?? '', disabled)
    sendJson(res, {})
  })

  router.on('POST', '/api/people/:username/link', async ({ res, params, principal }) => {
    sendJson(res, { token: await people.signInLink(principal, params.username ?? '') }, 201)
  })
}

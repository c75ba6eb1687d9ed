import { z } from 'zod'
import { type Oidc, type OidcTrip, readCookie, sessionCookie } from '../auth'
import { baseUrlOf } from '../http/baseUrl'
import { HttpError } from '../http/errors'
import type { RequestContext, Router } from '../http/router'
import type { ApiServices } from './services'
import { userAgent } from './session'

const TRIP_COOKIE = 'runroom_oidc'
const TRIP_PATH = '/api/oidc'
const TRIP_S = 600
const CALLBACK = '/api/oidc/callback'

const tripSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string(),
  invitation: z.string().optional(),
})

/** The two ends of the way to the sign-in provider. Both answer browsers, so with pages. */
export function addOidcRoutes(router: Router, services: ApiServices, oidc: Oidc): void {
  const baseUrl = ({ req }: RequestContext) => baseUrlOf(req, services.config.publicUrl)

  const answer = async (context: RequestContext, work: () => Promise<string>) => {
    const { res } = context
    const location = await work().catch((error: unknown) => {
      if (!(error instanceof HttpError)) throw error
      services.log.info(`sign-in at the provider: ${error.message}`)
      return `/signin?problem=${error.code}`
    })
    res.writeHead(302, { location, 'cache-control': 'no-store' }).end()
  }
  const setTrip = (context: RequestContext, trip: OidcTrip | undefined): string => {
    const value = trip ? Buffer.from(JSON.stringify(trip)).toString('base64url') : ''
    const secure = baseUrl(context).startsWith('https:') ? '; Secure' : ''
    const age = trip ? TRIP_S : 0
    return `${TRIP_COOKIE}=${value}; Path=${TRIP_PATH}; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`
  }

  // Open: this is how one becomes somebody.
  router.on(
    'GET',
    '/api/oidc/start',
    (context) =>
      answer(context, async () => {
        const next = safeNext(context.query.get('next'))
        const invitation = context.query.get('invitation')?.slice(0, 200) || undefined
        const redirectUri = baseUrl(context) + CALLBACK
        const { url, trip } = await oidc.start(redirectUri, { next, invitation })
        context.res.setHeader('set-cookie', setTrip(context, trip))
        return url.href
      }),
    { open: true },
  )

  // Open: the provider sends the browser here; what it brings is checked against its cookie.
  router.on(
    'GET',
    CALLBACK,
    (context) =>
      answer(context, async () => {
        const trip = readTrip(context)
        context.res.setHeader('set-cookie', setTrip(context, undefined))
        const callback = new URL(baseUrl(context) + CALLBACK)
        callback.search = context.query.toString()
        const token = await oidc.finish(callback, trip, userAgent(context))
        const secure = baseUrl(context).startsWith('https:')
        context.res.setHeader('set-cookie', [
          setTrip(context, undefined),
          sessionCookie(token, secure),
        ])
        return trip.next
      }),
    { open: true },
  )
}

function readTrip({ req }: RequestContext): OidcTrip {
  const value = readCookie(req.headers.cookie, TRIP_COOKIE) ?? ''
  try {
    return tripSchema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')))
  } catch {
    throw new HttpError(401, 'trip_lost', 'Signing in took too long. Try again.')
  }
}

/** A path on this site, whatever the address was made to say. */
function safeNext(next: string | null): string {
  if (!next?.startsWith('/') || next.startsWith('//') || next.includes('\\')) return '/'
  if (!next.isWellFormed()) return '/'
  return next.replace(/[^\x21-\x7e]/g, encodeURIComponent)
}

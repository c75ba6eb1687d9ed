/** One HTTP server: API routes by our own table, live sockets by socket.io, the rest by Next. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Auth, isSameOrigin, mayChange } from '../auth'
import { isUnstorable } from '@/lib/json/storable'
import { isDatabaseOutage, isRefusedText } from '../db'
import type { Log } from '../log'
import { clientAddress } from './clientAddress'
import { badRequest, forbidden, HttpError, notFound, unauthorized, unavailable } from './errors'
import { sendError } from './respond'
import type { RequestLimits } from './requestLimits'
import { asHttpError, type Router } from './router'

export type PageHandler = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void

/** Pages for people without an account: who says what they may do, and what browsers may do with them. */
export interface OpenPages {
  /** Whether the path is one of theirs. */
  has(pathname: string): boolean
  /** Before the page is rendered: headers of the answer, and what the page is told of the request. */
  prepare(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void>
}

export interface HttpServerOptions {
  router: Router
  auth: Auth
  limits: RequestLimits
  log: Log
  publicUrl: string | undefined
  proxies: number
  /** Renders pages; pages for people who are not signed in are redirected before. */
  pages: PageHandler
  shared: OpenPages
  /** Who answers upgrades below which path; without a handler, a listener of somebody's own does. */
  upgrades: readonly { path: string; handle?: UpgradeHandler }[]
}

export type UpgradeHandler = (req: IncomingMessage, socket: Duplex, head: Buffer) => void

const API_PREFIXES = ['/api/', '/graphql', '/files/', '/sdk/', '/storage/', '/healthz', '/ready']
/** Answered by a route, though it lies beside a page. */
const PICTURE = /^\/share\/[^/]+\/og\.png$/
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const REPORT_PAGE = /^\/[^/]+\/[^/]+\/reports\/[^/]+$/
/** Pages that make sense without being signed in. */
const OPEN_PAGES = /^\/(signin|signup|invite\/[^/]+)$/
const ASSETS = /^\/(_next\/|favicon\.ico|icon\.svg|robots\.txt)/

export function createHttpServer(options: HttpServerOptions): http.Server {
  const server = http.createServer((req, res) => {
    handle(req, res, options).catch((error: unknown) => answerError(req, res, error, options.log))
  })
  // Uploads of large files over slow lines take their time; headers do not.
  server.requestTimeout = 0
  server.headersTimeout = 30_000
  server.keepAliveTimeout = 65_000
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const { pathname } = parseUrl(req)
    const found = options.upgrades.find(({ path }) => pathname.startsWith(path))
    if (found) return found.handle?.(req, socket, head)
    // Nobody else ends sockets that match no path: without this they would hang.
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })
  return server
}

async function handle(
  req: IncomingMessage,
  res: ServerResponse,
  options: HttpServerOptions,
): Promise<void> {
  const { router, auth, limits, log, publicUrl, proxies } = options
  const url = parseUrl(req)
  const started = performance.now()
  res.on('finish', () => {
    const ms = (performance.now() - started).toFixed(1)
    log.debug(`${req.method} ${redact(url.pathname)} ${res.statusCode} ${ms} ms`)
  })
  res.setHeader('x-content-type-options', 'nosniff')
  if (
    !API_PREFIXES.some((prefix) => url.pathname.startsWith(prefix)) &&
    !PICTURE.test(url.pathname)
  ) {
    return page(req, res, url, options)
  }
  const route = router.find(req.method ?? 'GET', url.pathname)
  if (!route) throw notFound(`${req.method} ${url.pathname.slice(0, 200)}`)
  // PostgreSQL stores no NUL and no lone surrogate: nothing of ours can be called like that.
  if (Object.values(route.params).some(isUnstorable)) throw notFound('What you asked for')
  const principal = await auth.authenticate(req)
  const address = clientAddress(req, proxies)
  limits.take(address, principal, route.options)
  if (principal.kind === 'anonymous' && !route.options.open) throw unauthorized()
  const byCookie = principal.kind === 'user' && principal.credential.kind === 'session'
  const unsafe = !SAFE_METHODS.has(req.method ?? 'GET')
  // An open route that sets a session is no less in need of protection than one that has it.
  const browser = byCookie || (route.options.open && url.pathname.startsWith('/api/'))
  if (unsafe && browser && !isSameOrigin(req, publicUrl)) {
    throw forbidden('The request comes from another site.')
  }
  if (unsafe && principal.kind === 'user' && !mayChange(principal) && !route.options.reads) {
    throw forbidden('This API key may only read.')
  }
  const { params } = route
  await route.handler({ req, res, params, query: url.searchParams, principal, address })
}

async function page(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  { auth, pages, shared }: HttpServerOptions,
): Promise<void> {
  if (shared.has(url.pathname)) {
    await shared.prepare(req, res, url)
    return pages(req, res)
  }
  // Addresses that W&B's tools make of the links by which they share reports.
  const token = REPORT_PAGE.test(url.pathname) && url.searchParams.get('accessToken')
  if (token) {
    const location = `/share/${encodeURIComponent(token)}`
    res.writeHead(302, { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    res.end()
    return
  }
  const open = ASSETS.test(url.pathname) || OPEN_PAGES.test(url.pathname)
  if (!open && (req.method === 'GET' || req.method === 'HEAD')) {
    const principal = await auth.authenticate(req)
    if (principal.kind === 'anonymous') {
      const next = encodeURIComponent(url.pathname + url.search)
      res.writeHead(302, { location: `/signin?next=${next}`, 'cache-control': 'no-store' }).end()
      return
    }
  }
  res.setHeader('x-frame-options', 'DENY')
  res.setHeader('referrer-policy', 'same-origin')
  await pages(req, res)
}

function answerError(req: IncomingMessage, res: ServerResponse, error: unknown, log: Log): void {
  const known = asHttpError(error)
  if (known) return sendError(res, known)
  if (isRefusedText(error)) {
    return sendError(res, badRequest('text may not hold NUL characters or broken Unicode'))
  }
  if (isDatabaseOutage(error)) {
    log.debug(`${req.method} ${redact(req.url ?? '')}: ${String(error)}`)
    const reason = /No space left/i.test(String(error))
      ? 'The disk that holds the database is full.'
      : 'The database is not available.'
    return sendError(res, unavailable(reason))
  }
  log.error(`${req.method} ${redact(req.url ?? '')}`, error)
  sendError(res, new HttpError(500, 'internal', 'The server made a mistake. It has been logged.'))
}

function parseUrl(req: IncomingMessage): URL {
  try {
    // A path that begins with two slashes would be read as a host.
    return new URL(`http://x${(req.url ?? '/').replace(/^\/+/, '/')}`)
  } catch {
    return new URL('http://x/')
  }
}

/** Signatures and one-time tokens do not belong into logs. */
function redact(path: string): string {
  return path
    .replace(/^(\/storage\/\w+\/\d+\/\d+\/)[^/]+/, '$1…')
    .replace(/^(\/invite\/).+/, '$1…')
    .replace(/^((?:\/api)?\/share\/)[^/?]+/, '$1…')
    .replace(/\?.*$/, '')
}

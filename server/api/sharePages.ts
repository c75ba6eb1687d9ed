/** Pages of shared reports: what browsers may do with them, and the cookie for who comes first. */
import { createHash, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { THEME_SCRIPT } from '@/lib/palette/themeScript'
import { readCookie } from '../auth'
import type { OpenPages } from '../http/server'
import { COOKIE, hasPass, type LinkRow, makePass, passCookies, type Sharing } from '../sharing'
import { isSecure, privately } from './shareHeaders'

const PAGE = /^\/share\/([^/]+)(\/embed(?:\/[^/]+)?)?\/?$/
const THEME_HASH = createHash('sha256').update(THEME_SCRIPT).digest('base64')
/** How often somebody who stays is counted as having been there. */
const TOUCH_MS = 60_000

export class SharePages implements OpenPages {
  constructor(
    private readonly sharing: Sharing,
    private readonly publicUrl: string | undefined,
  ) {}

  has(pathname: string): boolean {
    return pathname.startsWith('/share/')
  }

  async prepare(req: IncomingMessage, res: ServerResponse, { pathname }: URL): Promise<void> {
    const [, token = '', embed] = PAGE.exec(pathname) ?? []
    const link = await this.sharing.visits.live(token)
    privately(res)
    // Told to search engines only where nothing has to be known to see it.
    if (link?.mayIndex && link.passwordHash === null) res.removeHeader('x-robots-tag')
    const framers = embed && link ? link.frameAncestors : []
    const nonce = randomBytes(16).toString('base64')
    const policy = policyOf(nonce, framers)
    res.setHeader('content-security-policy', policy)
    if (framers.length === 0) res.setHeader('x-frame-options', 'DENY')
    // Next gives its scripts the nonce that it finds here.
    req.headers['content-security-policy'] = policy
    req.headers['x-runroom-self'] = addressOf(req)
    if (link) await this.count(link, token, embed !== undefined, req, res)
  }

  /** The first hit is exchanged for a cookie of this link; embedded pages get none. */
  private async count(
    link: LinkRow,
    token: string,
    embedded: boolean,
    req: IncomingMessage,
    res: ServerResponse,
  ): Promise<void> {
    if (req.method !== 'GET' || req.headers['rsc'] !== undefined) return
    if (hasPass(link, { cookie: readCookie(req.headers.cookie, COOKIE) })) {
      const { lastUsedAt } = link
      if (!lastUsedAt || Date.now() - lastUsedAt.getTime() > TOUCH_MS) {
        await this.sharing.links.used(link, false)
      }
      return
    }
    // Where there is a password, the right one is what counts.
    if (link.passwordHash !== null) return
    await this.sharing.links.used(link, true)
    if (embedded) return
    const pass = makePass(link, 'cookie', Date.now())
    res.setHeader('set-cookie', passCookies(token, pass, isSecure(req, this.publicUrl)))
  }
}

function policyOf(nonce: string, framers: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'sha256-${THEME_HASH}'`,
    // Charts and menus place what they draw by styles of elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${framers.length > 0 ? framers.join(' ') : "'none'"}`,
  ].join('; ')
}

/** Where the page, rendered in this process, reaches the server that was just asked. */
function addressOf({ socket }: IncomingMessage): string {
  const { localAddress = '127.0.0.1', localPort = 80 } = socket
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress
  return `http://${host}:${localPort}`
}

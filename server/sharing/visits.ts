/** Who comes by a link, and whether they are let in. Asked anew with every request and every room. */
import { LINK_NEEDS_PASSWORD, LINK_PAUSED } from '@/lib/api/sharing'
import { type Auth, checkPassword, type Principal } from '../auth'
import { HttpError, notFound } from '../http/errors'
import { RateLimiter } from '../http/rateLimiter'
import type { ReportFacts, Reports } from '../reports'
import { type LinkRow, type Links, stateOf } from './links'
import { isPass, makePass } from './passes'

export interface Visit {
  link: LinkRow
  report: ReportFacts
  /** The link's maker, on whose behalf everything is read. */
  author: Principal
}

/** What a browser brings along; all of it may be missing. */
export interface Passes {
  cookie?: string | undefined
  ticket?: string | undefined
}

/** The same words for links that never were and for those that are no more. */
const noLink = () => notFound('This link')

const TRIES = { tries: 10, perMs: 10 * 60_000 }
/** Not of a person, but of everybody who comes by one link. */
const QUERIES = { tries: 1200, perMs: 60_000 }

export class Visits {
  private readonly guesses = new RateLimiter(TRIES)
  private readonly queries = new RateLimiter(QUERIES)

  constructor(
    private readonly links: Links,
    private readonly reports: Reports,
    private readonly auth: Auth,
  ) {}

  /**
   * @throws HttpError 404 for unknown, revoked and expired links; 403 for paused ones and where a
   * password is missing
   */
  async enter(token: string, passes: Passes): Promise<Visit> {
    const visit = await this.reach(token)
    const { link } = visit
    if (link.passwordHash !== null && !hasPass(link, passes)) {
      throw new HttpError(403, LINK_NEEDS_PASSWORD, 'This link needs its password.')
    }
    return visit
  }

  /**
   * The same for those who were let in before.
   * @param passwordHash as it was then: with another one they have to prove themselves again
   */
  async again(linkId: number, passwordHash: string | null): Promise<Visit> {
    const visit = await this.admit(await this.links.byId(linkId))
    if (visit.link.passwordHash !== passwordHash) throw noLink()
    return visit
  }

  /** The pass for the cookie. @throws HttpError 403 for a wrong password, 429 after too many */
  async unlock(
    token: string,
    password: string,
    address: string,
  ): Promise<{ link: LinkRow; pass: string }> {
    const { link } = await this.reach(token)
    const key = `${link.id} ${address}`
    this.guesses.take(key)
    if (!(await checkPassword(link.passwordHash, password))) {
      throw new HttpError(403, LINK_NEEDS_PASSWORD, 'That is not the password of this link.', {
        field: 'password',
      })
    }
    this.guesses.giveBack(key)
    return { link, pass: makePass(link, 'cookie', Date.now()) }
  }

  /** The link of a token, while it holds; its report may be gone. Asks for no password. */
  async live(token: string): Promise<LinkRow | undefined> {
    const link = await this.links.byToken(token)
    return link && stateOf(link, Date.now()) === 'live' ? link : undefined
  }

  /** The link as its author sees it, for what is done in the author's name. */
  async ofLink(link: LinkRow): Promise<Visit> {
    const author = await this.auth.onBehalfOf(link.creatorId)
    return { link, author, report: await this.reports.find(author, link.report.slug) }
  }

  /** @throws HttpError 429 when so much is asked by one link that it is no reader any more */
  countQuery({ link }: Visit): void {
    this.queries.take(`${link.id}`)
  }

  private async reach(token: string): Promise<Visit> {
    return this.admit(await this.links.byToken(token))
  }

  private async admit(link: LinkRow | undefined): Promise<Visit> {
    const state = link && stateOf(link, Date.now())
    if (!link || state === 'gone') throw noLink()
    const author = await this.auth.onBehalfOf(link.creatorId)
    const report = await this.reports.find(author, link.report.slug).catch((error: unknown) => {
      // Deleted, or not the maker's to see any more.
      throw error instanceof HttpError && error.status === 404 ? noLink() : error
    })
    if (state === 'paused') {
      throw new HttpError(403, LINK_PAUSED, 'This link was paused by its author.')
    }
    return { link, report, author }
  }
}

/** Whether the visitor proved to know the password, or was here before. */
export function hasPass(link: LinkRow, { cookie, ticket }: Passes): boolean {
  const now = Date.now()
  return isPass(link, 'cookie', cookie, now) || isPass(link, 'ticket', ticket, now)
}

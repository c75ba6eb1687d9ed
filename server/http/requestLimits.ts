/** How often one key, browser or address may ask: a fence against runaway scripts, not a quota. */
import type { Principal } from '../auth'
import { RateLimiter } from './rateLimiter'
import type { RouteOptions } from './router'

const MINUTE_MS = 60_000

export class RequestLimits {
  private readonly ingest: RateLimiter
  private readonly api: RateLimiter
  private readonly address: RateLimiter

  constructor(perMinute: { ingest: number; api: number; address: number }) {
    const limiter = (tries: number) => new RateLimiter({ tries, perMs: MINUTE_MS })
    this.ingest = limiter(perMinute.ingest)
    this.api = limiter(perMinute.api)
    this.address = limiter(perMinute.address)
  }

  /** @throws HttpError 429 with Retry-After, which the SDK obeys and then sends again */
  take(address: string, principal: Principal, { limit }: RouteOptions): void {
    if (limit === 'none') return
    if (principal.kind === 'anonymous') {
      this.address.take(address)
      return
    }
    const { kind, id } = principal.credential
    const limiter = limit === 'ingest' ? this.ingest : this.api
    limiter.take(`${kind}/${id}`)
  }
}

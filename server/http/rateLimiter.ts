import { HttpError } from './errors'

/** A token bucket for each key; refuses with 429 and says when to come back. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>()

  constructor(private readonly limit: { tries: number; perMs: number }) {}

  take(key: string): void {
    const now = Date.now()
    const { tries, perMs } = this.limit
    if (this.buckets.size > 10_000) this.buckets.clear()
    const bucket = this.buckets.get(key) ?? { tokens: tries, at: now }
    bucket.tokens = Math.min(tries, bucket.tokens + ((now - bucket.at) * tries) / perMs)
    bucket.at = now
    this.buckets.set(key, bucket)
    if (bucket.tokens < 1) {
      const retryAfterS = Math.ceil(((1 - bucket.tokens) * perMs) / tries / 1000)
      throw new HttpError(429, 'too_many_requests', `Too many requests. Wait ${retryAfterS} s.`, {
        retryAfterS,
      })
    }
    bucket.tokens -= 1
  }

  /** Takes a try back that turned out to be none: only wrong guesses should count. */
  giveBack(key: string): void {
    const bucket = this.buckets.get(key)
    if (bucket) bucket.tokens = Math.min(this.limit.tries, bucket.tokens + 1)
  }
}

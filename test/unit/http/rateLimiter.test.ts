import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { HttpError } from '@/server/http/errors'
import { RateLimiter } from '@/server/http/rateLimiter'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const allowed = (limiter: RateLimiter, key: string) => {
  let n = 0
  try {
    for (; n < 100; n++) limiter.take(key)
  } catch (error) {
    expect((error as HttpError).status).toBe(429)
  }
  return n
}

describe('a rate limiter', () => {
  it('allows so many tries, says how long to wait, and means it', () => {
    const limiter = new RateLimiter({ tries: 10, perMs: 60_000 })
    expect(allowed(limiter, 'a')).toBe(10)
    let waitS = 0
    try {
      limiter.take('a')
    } catch (error) {
      waitS = (error as HttpError).options.retryAfterS!
    }
    expect(waitS).toBe(6)
    vi.advanceTimersByTime(waitS * 1000)
    expect(allowed(limiter, 'a')).toBe(1)
  })

  it('counts each key alone', () => {
    const limiter = new RateLimiter({ tries: 3, perMs: 1000 })
    expect(allowed(limiter, 'a')).toBe(3)
    expect(allowed(limiter, 'b')).toBe(3)
  })

  it('forgets tries that were given back, but never allows more than its limit', () => {
    const limiter = new RateLimiter({ tries: 3, perMs: 60_000 })
    for (let i = 0; i < 50; i++) {
      limiter.take('a')
      limiter.giveBack('a')
    }
    limiter.giveBack('a')
    expect(allowed(limiter, 'a')).toBe(3)
  })
})

import { expect, it } from 'vitest'
import { COLLAB_LIMITS } from '@/lib/collab/limits'
import { TokenBucket } from '@/server/collab/tokenBucket'

const { messagesPerSecond, bytesPerSecond, burstSeconds, floodMs } = COLLAB_LIMITS

it('lets bursts through, slows down what goes on, and gives up on what never stops', () => {
  let now = 0
  const bucket = new TokenBucket(() => now)
  for (let i = 0; i < messagesPerSecond * burstSeconds; i++) expect(bucket.take(10)).toBe(0)
  expect(bucket.take(10)).toBeGreaterThan(0)
  expect(bucket.isFlooded).toBe(false)
  for (let waited = 0; waited <= floodMs;) {
    const wait = bucket.take(10, messagesPerSecond)
    waited += wait
    now += wait
  }
  expect(bucket.isFlooded).toBe(true)
})

it('counts bytes as well, and forgets when it is quiet again', () => {
  let now = 0
  const bucket = new TokenBucket(() => now)
  expect(bucket.take(bytesPerSecond * burstSeconds)).toBe(0)
  const wait = bucket.take(bytesPerSecond)
  expect(wait).toBeGreaterThanOrEqual(1000)
  now += wait
  expect(bucket.take(1)).toBe(0)
  now += 60_000
  expect(bucket.take(bytesPerSecond)).toBe(0)
  expect(bucket.isFlooded).toBe(false)
})

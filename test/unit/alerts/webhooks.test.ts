// What webhooks are sent, where they may lead, and when they are tried again.
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AlertItem, createWebhookSchema } from '@/lib/api/alerts'
import { isPrivateAddress, literalAddress } from '@/server/alerts/addresses'
import { waitBefore } from '@/server/alerts/deliveries'
import { messageFor } from '@/server/alerts/messages'
import { sign } from '@/server/alerts/post'

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.1.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    'fc00::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2002:a00:1::',
    'nonsense',
  ])('%s is private', (address) => expect(isPrivateAddress(address)).toBe(true))

  it.each(['8.8.8.8', '172.32.0.1', '1.1.1.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
    '%s is public',
    (address) => expect(isPrivateAddress(address)).toBe(false),
  )

  it('are found behind every way to write them', () => {
    for (const url of [
      'http://127.0.0.1/',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://0177.0.0.1',
      'http://[::1]:80/x',
      'http://[::ffff:127.0.0.1]/',
    ]) {
      const literal = literalAddress(new URL(url))
      expect(literal && isPrivateAddress(literal), url).toBe(true)
    }
    expect(literalAddress(new URL('https://hooks.example.org/x'))).toBeUndefined()
  })

  it('have to be plain web addresses', () => {
    const problem = (url: string) => createWebhookSchema.safeParse({ name: 'x', url }).success
    expect(problem('https://hooks.example.org/x?y=z')).toBe(true)
    for (const url of ['ftp://x.org', 'file:///etc/passwd', 'x', '', 'https://me:pw@x.org']) {
      expect(problem(url), url).toBe(false)
    }
  })
})

it('signs the time and the body under the secret', () => {
  const expected = createHmac('sha256', 'whsec_x').update('1700000000.{"a":1}').digest('hex')
  expect(sign('whsec_x', 1_700_000_000, '{"a":1}')).toBe(`t=1700000000,v1=${expected}`)
})

it('waits longer each time, never more than an hour, and not as long as others do', () => {
  expect(waitBefore(1, 0)).toBe(1000)
  expect(waitBefore(4, 0)).toBe(8000)
  expect(waitBefore(40, 0)).toBe(3_600_000)
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempts, random) => {
        const longest = waitBefore(attempts, 0)
        const wait = waitBefore(attempts, random)
        expect(wait).toBeGreaterThanOrEqual(longest / 2 - 1)
        expect(wait).toBeLessThanOrEqual(longest)
        expect(waitBefore(attempts + 1, 0)).toBeGreaterThanOrEqual(longest)
      },
    ),
  )
})

describe('messages', () => {
  const alert: AlertItem = {
    id: 7,
    severity: 'ERROR',
    title: 'Loss <explodes> & more',
    text: 'loss is ∞ at step 3.',
    rule: { id: 1, name: 'Loss' },
    entity: 'lab',
    project: 'p q',
    run: { id: 3, name: 'r/1', displayName: 'brisk <owl>', number: 1 },
    stream: 'history',
    key: String.raw`a\.b`,
    step: 3,
    createdAt: '2026-11-28T12:00:00.000Z',
  }

  it('hold the alert as it is, and where to look', () => {
    const body = JSON.parse(messageFor('JSON', 'id-1', alert, 'https://runs.example.org'))
    expect(body).toEqual({
      id: 'id-1',
      type: 'alert',
      alert,
      url: 'https://runs.example.org/lab/p%20q/runs/r%2F1',
    })
  })

  it('for Slack, escape what Slack would take for markup', () => {
    const body = JSON.parse(messageFor('SLACK', 'id-1', alert, undefined)) as {
      text: string
      blocks: unknown[]
    }
    expect(body.text).toBe('Error: Loss &lt;explodes&gt; &amp; more (brisk &lt;owl&gt;)')
    expect(body.blocks).toHaveLength(3)
    expect(JSON.stringify(body)).not.toMatch(/<explodes>|<owl>/)
    expect(JSON.stringify(body.blocks[2])).toContain('brisk &lt;owl&gt; in lab/p q · a.b · step 3')
  })
})

import { describe, expect, it } from 'vitest'
import { clientAddress } from '@/server/http/clientAddress'

const from = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
})

describe('the address of a client', () => {
  it('is the one that it connects from, whatever it says', () => {
    expect(clientAddress(from('10.0.0.7', '1.2.3.4'), 0)).toBe('10.0.0.7')
    expect(clientAddress(from('::ffff:10.0.0.7'), 0)).toBe('10.0.0.7')
  })

  it('is, behind a proxy, the one that the proxy saw, whatever the client wrote before it', () => {
    expect(clientAddress(from('10.0.0.1', '6.6.6.6, 1.2.3.4'), 1)).toBe('1.2.3.4')
    expect(clientAddress(from('10.0.0.1', '6.6.6.6, 1.2.3.4, 10.0.0.2'), 2)).toBe('1.2.3.4')
  })

  it('is the nearest there is when proxies say less than they should', () => {
    expect(clientAddress(from('10.0.0.1'), 1)).toBe('10.0.0.1')
    expect(clientAddress(from('10.0.0.1', '1.2.3.4'), 3)).toBe('1.2.3.4')
  })

  it('is its network where one client has 2⁶⁴ addresses', () => {
    const same = ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::1', '2001:0db8:0001:0002:ffff::']
    const networks = same.map((address) => clientAddress(from(address), 0))
    expect(new Set(networks)).toEqual(new Set(['2001:db8:1:2']))
    expect(clientAddress(from('2001:db8:1:3::1'), 0)).toBe('2001:db8:1:3')
    expect(clientAddress(from('::1'), 0)).toBe('0:0:0:0')
    expect(clientAddress(from('fe80::1%eth0'), 0)).toBe('fe80:0:0:0')
  })
})

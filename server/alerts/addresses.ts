/**
 * Where webhooks may not lead: this machine and its networks, which people who may only write in a
 * project have no business to reach through the server.
 */
import dns from 'node:dns'
import net from 'node:net'

const REFUSED_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const

/** Everything but global unicast; and of that what leads back to IPv4 or is for examples. */
const REFUSED_V6 = [
  ['::', 3],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['4000::', 2],
  ['8000::', 1],
] as const

// One list each: in a common one IPv4 would count as IPv6, written as ::ffff:0:0/96.
const refused = { ipv4: new net.BlockList(), ipv6: new net.BlockList() }
for (const [address, bits] of REFUSED_V4) refused.ipv4.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of REFUSED_V6) refused.ipv6.addSubnet(address, bits, 'ipv6')

/** Whether an IP address is none of the public internet's. */
export function isPrivateAddress(address: string): boolean {
  const family = net.isIP(address)
  if (family === 0) return true
  const type = family === 4 ? 'ipv4' : 'ipv6'
  return refused[type].check(address, type)
}

export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is a private address; RUNROOM_WEBHOOK_PRIVATE=allow lets webhooks lead there`)
  }
}

/** The host of a URL, when it is an address rather than a name. */
export function literalAddress(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  return net.isIP(host) ? host : undefined
}

/** Resolves names as usual, and refuses those that lead to a private address: what was checked is
 * what is connected to. */
export const publicLookup: net.LookupFunction = (host, options, done) => {
  dns.lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '', 0)
    const first = addresses[0]
    if (!first || addresses.some(({ address }) => isPrivateAddress(address))) {
      return done(new PrivateAddressError(host), '', 0)
    }
    if (options.all) done(null, addresses)
    else done(null, first.address, first.family)
  })
}

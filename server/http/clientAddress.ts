/** Who asks, for limits that are counted by address. */
import type { IncomingHttpHeaders } from 'node:http'
import net from 'node:net'

interface Asked {
  headers: IncomingHttpHeaders
  socket: { remoteAddress?: string | undefined }
}

/**
 * The address that the outermost of so many proxies saw. Each adds one to the end of
 * X-Forwarded-For; what stands before those is the client's own invention.
 */
export function clientAddress({ headers, socket }: Asked, proxies: number): string {
  const said = headers['x-forwarded-for']
  const forwarded = (Array.isArray(said) ? said.join(',') : (said ?? '')).split(',')
  const path = [...forwarded.map((address) => address.trim()), socket.remoteAddress ?? '']
  const seen = proxies > 0 ? path.filter(Boolean).slice(-1 - proxies) : path.slice(-1)
  return networkOf(seen[0] ?? '')
}

/** An IPv6 client has a whole /64 to itself, and would be somebody else with each request. */
function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (!net.isIPv6(address)) return address.slice(0, 64)
  const [head = '', tail] = address.replace(/%.*/, '').split('::')
  const first = head === '' ? [] : head.split(':')
  const last = tail ? tail.split(':') : []
  const zeros = Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0')
  const groups = tail === undefined ? first : [...first, ...zeros, ...last]
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}

import type { TestServer } from './server'

const cookies = new WeakMap<TestServer, Promise<string>>()

/** A session of the first admin, made once a server: the link on its terminal works once. */
export function sessionOf(server: TestServer): Promise<string> {
  let cookie = cookies.get(server)
  if (!cookie) cookies.set(server, (cookie = redeemLink(server)))
  return cookie
}

export function linkToken(server: TestServer): string {
  return new URL(server.signInPath, server.url).searchParams.get('token')!
}

async function redeemLink(server: TestServer): Promise<string> {
  const response = await fetch(`${server.url}/api/session/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: linkToken(server) }),
  })
  const cookie = response.headers.get('set-cookie')
  if (!cookie) throw new Error(`signing in: ${response.status} ${await response.text()}`)
  return cookie.split(';')[0]!
}

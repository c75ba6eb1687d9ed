// A real OpenID Connect provider on a port of its own, with its own pages to sign in and consent.
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

export interface IdentityProvider {
  issuer: string
  /** Environment that makes a server use it. */
  env: Record<string, string>
  close(): Promise<void>
}

const CLIENT_ID = 'runroom'
const CLIENT_SECRET = 'a secret of at least thirty-two characters'

/** Whoever signs in is called as they type, with a verified address unless they begin with "un". */
export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = http.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, client_secret: CLIENT_SECRET, redirect_uris: [redirectUri] }],
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'preferred_username'],
    },
    cookies: { keys: ['test'] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        name: id,
        preferred_username: id.replace(/@.*/, ''),
        email: id.includes('@') ? id : `${id}@example.org`,
        email_verified: !id.startsWith('un'),
      }),
    }),
  })
  server.on('request', provider.callback())
  return {
    issuer,
    env: {
      RUNROOM_OIDC_ISSUER: issuer,
      RUNROOM_OIDC_CLIENT_ID: CLIENT_ID,
      RUNROOM_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      RUNROOM_OIDC_NAME: 'Example ID',
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

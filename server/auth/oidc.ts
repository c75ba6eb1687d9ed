/** Signing in at a provider (OpenID Connect): code flow with PKCE, state and nonce. */
import * as client from 'openid-client'
import { usernameSchema } from '@/lib/api/names'
import type { Prisma, PrismaClient } from '../db'
import { HttpError } from '../http/errors'
import { createUser, requireFreeName } from './accounts'
import { record } from './audit'
import type { Auth } from './index'
import { joinByToken } from './invitations'

export interface OidcSettings {
  issuer: string
  clientId: string
  clientSecret: string
  /** What people call the provider. */
  name: string
  /** Whoever has a verified address of these domains may make an account. */
  domains: readonly string[]
}

/** What the browser keeps between leaving for the provider and coming back. */
export interface OidcTrip {
  state: string
  nonce: string
  verifier: string
  next: string
  invitation?: string | undefined
}

/** Who the provider says somebody is. */
interface Identity {
  issuer: string
  subject: string
  /** Only when the provider has verified it. */
  email: string | undefined
  name: string | undefined
  /** What they might be called here, best first. */
  names: string[]
}

export class Oidc {
  private discovered: Promise<client.Configuration> | undefined

  constructor(
    private readonly prisma: PrismaClient,
    private readonly auth: Auth,
    private readonly settings: OidcSettings,
    private readonly signUpIsOpen: boolean,
  ) {}

  get name(): string {
    return this.settings.name
  }

  /** Where to send the browser, and what it must bring back. */
  async start(
    redirectUri: string,
    wanted: { next: string; invitation?: string | undefined },
  ): Promise<{ url: URL; trip: OidcTrip }> {
    const config = await this.configuration()
    const trip: OidcTrip = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      verifier: client.randomPKCECodeVerifier(),
      ...wanted,
    }
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri,
      scope: 'openid profile email',
      state: trip.state,
      nonce: trip.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(trip.verifier),
      code_challenge_method: 'S256',
    })
    return { url, trip }
  }

  /** @returns a session token */
  async finish(callback: URL, trip: OidcTrip, userAgent: string): Promise<string> {
    const identity = await this.identify(callback, trip)
    const user = await this.prisma.$transaction((tx) => this.account(tx, identity, trip.invitation))
    if (user.disabledAt) {
      throw new HttpError(403, 'disabled', 'This account is disabled. An admin can enable it.')
    }
    if (trip.invitation !== undefined) this.auth.accessChanged([user.id])
    return this.auth.createSession(user.id, userAgent)
  }

  /** Asked once; again when the provider could not be reached. */
  private configuration(): Promise<client.Configuration> {
    const { issuer, clientId, clientSecret } = this.settings
    const url = new URL(issuer)
    // A provider on the same machine, as tests and small set-ups have it.
    const execute = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
    this.discovered ??= client
      .discovery(url, clientId, clientSecret, client.ClientSecretBasic(clientSecret), { execute })
      .catch((error: unknown) => {
        this.discovered = undefined
        throw unreachable(this.name, error)
      })
    return this.discovered
  }

  private async identify(callback: URL, trip: OidcTrip): Promise<Identity> {
    const config = await this.configuration()
    const tokens = await client
      .authorizationCodeGrant(config, callback, {
        pkceCodeVerifier: trip.verifier,
        expectedState: trip.state,
        expectedNonce: trip.nonce,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        throw refused(this.name, error)
      })
    const claims = tokens.claims()
    if (!claims) throw refused(this.name, new Error('no ID token'))
    // Names and addresses may be told by the ID token or only when asked for.
    const more = config.serverMetadata().userinfo_endpoint
      ? await client
          .fetchUserInfo(config, tokens.access_token, claims.sub)
          .catch((error: unknown) => {
            throw refused(this.name, error)
          })
      : {}
    const told: Record<string, unknown> = { ...claims, ...more }
    const text = (key: string) => {
      const value = told[key]
      return typeof value === 'string' && value !== '' ? value : undefined
    }
    const email = told.email_verified === true ? text('email')?.toLowerCase() : undefined
    const names = [text('preferred_username'), email?.split('@')[0], text('name'), 'user']
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email,
      name: text('name'),
      names: names.filter((name) => name !== undefined),
    }
  }

  /** The account of the identity: accounts are known by it alone, never by their address. */
  private async account(
    tx: Prisma.TransactionClient,
    identity: Identity,
    invitation: string | undefined,
  ) {
    const { issuer, subject } = identity
    const known = await tx.externalIdentity.findUnique({
      where: { issuer_subject: { issuer, subject } },
      include: { user: true },
    })
    if (known && !known.user.disabledAt && invitation !== undefined) {
      await joinByToken(tx, { userId: known.userId, username: known.user.username }, invitation)
    }
    if (known) return known.user
    if (invitation === undefined && !this.mayJoin(identity)) {
      throw new HttpError(
        403,
        'invitation_needed',
        'Accounts are made by invitation here. Ask an admin of your team for a link.',
      )
    }
    const username = await freeUsername(tx, identity.names)
    const { email } = identity
    const taken = email !== undefined && (await tx.user.findUnique({ where: { email } })) !== null
    const user = await createUser(tx, {
      username,
      ...(identity.name === undefined ? {} : { name: identity.name.slice(0, 100) }),
      email: taken ? null : (email ?? null),
    })
    await tx.externalIdentity.create({ data: { issuer, subject, userId: user.id } })
    await record(tx, user, {
      action: 'person.signed_up',
      entity: null,
      target: username,
      detail: `by ${this.name}`,
    })
    if (invitation !== undefined) await joinByToken(tx, { userId: user.id, username }, invitation)
    return user
  }

  private mayJoin({ email }: Identity): boolean {
    if (this.signUpIsOpen) return true
    return email !== undefined && this.settings.domains.includes(email.split('@').at(-1) ?? '')
  }
}

const MOST_TRIES = 100

/** "ada", or "ada-2" where that is somebody else. */
async function freeUsername(tx: Prisma.TransactionClient, names: string[]): Promise<string> {
  const bases = names
    .map((name) => name.replace(/@.*$/, '').replace(/[^A-Za-z0-9_-]+/g, '-'))
    .map((name) => name.replace(/^[-_]+|[-_]+$/g, '').slice(0, 60))
    .filter((name) => usernameSchema.safeParse(name).success)
  const base = bases[0] ?? 'user'
  for (let n = 1; n <= MOST_TRIES; n++) {
    const name = n === 1 ? base : `${base}-${n}`
    try {
      await requireFreeName(tx, name, 'username')
      return name
    } catch (error) {
      if (!(error instanceof HttpError)) throw error
    }
  }
  throw new HttpError(409, 'conflict', `Every name like ${base} is taken.`)
}

function unreachable(name: string, cause: unknown): HttpError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new HttpError(502, 'provider_unreachable', `${name} could not be asked: ${why}`)
}

function refused(name: string, cause: unknown): HttpError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new HttpError(401, 'provider_refused', `${name} did not sign you in: ${why}`)
}

import { existsSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { usernameSchema } from '@/lib/api/names'
import type { OidcSettings } from './auth'

const megabytes = (name: string, initial: number) =>
  z.coerce
    .number({ error: `${name} must be a number of megabytes` })
    .positive()
    .default(initial)
    .transform((mb) => mb * 1024 * 1024)

const perMinute = (name: string, initial: number) =>
  z.coerce
    .number({ error: `${name} must be a number of requests a minute` })
    .int()
    .positive()
    .default(initial)

const ADMIN_RULE = 'must be a user name: letters, digits, "-" and "_"'

const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce
    .number({ error: 'PORT must be a port number' })
    .int()
    .min(0)
    .max(65535)
    .default(3000),
  HOST: z.string().default('::'),
  RUNROOM_DATA: z.string().default('./data'),
  RUNROOM_URL: z
    .url({ error: 'RUNROOM_URL must be a URL such as https://runs.example.org' })
    .optional(),
  RUNROOM_PROXIES: z.coerce
    .number({ error: 'RUNROOM_PROXIES must be a number of proxies' })
    .int()
    .min(0)
    .default(0),
  DATABASE_URL: z.string().optional(),
  RUNROOM_ADMIN: z.union([z.literal(''), usernameSchema], { error: ADMIN_RULE }).optional(),
  RUNROOM_SIGNUP: z
    .enum(['open', 'invite'], { error: 'RUNROOM_SIGNUP must be "open" or "invite"' })
    .default('invite'),
  RUNROOM_SIGNIN_TRIES: z.coerce.number().int().positive().default(10),
  RUNROOM_OIDC_ISSUER: z
    .url({ error: 'RUNROOM_OIDC_ISSUER must be the URL of a sign-in provider' })
    .optional(),
  RUNROOM_OIDC_CLIENT_ID: z.string().optional(),
  RUNROOM_OIDC_CLIENT_SECRET: z.string().optional(),
  RUNROOM_OIDC_NAME: z.string().default('single sign-on'),
  RUNROOM_OIDC_DOMAINS: z.string().default(''),
  RUNROOM_LIMIT_INGEST: perMinute('RUNROOM_LIMIT_INGEST', 600_000),
  RUNROOM_LIMIT_API: perMinute('RUNROOM_LIMIT_API', 60_000),
  RUNROOM_LIMIT_ADDRESS: perMinute('RUNROOM_LIMIT_ADDRESS', 12_000),
  RUNROOM_LOG: z.enum(['silent', 'error', 'info', 'debug']).default('info'),
  RUNROOM_TAIL_MB: megabytes('RUNROOM_TAIL_MB', 512),
  RUNROOM_CACHE_MB: megabytes('RUNROOM_CACHE_MB', 64),
  RUNROOM_HEARTBEAT_TIMEOUT_S: z.coerce.number().positive().default(300),
  RUNROOM_IDLE_SEAL_S: z.coerce.number().positive().default(300),
  RUNROOM_VERSION_IDLE_S: z.coerce.number().positive().default(600),
  RUNROOM_VERSION_EVERY_S: z.coerce.number().positive().default(1800),
  RUNROOM_WEBHOOK_PRIVATE: z
    .enum(['allow', 'refuse'], { error: 'RUNROOM_WEBHOOK_PRIVATE must be "allow" or "refuse"' })
    .default('refuse'),
  RUNROOM_CHROMIUM: z.string().optional(),
})

export interface Config {
  production: boolean
  port: number
  host: string
  /** Everything Runroom writes to disk lies below this folder. */
  dataDir: string
  /** The address people and training machines use; without it the request's Host header serves. */
  publicUrl: string | undefined
  /** Proxies that every request passes; the addresses they tell of are believed. */
  proxies: number
  /** A PostgreSQL server to use in place of the embedded one. */
  databaseUrl: string | undefined
  /** User name of the first admin; by default the name of whoever starts the server. */
  adminName: string | undefined
  /** Whether anybody may make an account, or only who is invited to a team. */
  signUp: 'open' | 'invite'
  /** Wrong passwords and new accounts a minute from one address. */
  signInTries: number
  /** A provider to sign in at (OpenID Connect). */
  oidc: OidcSettings | undefined
  /** Requests a minute; all far above what honest clients send. */
  limits: {
    /** Posts of rows by one API key, which may be that of a whole cluster. */
    ingest: number
    /** Everything else by one API key or browser. */
    api: number
    /** From one address by whoever gives no valid credential. */
    address: number
  }
  logLevel: 'silent' | 'error' | 'info' | 'debug'
  /** Bytes of rows not yet sealed that may be held in memory before posts are put off. */
  tailBytes: number
  /** Bytes of decoded pyramid blocks kept for chart queries. */
  cacheBytes: number
  /** A running run that is silent for longer is called crashed. */
  heartbeatTimeoutMs: number
  /** Rows older than this are sealed even when they fill no whole chunk. */
  idleSealMs: number
  /** A version of a report is kept once nobody wrote for so long … */
  versionIdleMs: number
  /** … and this often while somebody does. */
  versionEveryMs: number
  /** Whether webhooks may lead to this machine and the networks it is in. */
  privateWebhooks: boolean
  /** A Chromium that prints reports: the one named, or the first on the PATH. */
  chromium: string | undefined
}

export class ConfigError extends Error {}

/** Reads the environment; throws ConfigError naming the variable at fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)
    throw new ConfigError(problems.join('\n'))
  }
  const e = parsed.data
  return {
    production: e.NODE_ENV === 'production',
    port: e.PORT,
    host: e.HOST,
    dataDir: path.resolve(e.RUNROOM_DATA),
    publicUrl: e.RUNROOM_URL?.replace(/\/+$/, ''),
    proxies: e.RUNROOM_PROXIES,
    databaseUrl: e.DATABASE_URL || undefined,
    adminName: e.RUNROOM_ADMIN || undefined,
    signUp: e.RUNROOM_SIGNUP,
    signInTries: e.RUNROOM_SIGNIN_TRIES,
    oidc: oidcOf(e),
    limits: {
      ingest: e.RUNROOM_LIMIT_INGEST,
      api: e.RUNROOM_LIMIT_API,
      address: e.RUNROOM_LIMIT_ADDRESS,
    },
    logLevel: e.RUNROOM_LOG,
    tailBytes: e.RUNROOM_TAIL_MB,
    cacheBytes: e.RUNROOM_CACHE_MB,
    heartbeatTimeoutMs: e.RUNROOM_HEARTBEAT_TIMEOUT_S * 1000,
    idleSealMs: e.RUNROOM_IDLE_SEAL_S * 1000,
    versionIdleMs: e.RUNROOM_VERSION_IDLE_S * 1000,
    versionEveryMs: e.RUNROOM_VERSION_EVERY_S * 1000,
    privateWebhooks: e.RUNROOM_WEBHOOK_PRIVATE === 'allow',
    chromium: chromiumOf(e.RUNROOM_CHROMIUM, env.PATH),
  }
}

const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

function chromiumOf(named: string | undefined, folders: string | undefined): string | undefined {
  if (!named) return findProgram(CHROMIUMS, folders)
  if (named === 'none') return undefined
  if (existsSync(named)) return named
  throw new ConfigError(`RUNROOM_CHROMIUM: there is no ${named}`)
}

/** The first of the names that is in a folder of the PATH. */
function findProgram(names: readonly string[], folders = ''): string | undefined {
  const places = names.flatMap((name) =>
    folders
      .split(path.delimiter)
      .filter(Boolean)
      .map((folder) => path.join(folder, name)),
  )
  return places.find((file) => existsSync(file))
}

function oidcOf(e: z.output<typeof environment>): OidcSettings | undefined {
  const issuer = e.RUNROOM_OIDC_ISSUER
  const clientId = e.RUNROOM_OIDC_CLIENT_ID
  const clientSecret = e.RUNROOM_OIDC_CLIENT_SECRET
  if (!issuer && !clientId && !clientSecret) return undefined
  if (!issuer || !clientId || !clientSecret) {
    throw new ConfigError(
      'RUNROOM_OIDC_ISSUER, RUNROOM_OIDC_CLIENT_ID and RUNROOM_OIDC_CLIENT_SECRET belong together: set all three',
    )
  }
  const domains = e.RUNROOM_OIDC_DOMAINS.split(',').map((domain) => domain.trim().toLowerCase())
  return {
    issuer,
    clientId,
    clientSecret,
    name: e.RUNROOM_OIDC_NAME,
    domains: domains.filter(Boolean),
  }
}

/** What the person at the terminal is told when the server starts, or cannot. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Auth } from './auth'
import type { Config } from './config'

export class StartError extends Error {}

export function describeListenError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start`,
    )
  }
  if (error.code === 'EACCES') {
    return new StartError(`port ${port} needs more rights than this user has. Try PORT=3000.`)
  }
  return error
}

/** Why the database could not be opened, where that is something the person can change. */
export function describeDatabaseError(error: unknown, config: Config): unknown {
  if (!(error instanceof Error)) return error
  const { code, path } = error as NodeJS.ErrnoException
  const reason = FOLDER_PROBLEMS[code ?? '']
  if (path !== undefined && reason !== undefined) {
    return new StartError(
      `the data folder ${config.dataDir} cannot be used: ${reason}. Choose another: RUNROOM_DATA=/some/folder`,
    )
  }
  if (config.databaseUrl !== undefined && typeof code === 'string') {
    const why = error.message || code
    return new StartError(
      `the database of DATABASE_URL (${placeOf(config.databaseUrl)}) cannot be used: ${why}`,
    )
  }
  return error
}

const FOLDER_PROBLEMS: Record<string, string> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is read-only',
  EEXIST: 'it is a file',
  ENOTDIR: 'a part of its path is a file',
  ENOSPC: 'the disk is full',
}

/** Host, port and database name of a connection URL: never its password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'which is not a URL'
  const { host, pathname } = new URL(url)
  return `${host}${pathname}`
}

export async function announce(server: Server, auth: Auth, config: Config): Promise<void> {
  const { port } = server.address() as AddressInfo
  const url = config.publicUrl ?? `http://localhost:${port}`
  const { username, link, apiKey } = await auth.bootstrap(config.adminName)
  const key = apiKey ?? '<your API key>'
  const lines = [
    '',
    `  Runroom is running at ${url}`,
    '',
    `  Sign in as ${username} (this link works once):`,
    `    ${url}/signin?token=${link}`,
    '',
    '  To log a run here, paste into the shell you train in:',
    `    export WANDB_BASE_URL=${url} WANDB_API_KEY=${key} WANDB__FILE_STREAM_TRANSMIT_INTERVAL=1`,
    ...(apiKey ? [] : [`    (keys are made at ${url}/settings/keys)`]),
    '',
    '  Ctrl-C stops it.',
    '',
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

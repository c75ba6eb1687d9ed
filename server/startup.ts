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

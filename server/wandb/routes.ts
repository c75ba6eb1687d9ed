import type { IncomingMessage } from 'node:http'
import { canWriteProject, type Principal } from '../auth'
import { baseUrlOf } from '../http/baseUrl'
import { readBody, readBodyChunks } from '../http/body'
import {
  badRequest,
  forbidden,
  HttpError,
  notFound,
  unauthorized,
  unavailable,
} from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import type { Log } from '../log'
import { isActive, type RunEntry } from '../runs'
import { parseFileStream } from './fileStream'
import { GraphQLEndpoint } from './graphql'
import { sendAgain } from './sendAgain'
import type { Services } from './services'

/** A client that waits longer than this for the database is told to come back. */
const COMMIT_PATIENCE_MS = 15_000
const RETRY_AFTER_S = 2

export function addWandbRoutes(
  router: Router,
  services: Services,
  options: { publicUrl: string | undefined; log: Log },
): void {
  const endpoint = new GraphQLEndpoint(options.log)
  const { runs, ingest, files } = services

  router.on(
    'POST',
    '/graphql',
    async ({ req, res, principal }) => {
      const baseUrl = baseUrlOf(req, options.publicUrl)
      const answer = await endpoint.handle(await readBody(req), { ...services, principal, baseUrl })
      sendJson(res, answer.body, answer.status)
    },
    // A wrong key is answered in GraphQL's own error form, which the SDK shows to its user; a key
    // that only reads is refused mutations there.
    { open: true, reads: true },
  )

  router.on(
    'POST',
    '/files/:entity/:project/:run/file_stream',
    async ({ req, res, params, principal }) => {
      const { entity = '', project = '', run: name = '' } = params
      const run = writable(principal, await runs.directory.find(entity, project, name))
      const post = parseFileStream(await readBodyChunks(req))
      const client = clientName(req)
      if (client !== undefined) post.client = client
      await runs.heard(run, post.history !== undefined)
      const result = await durable(ingest.post(run.id, post))
      sendJson(res, {
        ...(run.stopRequested && isActive(run.state) ? { stopped: true } : {}),
        ...(result.clash
          ? {
              warning:
                'Another process writes this run under the same line numbers. Both are kept.',
            }
          : {}),
      })
    },
    { limit: 'ingest' },
  )

  // Telemetry of the SDK: anything but 404 here would make it send more.
  router.on('POST', '/sdk/*', ({ res }) => sendJson(res, notFound('Telemetry').body(), 404), {
    open: true,
    reads: true,
    limit: 'none',
  })

  // ---- files under signed URLs, which are their own permission

  const signed = (context: RequestContext, action: 'put' | 'get') => {
    const { run = '', expires = '', signature = '', '*': name = '' } = context.params
    const file = { action, runId: Number(run), name, expires: Number(expires) }
    const verdict = files.signer.verify(file, signature, Date.now())
    if (verdict === 'forged') throw forbidden('The URL has been altered.')
    if (verdict === 'expired') throw forbidden('The URL has expired. Ask for a new one.')
    return file
  }

  // Pages of others may use the URLs too: these are the only permission there is.
  router.on(
    'OPTIONS',
    '/storage/*',
    ({ res }) => {
      res.writeHead(204, {
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, PUT',
        'access-control-allow-headers': '*',
      })
      res.end()
    },
    { open: true, limit: 'none' },
  )

  router.on(
    'PUT',
    '/storage/put/:run/:expires/:signature/*',
    async (context) => {
      const { runId, name } = signed(context, 'put')
      const stored = await files.store(runId, name, context.req).catch((error: unknown) => {
        throw storageError(error)
      })
      context.res.setHeader('access-control-allow-origin', '*')
      sendJson(context.res, { sizeBytes: stored.sizeBytes })
    },
    { open: true, limit: 'none' },
  )

  router.on(
    'GET',
    '/storage/get/:run/:expires/:signature/*',
    async (context) => {
      const { runId, name } = signed(context, 'get')
      const file = await files.find(runId, name)
      if (!file) throw notFound(`The file "${name}"`)
      await files.send(context.req, context.res, file, { download: true, anyOrigin: true })
    },
    { open: true, limit: 'none' },
  )
}

function writable(principal: Principal, run: RunEntry | undefined): RunEntry {
  if (principal.kind === 'anonymous') throw unauthorized('The API key is not valid.')
  if (!run || !canWriteProject(principal, run)) throw notFound('The run')
  return run
}

const MAX_CLIENT_NAME = 256

/** In shared mode each process says which one it is. */
function clientName(req: IncomingMessage): string | undefined {
  const name = req.headers['x-wandb-async-client-id']
  if (typeof name !== 'string' || name === '') return undefined
  if (name.length > MAX_CLIENT_NAME) {
    throw badRequest('X-WANDB-ASYNC-CLIENT-ID is too long', 'X-WANDB-ASYNC-CLIENT-ID')
  }
  return name
}

/** What is not durable in time is not acknowledged; the client sends it again. */
async function durable<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(unavailable('The database does not answer.', RETRY_AFTER_S)),
      COMMIT_PATIENCE_MS,
    )
  })
  try {
    return await Promise.race([work, patience])
  } catch (error) {
    throw sendAgain(error) ?? error
  } finally {
    clearTimeout(timer)
  }
}

function storageError(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return unavailable('The disk that holds the files is full.', 30)
  }
  if (code === 'ECONNRESET') return new HttpError(400, 'bad_request', 'the upload was cut short')
  return error
}

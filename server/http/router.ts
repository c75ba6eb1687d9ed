import type { IncomingMessage, ServerResponse } from 'node:http'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import { ZodError } from 'zod'
import type { Principal } from '../auth'
import { fromZod, HttpError } from './errors'

export interface RequestContext {
  req: IncomingMessage
  res: ServerResponse
  params: Record<string, string>
  query: URLSearchParams
  principal: Principal
  /** Who asks, for limits. */
  address: string
}

export type Handler = (context: RequestContext) => Promise<void> | void

export interface RouteOptions {
  /**
   * Open routes answer without credentials; each says why at its definition. Every other route
   * refuses anonymous requests before its handler runs.
   */
  open?: true
  /**
   * Which limit of requests a minute counts it: rows have one of their own, far higher. Signed URLs
   * and health checks have none: they are their own permission, or cost nothing.
   */
  limit?: 'ingest' | 'none'
  /** Reads, whatever its method: keys that only read may use it too. */
  reads?: true
}

interface Entry {
  handler: Handler
  options: RouteOptions
  pattern: string
}

export type Route = { method: HTTPMethod; pattern: string; open: boolean }

/** The table of API routes. Patterns are find-my-way's: `/api/runs/:id`, `/files/:name*`. */
export class Router {
  private readonly table = findMyWay({ maxParamLength: 4096 })
  readonly routes: Route[] = []

  on(method: HTTPMethod, pattern: string, handler: Handler, options: RouteOptions = {}): void {
    const entry: Entry = { handler, options, pattern }
    this.table.on(method, pattern, () => {}, entry)
    this.routes.push({ method, pattern, open: options.open ?? false })
  }

  find(method: string, path: string): (Entry & { params: Record<string, string> }) | undefined {
    const found = this.table.find(method as HTTPMethod, path)
    if (!found) return undefined
    const params = found.params as Record<string, string>
    return { ...(found.store as Entry), params }
  }
}

/** What went wrong, as an error a client may see; undefined for our own mistakes. */
export function asHttpError(error: unknown): HttpError | undefined {
  if (error instanceof HttpError) return error
  if (error instanceof ZodError) return fromZod(error)
  return undefined
}

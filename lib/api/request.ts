/** Requests to the server's own API; every answer is checked against its schema. */
import type { z } from 'zod'
import { ApiError, readErrorBody } from './errors'

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal | undefined
}

export async function send(
  path: string,
  { method = 'GET', body, signal }: Options = {},
): Promise<Response> {
  const init: RequestInit = { method, credentials: 'same-origin' }
  if (signal) init.signal = signal
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' }
    init.body = JSON.stringify(body)
  }
  const response = await fetch(path, init)
  if (response.ok) return response
  const said = readErrorBody(await response.json().catch(() => undefined))
  const { code, message, field } = said ?? {
    code: 'unknown',
    message: `The server answered ${response.status}.`,
    field: undefined,
  }
  throw new ApiError(response.status, code, message, field)
}

export async function get<T extends z.ZodType>(
  path: string,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  return schema.parse(await (await send(path, { signal })).json())
}

export async function change<T extends z.ZodType>(
  path: string,
  method: 'POST' | 'PUT' | 'PATCH',
  body: unknown,
  schema: T,
): Promise<z.output<T>> {
  return schema.parse(await (await send(path, { method, body })).json())
}

export const segment = encodeURIComponent
export const projectPath = (entity: string, project: string) =>
  `/api/projects/${segment(entity)}/${segment(project)}`

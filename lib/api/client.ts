/** The typed client the components use; every answer is checked against its schema. */
import type { z } from 'zod'
import type { SeriesQueryInput } from '../metrics/seriesQuery'
import { decodeSeries, type SeriesResult } from '../metrics/seriesWire'
import { ApiError, errorBodySchema } from './errors'
import { binSchema } from './bin'
import { homeSchema, projectKeysSchema, projectSchema } from './projects'
import {
  consoleMatchesSchema,
  consolePageSchema,
  rowsSchema,
  runDetailSchema,
  runFilesSchema,
  runListSchema,
  type UpdateRun,
} from './runs'
import { apiKeysSchema, createdApiKeySchema, sessionSchema } from './session'

interface Options {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal | undefined
}

async function send(
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
  const parsed = errorBodySchema.safeParse(await response.json().catch(() => undefined))
  const { code, message, field } = parsed.success
    ? parsed.data.error
    : { code: 'unknown', message: `The server answered ${response.status}.`, field: undefined }
  throw new ApiError(response.status, code, message, field)
}

async function get<T extends z.ZodType>(
  path: string,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  return schema.parse(await (await send(path, { signal })).json())
}

async function change<T extends z.ZodType>(
  path: string,
  method: 'POST' | 'PUT' | 'PATCH',
  body: unknown,
  schema: T,
): Promise<z.output<T>> {
  return schema.parse(await (await send(path, { method, body })).json())
}

const segment = encodeURIComponent
const projectPath = (entity: string, project: string) =>
  `/api/projects/${segment(entity)}/${segment(project)}`

export const api = {
  session: (signal?: AbortSignal) => get('/api/session', sessionSchema, signal),
  signIn: (username: string, password: string) =>
    change('/api/session', 'POST', { username, password }, sessionSchema),
  redeemLink: (token: string) => change('/api/session/link', 'POST', { token }, sessionSchema),
  signOut: async () => void (await send('/api/session', { method: 'DELETE' })),
  updateProfile: (name: string) => change('/api/session', 'PATCH', { name }, sessionSchema),
  setPassword: async (current: string, next: string) =>
    void (await send('/api/session/password', { method: 'PUT', body: { current, next } })),

  apiKeys: (signal?: AbortSignal) => get('/api/keys', apiKeysSchema, signal),
  createApiKey: (name: string) => change('/api/keys', 'POST', { name }, createdApiKeySchema),
  revokeApiKey: async (id: number) => void (await send(`/api/keys/${id}`, { method: 'DELETE' })),

  home: (signal?: AbortSignal) => get('/api/home', homeSchema, signal),
  project: (entity: string, project: string, signal?: AbortSignal) =>
    get(projectPath(entity, project), projectSchema, signal),
  runs: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/runs`, runListSchema, signal),
  projectKeys: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/keys`, projectKeysSchema, signal),
  run: (entity: string, project: string, run: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/runs/${segment(run)}`, runDetailSchema, signal),
  /** The keys the run itself has logged. */
  runKeys: (id: number, signal?: AbortSignal) =>
    get(`/api/runs/${id}/keys`, projectKeysSchema, signal),
  updateRun: (id: number, patch: UpdateRun) =>
    change(`/api/runs/${id}`, 'PATCH', patch, runDetailSchema),
  stopRun: async (id: number) => void (await send(`/api/runs/${id}/stop`, { method: 'POST' })),

  bin: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${projectPath(entity, project)}/bin`, binSchema, signal),
  binRuns: async (runIds: number[]) =>
    void (await send('/api/runs/bin', { method: 'POST', body: { runIds } })),
  restoreRuns: async (runIds: number[]) =>
    void (await send('/api/runs/restore', { method: 'POST', body: { runIds } })),
  purgeRuns: async (runIds: number[]) =>
    void (await send('/api/runs/purge', { method: 'POST', body: { runIds } })),
  moveRuns: async (runIds: number[], entity: string, project: string) =>
    void (await send('/api/runs/move', { method: 'POST', body: { runIds, entity, project } })),

  /** Runs × keys series, runs outermost. */
  series: async (query: SeriesQueryInput, signal?: AbortSignal): Promise<SeriesResult[]> => {
    const response = await send('/api/series', { method: 'POST', body: query, signal })
    return decodeSeries(await response.arrayBuffer(), query.keys)
  },
  rows: (
    id: number,
    stream: 'history' | 'events',
    from: number,
    to: number,
    signal?: AbortSignal,
  ) => get(`/api/runs/${id}/rows?stream=${stream}&from=${from}&to=${to}`, rowsSchema, signal),
  /** Downloads of everything a run logged. */
  exportUrl: (id: number, stream: 'history' | 'events', format: 'csv' | 'jsonl') =>
    `/api/runs/${id}/export.${format}?stream=${stream}`,

  console: (id: number, from: number, to: number, signal?: AbortSignal) =>
    get(`/api/runs/${id}/console?from=${from}&to=${to}`, consolePageSchema, signal),
  searchConsole: (id: number, q: string, regex: boolean, signal?: AbortSignal) =>
    get(
      `/api/runs/${id}/console/search?q=${segment(q)}&regex=${regex}`,
      consoleMatchesSchema,
      signal,
    ),
  consoleUrl: (id: number) => `/api/runs/${id}/console.txt`,

  files: (id: number, signal?: AbortSignal) => get(`/api/runs/${id}/files`, runFilesSchema, signal),
  fileUrl: (id: number, name: string, download = false) =>
    `/api/runs/${id}/files/${name.split('/').map(segment).join('/')}${download ? '?download=1' : ''}`,
}

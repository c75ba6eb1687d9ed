/** The typed client the components use; every answer is checked against its schema. */
import type { GroupQueryInput } from '../metrics/groupQuery'
import { decodeGroups, type GroupResult } from '../metrics/groupWire'
import type { SeriesQueryInput } from '../metrics/seriesQuery'
import { decodeSeries, type SeriesResult } from '../metrics/seriesWire'
import { binSchema } from './bin'
import { change, get, projectPath, segment, send } from './request'
import { homeSchema, projectKeysSchema, projectSchema } from './projects'
import type { KeyScope } from './roles'
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
  createApiKey: (name: string, scope: KeyScope = 'WRITE') =>
    change('/api/keys', 'POST', { name, scope }, createdApiKeySchema),
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
  /** Statistics of groups of runs, one a group. */
  groups: async (query: GroupQueryInput, signal?: AbortSignal): Promise<GroupResult[]> => {
    const response = await send('/api/series/groups', { method: 'POST', body: query, signal })
    return decodeGroups(await response.arrayBuffer())
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
  filesZipUrl: (id: number) => `/api/runs/${id}/files.zip`,
  fileUrl: (id: number, name: string, download = false) =>
    `/api/runs/${id}/files/${name.split('/').map(segment).join('/')}${download ? '?download=1' : ''}`,
}

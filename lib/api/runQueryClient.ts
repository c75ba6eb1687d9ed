/** Questions about many runs of a project, and changes of many at once. */
import { projectPath, segment, send } from './request'
import type { z } from 'zod'
import type { ColumnId } from '../runs/columns'
import {
  type BulkChange,
  type BulkUndo,
  bulkUndoSchema,
  completionsSchema,
  type RunGroupsQuery,
  runColumnsSchema,
  runGroupsSchema,
  runIdsSchema,
  type RunSetQuery,
  type RunWindowQuery,
  runWindowSchema,
} from './runQuery'

async function ask<T extends z.ZodType>(
  path: string,
  body: unknown,
  schema: T,
  signal?: AbortSignal,
): Promise<z.output<T>> {
  const response = await send(path, { method: 'POST', body, signal })
  return schema.parse(await response.json())
}

/** The questions of one project. */
export function runQueries(entity: string, project: string) {
  const base = `${projectPath(entity, project)}/runs`
  return {
    window: (query: RunWindowQuery, signal?: AbortSignal) =>
      ask(`${base}/query`, query, runWindowSchema, signal),
    ids: async (query: RunSetQuery, signal?: AbortSignal) =>
      (await ask(`${base}/ids`, query, runIdsSchema, signal)).ids,
    groups: (query: RunGroupsQuery, signal?: AbortSignal) =>
      ask(`${base}/groups`, query, runGroupsSchema, signal),
    /** The matching runs with these columns, as a file. */
    csv: async (query: RunSetQuery & { columns: ColumnId[] }) =>
      (await send(`${base}/csv`, { method: 'POST', body: query })).blob(),
    columns: async (signal?: AbortSignal) => {
      const response = await send(`${base}/columns`, { signal })
      return runColumnsSchema.parse(await response.json()).columns
    },
    complete: async (column: ColumnId, prefix: string, signal?: AbortSignal) => {
      const query = `column=${segment(column)}&prefix=${segment(prefix)}`
      const response = await send(`${base}/complete?${query}`, { signal })
      return completionsSchema.parse(await response.json()).values
    },
  }
}
export type RunQueries = ReturnType<typeof runQueries>

/** Resolves with what takes it back. */
export async function changeRuns(change: BulkChange): Promise<BulkUndo> {
  const response = await send('/api/runs', { method: 'PATCH', body: change })
  return bulkUndoSchema.parse(await response.json())
}

export async function undoRunsChange(before: BulkUndo): Promise<void> {
  await send('/api/runs/tags-and-groups', { method: 'PUT', body: before })
}

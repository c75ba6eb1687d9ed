/** Whole columns of values over the runs of a project, for the panels that draw them. */
import { projectPath, send } from './request'
import {
  type RunColumn,
  runColumnsSchema,
  type RunValues,
  type RunValuesQuery,
  runValuesSchema,
} from './runQuery'

export async function fetchRunValues(
  entity: string,
  project: string,
  query: RunValuesQuery,
  signal?: AbortSignal,
): Promise<RunValues> {
  const path = `${projectPath(entity, project)}/runs/values`
  const response = await send(path, { method: 'POST', body: query, signal })
  return runValuesSchema.parse(await response.json())
}

export async function fetchRunColumns(
  entity: string,
  project: string,
  signal?: AbortSignal,
): Promise<RunColumn[]> {
  const response = await send(`${projectPath(entity, project)}/runs/columns`, { signal })
  return runColumnsSchema.parse(await response.json()).columns
}

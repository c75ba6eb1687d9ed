import {
  type ChangeReport,
  type CreateReport,
  reportItemSchema,
  reportListSchema,
  reportSchema,
} from './reports'
import { change, get, projectPath, segment, send } from './request'

const listPath = (entity: string, project: string) => `${projectPath(entity, project)}/reports`
const reportPath = (slug: string) => `/api/reports/${segment(slug)}`

export const reportsApi = {
  list: (entity: string, project: string, signal?: AbortSignal) =>
    get(listPath(entity, project), reportListSchema, signal),
  bin: (entity: string, project: string, signal?: AbortSignal) =>
    get(`${listPath(entity, project)}?deleted=true`, reportListSchema, signal),
  create: (entity: string, project: string, wanted: CreateReport) =>
    change(listPath(entity, project), 'POST', wanted, reportItemSchema),
  /** With all it shows, as it is now. */
  report: (slug: string, signal?: AbortSignal) => get(reportPath(slug), reportSchema, signal),
  markdown: async (slug: string, signal?: AbortSignal) =>
    (await send(`${reportPath(slug)}/markdown`, { signal })).text(),
  change: (slug: string, wanted: ChangeReport) =>
    change(reportPath(slug), 'PATCH', wanted, reportItemSchema),
  remove: async (slug: string) => void (await send(reportPath(slug), { method: 'DELETE' })),
  restore: (slug: string) => change(`${reportPath(slug)}/restore`, 'POST', {}, reportItemSchema),
}

import { z } from 'zod'
import {
  type ChangeReport,
  type CreateReport,
  frozenSchema,
  reportItemSchema,
  reportListSchema,
  reportSchema,
  sinceSchema,
} from './reports'
import { addedPanelSchema, type AddPanel } from './reportPanels'
import { change, get, projectPath, segment, send } from './request'

const listPath = (entity: string, project: string) => `${projectPath(entity, project)}/reports`
const reportPath = (slug: string) => `/api/reports/${segment(slug)}`
const runSetPath = (slug: string, runSet: string) =>
  `${reportPath(slug)}/run-sets/${segment(runSet)}`

export const reportsApi = {
  /** At the end of the report; answers where it is. */
  addPanel: (slug: string, wanted: AddPanel) =>
    change(`${reportPath(slug)}/panels`, 'POST', wanted, addedPanelSchema),
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
  /** Resolves when the document says so. */
  freeze: (slug: string, runSet: string) =>
    change(`${runSetPath(slug, runSet)}/freeze`, 'POST', {}, z.object({ frozen: frozenSchema })),
  unfreeze: async (slug: string, runSet: string) =>
    void (await change(`${runSetPath(slug, runSet)}/unfreeze`, 'POST', {}, z.object({}))),
  since: (slug: string, runSet: string, signal?: AbortSignal) =>
    get(`${runSetPath(slug, runSet)}/since`, sinceSchema, signal),
  remove: async (slug: string) => void (await send(reportPath(slug), { method: 'DELETE' })),
  restore: (slug: string) => change(`${reportPath(slug)}/restore`, 'POST', {}, reportItemSchema),
}

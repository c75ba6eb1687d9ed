import { compareQuerySchema, createVersionSchema, renameVersionSchema } from '@/lib/api/versions'
import { canReadProject } from '../auth'
import { readJson } from '../http/body'
import { forbidden, fromZod } from '../http/errors'
import { sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { presentItem, presentReport } from '../reports'
import { idParam, userOf } from './access'
import type { ApiServices } from './services'

const LIST = '/api/reports/:slug/versions'
const ONE = `${LIST}/:id`

/** Versions of a report: whoever reads it reads them, whoever writes it names and restores them. */
export function addVersionRoutes(router: Router, { reports }: ApiServices): void {
  const found = async ({ principal, params }: RequestContext) => {
    const report = await reports.find(principal, params.slug ?? '')
    const canWrite = (await reports.reportRole(principal, report)) === 'write'
    return { report, canWrite }
  }
  const readable = async (context: RequestContext) => {
    const { report, canWrite } = await found(context)
    // What was taken out of a report is not for those who came by a link to what is in it.
    if (canWrite || canReadProject(context.principal, report.project)) return report
    throw forbidden('Versions of this report are for those who may read its project.')
  }
  const writable = async (context: RequestContext) => {
    const { report, canWrite } = await found(context)
    if (!canWrite) throw forbidden('You may read this report, but not change it.')
    return report
  }

  router.on('GET', LIST, async (context) => {
    const report = await readable(context)
    const { canWrite } = await found(context)
    sendJson(context.res, { ...(await reports.versions.list(report)), canWrite })
  })

  router.on('POST', LIST, async (context) => {
    const report = await writable(context)
    const { name } = await readJson(context.req, createVersionSchema)
    sendJson(context.res, await reports.versions.name(report, name), 201)
  })

  router.on('GET', ONE, async (context) => {
    const report = await readable(context)
    const state = await reports.versions.read(report, idParam(context))
    sendJson(context.res, presentReport(presentItem(context.principal, report), state))
  })

  router.on('GET', `${ONE}/diff`, async (context) => {
    const report = await readable(context)
    const query = compareQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    sendJson(context.res, await reports.versions.compare(report, idParam(context), query.data.from))
  })

  router.on('PATCH', ONE, async (context) => {
    const report = await writable(context)
    const { name } = await readJson(context.req, renameVersionSchema)
    sendJson(context.res, await reports.versions.rename(report, idParam(context), name))
  })

  router.on('POST', `${ONE}/restore`, async (context) => {
    const report = await writable(context)
    const user = userOf(context.principal)
    sendJson(context.res, {
      before: await reports.versions.restore(user, report, idParam(context)),
    })
  })
}

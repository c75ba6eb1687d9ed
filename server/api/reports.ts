import { changeReportSchema, createReportSchema, reportQuerySchema } from '@/lib/api/reports'
import { addPanelSchema } from '@/lib/api/reportPanels'
import { imagePath } from '@/lib/reports/imagePath'
import { MAX_IMAGE_BYTES } from '@/lib/reports/limits'
import { readBody, readJson } from '../http/body'
import { fromZod } from '../http/errors'
import { sendBytes, sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { presentItem, presentReport } from '../reports'
import { readableProject, userOf } from './access'
import type { ApiServices } from './services'

const LIST = '/api/projects/:entity/:project/reports'
const ONE = '/api/reports/:slug'
const RUN_SET = `${ONE}/run-sets/:runSet`

/** Reports; what they show is edited over the collaboration socket. */
export function addReportRoutes(router: Router, services: ApiServices): void {
  const { reports } = services
  const slugOf = ({ params }: RequestContext) => params.slug ?? ''
  const found = (context: RequestContext) => reports.find(context.principal, slugOf(context))

  router.on('GET', LIST, async (context) => {
    const { principal } = context
    const { id } = await readableProject(context, services)
    const query = reportQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    const list = await reports.list(id, query.data.deleted === 'true')
    sendJson(context.res, { reports: list.map((report) => presentItem(principal, report)) })
  })

  router.on('POST', LIST, async (context) => {
    const user = userOf(context.principal)
    const project = await readableProject(context, services)
    const wanted = await readJson(context.req, createReportSchema)
    sendJson(context.res, presentItem(user, await reports.create(user, project, wanted)), 201)
  })

  router.on('GET', ONE, async (context) => {
    const report = await found(context)
    const state = await reports.read(report)
    const canWrite = (await reports.reportRole(context.principal, report)) === 'write'
    const item = { ...presentItem(context.principal, report), canWrite }
    sendJson(context.res, presentReport(item, state))
  })

  router.on('GET', `${ONE}/markdown`, async (context) => {
    const markdown = await reports.markdown(context.principal, await found(context))
    sendBytes(context.res, Buffer.from(markdown), 'text/markdown; charset=utf-8')
  })

  router.on('PATCH', ONE, async (context) => {
    const { principal } = context
    const report = await found(context)
    const wanted = await readJson(context.req, changeReportSchema)
    sendJson(context.res, presentItem(principal, await reports.change(principal, report, wanted)))
  })

  router.on('POST', `${RUN_SET}/freeze`, async (context) => {
    const { principal, params, res } = context
    const report = await found(context)
    sendJson(res, { frozen: await reports.freeze(principal, report, params.runSet ?? '') }, 201)
  })

  router.on('POST', `${RUN_SET}/unfreeze`, async (context) => {
    const { principal, params, res } = context
    await reports.unfreeze(principal, await found(context), params.runSet ?? '')
    sendJson(res, {})
  })

  router.on('GET', `${RUN_SET}/since`, async (context) => {
    const { principal, params, res } = context
    const report = await found(context)
    sendJson(res, { newRuns: await reports.newRunsSince(principal, report, params.runSet ?? '') })
  })

  router.on('POST', `${ONE}/panels`, async (context) => {
    const report = await found(context)
    const wanted = await readJson(context.req, addPanelSchema)
    sendJson(context.res, await reports.addPanel(context.principal, report, wanted), 201)
  })

  router.on('DELETE', ONE, async (context) => {
    await reports.remove(context.principal, await found(context))
    sendJson(context.res, {})
  })

  router.on('POST', `${ONE}/restore`, async (context) => {
    const { principal } = context
    sendJson(context.res, presentItem(principal, await reports.restore(principal, slugOf(context))))
  })

  router.on('POST', `${ONE}/images`, async (context) => {
    const { principal } = context
    const report = await found(context)
    // Rights first: nobody sends 10 MB to be told that they may not.
    reports.needWrite(principal, report)
    const bytes = await readBody(context.req, MAX_IMAGE_BYTES)
    const { name } = await reports.images.store(report.id, bytes)
    sendJson(context.res, { src: imagePath(report.slug, name) }, 201)
  })

  router.on('GET', `${ONE}/images/:name`, async (context) => {
    const { id } = await found(context)
    const image = await reports.images.find(id, context.params.name ?? '')
    await reports.images.send(context.req, context.res, image)
  })
}

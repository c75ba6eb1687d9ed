import { figureQuerySchema } from '@/lib/api/figures'
import { ReportPanels } from '../figures'
import { fromZod, notFound } from '../http/errors'
import { sendBytes } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import type { ApiServices } from './services'

/** One panel of a report, drawn anew: for papers, scripts and pages that show pictures. */
export function addFigureRoutes(router: Router, services: ApiServices): void {
  const { reports, runSetReader, figures } = services

  const requestOf = async ({ principal, params, query }: RequestContext) => {
    const wanted = figureQuerySchema.safeParse(Object.fromEntries(query))
    const report = await reports.find(principal, params.slug ?? '')
    if (!wanted.success) throw fromZod(wanted.error)
    const { panel, ...size } = wanted.data
    const state = await reports.read(report)
    const panels = new ReportPanels(runSetReader, principal, report, state)
    const placed = panels.find(panel)
    if (!placed) throw notFound(`The panel ${panel}`)
    return panels.request(placed, size)
  }

  router.on('GET', '/api/reports/:slug/figure.svg', async (context) => {
    const svg = await figures.picture(await requestOf(context))
    const { res } = context
    // Opened by itself it runs nothing, and loads nothing.
    res.setHeader('content-security-policy', "default-src 'none'; img-src data:; sandbox")
    sendBytes(res, Buffer.from(svg), 'image/svg+xml; charset=utf-8')
  })

  router.on('GET', '/api/reports/:slug/figure.csv', async (context) => {
    const data = await figures.data(await requestOf(context))
    sendBytes(context.res, Buffer.from(data?.csv ?? ''), 'text/csv; charset=utf-8')
  })
}

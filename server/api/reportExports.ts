import type { ReportFacts } from '../reports'
import { sendBytes, sendJson } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import type { ApiServices } from './services'

const EXPORT = '/api/reports/:slug/export'

/** A report as files to take away. */
export function addReportExportRoutes(router: Router, services: ApiServices): void {
  const { reports, reportExports } = services
  const found = ({ principal, params }: RequestContext) =>
    reports.find(principal, params.slug ?? '')

  const on = (
    ending: string,
    contentType: string,
    make: (context: RequestContext, report: ReportFacts) => Promise<Uint8Array>,
  ) => {
    router.on('GET', `${EXPORT}/${ending}`, async (context) => {
      const report = await found(context)
      const bytes = await make(context, report)
      context.res.setHeader('content-disposition', attachment(report, ending))
      sendBytes(context.res, bytes, contentType)
    })
  }

  on('markdown.zip', 'application/zip', ({ principal }, report) =>
    reportExports.markdownZip(principal, report),
  )
  on('latex.zip', 'application/zip', ({ principal }, report) =>
    reportExports.latexZip(principal, report),
  )
  on('html', 'text/html; charset=utf-8', async ({ principal }, report) =>
    Buffer.from(await reportExports.html(principal, report)),
  )
  on('pdf', 'application/pdf', ({ principal }, report) => reportExports.pdf(principal, report))
  router.on('GET', `${EXPORT}/json`, async (context) => {
    const report = await found(context)
    const body = await reportExports.json(context.principal, report)
    sendJson(context.res, body, 200, { 'content-disposition': attachment(report, 'json') })
  })
}

/** Saved under the report's title, never shown in our origin. */
function attachment({ title, slug }: ReportFacts, ending: string): string {
  const name = (title || slug).replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^-+|-+$/g, '') || slug
  const file = ending.includes('.') ? `${name}-${ending}` : `${name}.${ending}`
  return `attachment; filename*=UTF-8''${encodeURIComponent(file)}`
}

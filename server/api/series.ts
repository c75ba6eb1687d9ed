import { histogramsQuerySchema } from '@/lib/api/histograms'
import { groupQuerySchema } from '@/lib/metrics/groupQuery'
import { encodeGroups } from '@/lib/metrics/groupWire'
import { seriesQuerySchema } from '@/lib/metrics/seriesQuery'
import { encodeSeries } from '@/lib/metrics/seriesWire'
import { canReadProject, type Principal } from '../auth'
import { readJson } from '../http/body'
import { fromZod, notFound } from '../http/errors'
import { sendBytes, sendJson } from '../http/respond'
import type { Handler, Router } from '../http/router'
import { readableRun } from './access'
import type { ApiServices } from './services'

export function addSeriesRoutes(router: Router, services: ApiServices): void {
  const { runs, metrics } = services
  const checkReadable = async (ids: readonly number[], principal: Principal) => {
    const entries = await runs.directory.byRunIds(ids)
    entries.forEach((run, i) => {
      if (!run || run.deleted || !canReadProject(principal, run)) throw notFound(`Run ${ids[i]}`)
    })
  }
  const series: Handler = async ({ req, res, principal }) => {
    const query = await readJson(req, seriesQuerySchema)
    await checkReadable(query.runs, principal)
    const times = new Times()
    const results = await metrics.series(query)
    times.mark('query')
    const bytes = encodeSeries(results, query.keys)
    times.mark('encode')
    res.setHeader('server-timing', times.header())
    sendBytes(res, bytes, 'application/octet-stream')
  }
  const groups: Handler = async ({ req, res, principal }) => {
    const query = await readJson(req, groupQuerySchema)
    const times = new Times()
    await checkReadable(query.groups.flat(), principal)
    times.mark('rights')
    const results = await metrics.groups(query)
    times.mark('query')
    const bytes = encodeGroups(results)
    times.mark('encode')
    res.setHeader('server-timing', times.header())
    sendBytes(res, bytes, 'application/octet-stream')
  }
  router.on('POST', '/api/series', series, { reads: true })
  router.on('POST', '/api/series/groups', groups, { reads: true })
  router.on('GET', '/api/runs/:id/histograms', async (context) => {
    const run = await readableRun(context, services)
    const query = histogramsQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    sendJson(context.res, await metrics.histograms(run.id, query.data.key, query.data.most))
  })
}

/** How long the parts of an answer took, for whoever measures. */
class Times {
  private last = performance.now()
  private readonly parts: string[] = []

  mark(name: string): void {
    const now = performance.now()
    this.parts.push(`${name};dur=${(now - this.last).toFixed(2)}`)
    this.last = now
  }

  header(): string {
    return this.parts.join(', ')
  }
}

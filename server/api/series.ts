import { seriesQuerySchema } from '@/lib/metrics/seriesQuery'
import { encodeSeries } from '@/lib/metrics/seriesWire'
import { canReadProject } from '../auth'
import { readJson } from '../http/body'
import { notFound } from '../http/errors'
import { sendBytes } from '../http/respond'
import type { Handler, Router } from '../http/router'
import type { ApiServices } from './services'

export function addSeriesRoutes(router: Router, { runs, metrics }: ApiServices): void {
  const answer: Handler = async ({ req, res, principal }) => {
    const query = await readJson(req, seriesQuerySchema)
    const entries = await Promise.all(query.runs.map((id) => runs.directory.byRunId(id)))
    entries.forEach((run, i) => {
      if (!run || run.deleted || !canReadProject(principal, run))
        throw notFound(`Run ${query.runs[i]}`)
    })
    const started = performance.now()
    const results = await metrics.series(query)
    const answered = performance.now()
    const bytes = encodeSeries(results, query.keys)
    const encoded = performance.now()
    res.setHeader(
      'server-timing',
      `query;dur=${(answered - started).toFixed(2)}, encode;dur=${(encoded - answered).toFixed(2)}`,
    )
    sendBytes(res, bytes, 'application/octet-stream')
  }
  router.on('POST', '/api/series', answer, { reads: true })
}

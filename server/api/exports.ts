/** A run's whole history or system metrics, streamed row by row. */
import { stringifyLenient } from '@/lib/json/lenient'
import { csvField } from '@/lib/metrics/csv'
import { displayKey } from '@/lib/metrics/keys'
import { streamSchema } from '@/lib/metrics/seriesQuery'
import { fromZod } from '../http/errors'
import { drained } from '../http/respond'
import type { RequestContext, Router } from '../http/router'
import { type Row, type RunSnapshot, streamId, UNREADABLE_KEY } from '../metrics'
import { readableRun } from './access'
import type { ApiServices } from './services'

export function addExportRoutes(router: Router, services: ApiServices): void {
  router.on('GET', '/api/runs/:id/export.csv', (context) =>
    exportRows(context, services, 'csv', 'text/csv; charset=utf-8', (names) => {
      const columns = [...names, UNREADABLE_KEY]
      return {
        header: `${columns.map((name) => csvField(displayKey(name))).join(',')}\n`,
        line: (row) => `${columns.map((name) => csvCell(row, name)).join(',')}\n`,
      }
    }),
  )

  router.on('GET', '/api/runs/:id/export.jsonl', (context) =>
    exportRows(context, services, 'jsonl', 'application/x-ndjson', () => ({
      header: '',
      line: (row) =>
        `${stringifyLenient(Object.fromEntries([...row].map(([k, v]) => [displayKey(k), v])))}\n`,
    })),
  )
}

function csvCell(row: Row, name: string): string {
  const value = row.get(name)
  if (value === undefined) return ''
  return csvField(typeof value === 'string' ? value : stringifyLenient(value))
}

interface Format {
  header: string
  line: (row: Row) => string
}

async function exportRows(
  context: RequestContext,
  services: ApiServices,
  extension: string,
  contentType: string,
  formatFor: (names: string[]) => Format,
): Promise<void> {
  const run = await readableRun(context, services)
  const stream = streamSchema.safeParse(context.query.get('stream') ?? 'history')
  if (!stream.success) throw fromZod(stream.error)
  const snapshot = await services.metrics.snapshot(run.id, streamId(stream.data))
  const { res } = context
  res.writeHead(200, {
    'content-type': contentType,
    'content-disposition': `attachment; filename="${encodeURIComponent(`${run.name}-${stream.data}`)}.${extension}"`,
    'cache-control': 'no-store',
  })
  await writeRows(res, services, snapshot, formatFor(snapshot.keyNames()))
  res.end()
}

/** A client that reads slowly holds up the reading of rows, not the server's memory. */
async function writeRows(
  res: RequestContext['res'],
  { metrics }: ApiServices,
  snapshot: RunSnapshot,
  format: Format,
): Promise<void> {
  res.write(format.header)
  const span = { from: 0, to: snapshot.totalRows }
  for await (const batch of metrics.rows(snapshot, span, snapshot.keyNames())) {
    if (res.destroyed) return
    if (!res.write(batch.map(format.line).join(''))) {
      await drained(res)
    }
  }
}

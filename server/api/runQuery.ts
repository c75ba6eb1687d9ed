import {
  bulkChangeSchema,
  bulkUndoSchema,
  completeQuerySchema,
  runGroupsQuerySchema,
  runSetQuerySchema,
  type RunValues,
  runValuesQuerySchema,
  runWindowQuerySchema,
} from '@/lib/api/runQuery'
import { columnIdSchema, columnLabel } from '@/lib/runs/columns'
import { fromStorable } from '@/lib/json/storable'
import { stringifyLenient } from '@/lib/json/lenient'
import { csvField } from '@/lib/metrics/csv'
import { canReadProject, canWriteProject, type Principal } from '../auth'
import { readJson } from '../http/body'
import { badRequest, forbidden, fromZod, notFound } from '../http/errors'
import { drained, sendJson } from '../http/respond'
import type { Router } from '../http/router'
import { changeRuns, restoreRuns } from '../runQuery'
import { presentRun, runRowSelect } from '../runs'
import { inBin, readableProject } from './access'
import type { ApiServices } from './services'

const BASE = '/api/projects/:entity/:project/runs'
const CSV_BATCH = 500

const csvQuerySchema = runSetQuerySchema.extend({ columns: columnIdSchema.array().max(1000) })

export function addRunQueryRoutes(router: Router, services: ApiServices): void {
  const { prisma, pool, runs, runQueries, livePosition } = services

  const rowsOf = async (ids: readonly number[]) => {
    const found = await prisma.run.findMany({
      where: { id: { in: [...ids] } },
      select: runRowSelect,
    })
    const byId = new Map(
      found.map((run) => [run.id, presentRun(run, runs.directory.get(run.id)?.heartbeatAt)]),
    )
    return byId
  }

  router.on(
    'POST',
    `${BASE}/query`,
    async (context) => {
      const project = await readableProject(context, services)
      const query = await readJson(context.req, runWindowQuerySchema)
      const position = livePosition(project.id)
      const [ids, all] = await Promise.all([
        runQueries.ids(project.id, query),
        prisma.run.count({ where: { projectId: project.id, deletedAt: null } }),
      ])
      const wanted = ids.slice(query.offset, query.offset + query.limit)
      const [byId, values] = await Promise.all([
        rowsOf(wanted),
        runQueries.values(project.id, wanted, query.columns),
      ])
      const rows = wanted.flatMap((id, i) => {
        const run = byId.get(id)
        return run ? [{ run, values: values[i]! }] : []
      })
      sendJson(context.res, { ...position, total: ids.length, all, rows })
    },
    { reads: true },
  )

  router.on(
    'POST',
    `${BASE}/ids`,
    async (context) => {
      const project = await readableProject(context, services)
      const query = await readJson(context.req, runSetQuerySchema)
      sendJson(context.res, { ids: await runQueries.ids(project.id, query) })
    },
    { reads: true },
  )

  router.on(
    'POST',
    `${BASE}/values`,
    async (context) => {
      const project = await readableProject(context, services)
      const query = await readJson(context.req, runValuesQuerySchema)
      const ids = await runQueries.ids(project.id, query)
      const shown = ids.slice(0, query.limit)
      const [values, byId] = await Promise.all([
        runQueries.values(project.id, shown, query.columns),
        runQueries.heads(shown),
      ])
      const kept = shown.map((id, i) => ({ run: byId.get(id), i })).filter(({ run }) => run)
      const answer: RunValues = {
        total: ids.length,
        runs: kept.map(({ run }) => run!),
        columns: query.columns.map((_, column) => kept.map(({ i }) => values[i]![column])),
      }
      sendJson(context.res, answer)
    },
    { reads: true },
  )

  router.on(
    'POST',
    `${BASE}/groups`,
    async (context) => {
      const project = await readableProject(context, services)
      const query = await readJson(context.req, runGroupsQuerySchema)
      if (query.within.length >= query.groupBy.length) {
        throw badRequest('within: must be shorter than groupBy', 'within')
      }
      const groups = await runQueries.groups(project.id, query, query)
      const total = groups.reduce((sum, group) => sum + group.count, 0)
      sendJson(context.res, { groups, total })
    },
    { reads: true },
  )

  router.on('GET', `${BASE}/columns`, async (context) => {
    const project = await readableProject(context, services)
    sendJson(context.res, { columns: await runQueries.columns(project.id) })
  })

  router.on('GET', `${BASE}/complete`, async (context) => {
    const project = await readableProject(context, services)
    const parsed = completeQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!parsed.success) throw fromZod(parsed.error)
    const { column, prefix } = parsed.data
    sendJson(context.res, { values: await runQueries.completions(project.id, column, prefix) })
  })

  router.on(
    'POST',
    `${BASE}/csv`,
    async (context) => {
      const project = await readableProject(context, services)
      const query = await readJson(context.req, csvQuerySchema)
      const ids = await runQueries.ids(project.id, query)
      const { res } = context
      res.writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${encodeURIComponent(project.name)}-runs.csv"`,
        'cache-control': 'no-store',
      })
      res.write(`${query.columns.map((id) => csvField(columnLabel(id))).join(',')}\n`)
      for (let i = 0; i < ids.length && !res.destroyed; i += CSV_BATCH) {
        const batch = ids.slice(i, i + CSV_BATCH)
        const rows = await runQueries.values(project.id, batch, query.columns)
        const text = rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('')
        if (!res.write(text)) await drained(res)
      }
      res.end()
    },
    { reads: true },
  )

  /** All of them, or none: who may not change one of the runs changes nothing. */
  const checkWritable = async (principal: Principal, ids: readonly number[]) => {
    const entries = await Promise.all(ids.map((id) => runs.directory.byRunId(id)))
    entries.forEach((run, i) => {
      if (!run || !canReadProject(principal, run)) throw notFound(`The run ${ids[i]}`)
      if (run.deleted) throw inBin(run.name)
      if (!canWriteProject(principal, run)) {
        throw forbidden(`You may read but not change runs of ${run.entity}.`)
      }
    })
  }
  const announce = (ids: readonly number[]) => {
    for (const id of ids) void runs.announce(id).catch(() => {})
  }

  router.on('PATCH', '/api/runs', async (context) => {
    const { runIds, ...patch } = await readJson(context.req, bulkChangeSchema)
    const ids = [...new Set(runIds)]
    await checkWritable(context.principal, ids)
    const before = await changeRuns(pool, ids, patch)
    announce(ids)
    sendJson(context.res, { runs: before })
  })

  router.on('PUT', '/api/runs/tags-and-groups', async (context) => {
    const { runs: rows } = await readJson(context.req, bulkUndoSchema)
    await checkWritable(
      context.principal,
      rows.map(({ id }) => id),
    )
    await restoreRuns(pool, rows)
    announce(rows.map(({ id }) => id))
    sendJson(context.res, {})
  })
}

/** Spreadsheets run what begins like a formula: an apostrophe makes it the text that it is. */
function csvCell(stored: unknown): string {
  if (stored === null || stored === undefined) return ''
  const value = fromStorable(stored)
  if (typeof value === 'number') return String(value)
  const text = typeof value === 'string' ? value : stringifyLenient(value)
  return csvField(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
}

import { RE2JS } from 're2js'
import {
  type ConsolePage,
  consoleQuerySchema,
  consoleSearchSchema,
  MAX_CONSOLE_LINES,
  MAX_ROWS,
  type RunDetail,
  rowsQuerySchema,
  updateRunSchema,
} from '@/lib/api/runs'
import { fromStorable, isUnstorable, toStorable } from '@/lib/json/storable'
import { stripAnsi } from '@/lib/console/ansi'
import { consoleText, parseConsoleLine } from '@/lib/console/line'
import { canReadProject, canWriteProject, type Principal } from '../auth'
import { readJson } from '../http/body'
import { badRequest, fromZod, notFound } from '../http/errors'
import { drained, sendJson } from '../http/respond'
import type { Router } from '../http/router'
import { HISTORY_STREAM, streamId } from '../metrics'
import { parseSummary, presentRun, runRowSelect } from '../runs'
import { inBin, readableProject, readableRun, writableRun } from './access'
import type { ApiServices } from './services'

interface Forked {
  parent: { name: string; displayName: string; projectId: number; deletedAt: Date | null } | null
  parentStep: number | null
  project: { id: number }
}

/** Of a parent that was moved away or deleted nothing is told: it may be out of the reader's sight. */
function forkedFrom({ parent, parentStep, project }: Forked): RunDetail['forkedFrom'] {
  if (!parent || parentStep === null || parent.deletedAt) return null
  if (parent.projectId !== project.id) return null
  return { name: parent.name, displayName: parent.displayName, step: parentStep }
}

export function addRunRoutes(router: Router, services: ApiServices): void {
  const { prisma, runs, ingest, metrics } = services

  const detail = async (principal: Principal, runId: number): Promise<RunDetail> => {
    const run = await prisma.run.findUniqueOrThrow({
      where: { id: runId },
      select: {
        ...runRowSelect,
        config: true,
        summary: true,
        metadata: true,
        host: true,
        program: true,
        commit: true,
        repo: true,
        project: { include: { entity: true } },
        parent: {
          select: { name: true, displayName: true, projectId: true, deletedAt: true },
        },
        parentStep: true,
      },
    })
    const { config, sdkVersion } = splitConfig(fromStorable(run.config) as ConfigTree)
    const pending = ingest.pendingSummary(runId)
    const newer = pending === undefined ? undefined : parseSummary(pending)
    const snapshot = await metrics.snapshot(runId, HISTORY_STREAM)
    const entry = await runs.directory.byRunId(runId)
    return {
      run: presentRun(run, entry?.heartbeatAt),
      entity: run.project.entity.name,
      project: run.project.name,
      projectId: run.project.id,
      config: toStorable(config) as Record<string, unknown>,
      summary: (newer ? toStorable(newer) : run.summary) as Record<string, unknown>,
      metadata: run.metadata as Record<string, unknown> | null,
      host: run.host,
      program: run.program,
      commit: run.commit,
      repo: run.repo,
      sdkVersion,
      sendIntervalS: entry?.sendIntervalS ?? null,
      steps: snapshot.totalRows,
      writers: await ingest.writerCount(runId),
      shared: await ingest.isShared(runId),
      forkedFrom: forkedFrom(run),
      canWrite: canWriteProject(principal, run.project),
    }
  }

  router.on('GET', '/api/projects/:entity/:project/runs/:run', async (context) => {
    const project = await readableProject(context, services)
    const name = context.params.run ?? ''
    const run = isUnstorable(name)
      ? undefined
      : await runs.directory.find(project.entity.name, project.name, name)
    // One that was moved stands in another project, which may be somebody else's.
    if (!run || !canReadProject(context.principal, run)) throw notFound(`The run ${name}`)
    if (run.deleted) throw inBin(name)
    sendJson(context.res, await detail(context.principal, run.id))
  })

  router.on('PATCH', '/api/runs/:id', async (context) => {
    const run = await writableRun(context, services)
    await runs.edit(run, await readJson(context.req, updateRunSchema))
    sendJson(context.res, await detail(context.principal, run.id))
  })

  router.on('POST', '/api/runs/:id/stop', async (context) => {
    const run = await writableRun(context, services)
    await runs.requestStop(run)
    sendJson(context.res, {})
  })

  router.on('GET', '/api/runs/:id/rows', async (context) => {
    const run = await readableRun(context, services)
    const query = rowsQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    const { stream, from, to, keys } = query.data
    if (to - from > MAX_ROWS) throw badRequest(`at most ${MAX_ROWS} rows in one answer`, 'to')
    const snapshot = await metrics.snapshot(run.id, streamId(stream))
    const names = keys === undefined ? snapshot.keyNames() : keys.split(',')
    const rows: unknown[] = []
    for await (const batch of metrics.rows(snapshot, { from, to }, names)) {
      for (const row of batch) rows.push(toStorable(Object.fromEntries(row)))
    }
    sendJson(context.res, { rows, total: snapshot.totalRows })
  })

  router.on('GET', '/api/runs/:id/console', async (context) => {
    const run = await readableRun(context, services)
    const query = consoleQuerySchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    const total = await ingest.consoleLength(run.id)
    const from = Math.min(query.data.from, total)
    const to = Math.min(query.data.to ?? total, total, from + MAX_CONSOLE_LINES)
    const page: ConsolePage = { total, from, lines: await ingest.consoleLines(run.id, from, to) }
    sendJson(context.res, page)
  })

  router.on('GET', '/api/runs/:id/console/search', async (context) => {
    const run = await readableRun(context, services)
    const query = consoleSearchSchema.safeParse(Object.fromEntries(context.query))
    if (!query.success) throw fromZod(query.error)
    const matches = matcher(query.data.q, query.data.regex)
    const total = await ingest.consoleLength(run.id)
    const lines: number[] = []
    for (let from = 0; from < total && lines.length <= MAX_CONSOLE_LINES; from += CONSOLE_STEP) {
      const texts = await ingest.consoleLines(run.id, from, Math.min(total, from + CONSOLE_STEP))
      texts.forEach((text, i) => {
        if (matches(stripAnsi(consoleText(parseConsoleLine(text))))) lines.push(from + i)
      })
    }
    const more = lines.length > MAX_CONSOLE_LINES
    sendJson(context.res, { lines: lines.slice(0, MAX_CONSOLE_LINES), more })
  })

  router.on('GET', '/api/runs/:id/console.txt', async (context) => {
    const run = await readableRun(context, services)
    const { res } = context
    res.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${encodeURIComponent(run.name)}.log"`,
    })
    const total = await ingest.consoleLength(run.id)
    for (let from = 0; from < total && !res.destroyed; from += CONSOLE_STEP) {
      const texts = await ingest.consoleLines(run.id, from, Math.min(total, from + CONSOLE_STEP))
      const block = texts.map((text) => `${consoleText(parseConsoleLine(text))}\n`).join('')
      if (!res.write(block)) await drained(res)
    }
    res.end()
  })

  router.on('GET', '/api/runs/:id/files', async (context) => {
    const run = await readableRun(context, services)
    const files = (await services.files.list(run.id)).map((file) => ({
      name: file.name,
      sizeBytes: Number(file.sizeBytes),
      mimeType: file.mimeType,
      updatedAt: file.updatedAt.toISOString(),
    }))
    sendJson(context.res, { files })
  })

  router.on('GET', '/api/runs/:id/files.zip', async (context) => {
    const run = await readableRun(context, services)
    await services.files.sendZip(context.res, run.id, run.name)
  })

  router.on('GET', '/api/runs/:id/files/*', async (context) => {
    const run = await readableRun(context, services)
    const name = context.params['*'] ?? ''
    const file = isUnstorable(name) ? null : await services.files.find(run.id, name)
    if (!file) throw notFound(`The file "${name}"`)
    const download = context.query.has('download')
    await services.files.send(context.req, context.res, file, { download })
  })
}

const CONSOLE_STEP = 5120

type ConfigTree = Record<string, { value?: unknown }>

function splitConfig(tree: ConfigTree): {
  config: Record<string, unknown>
  sdkVersion: string | null
} {
  const entries = Object.entries(tree).filter(([key]) => key !== '_wandb')
  const config = Object.fromEntries(entries.map(([key, entry]) => [key, entry?.value ?? null]))
  const internal = tree._wandb?.value as { cli_version?: unknown } | undefined
  const version = internal?.cli_version
  return { config, sdkVersion: typeof version === 'string' ? version : null }
}

function matcher(q: string, regex: boolean): (text: string) => boolean {
  if (!regex) {
    const wanted = q.toLowerCase()
    return (text) => text.toLowerCase().includes(wanted)
  }
  try {
    // Runs in linear time: a pattern that explodes in JavaScript's own engine would stop the server.
    const expression = RE2JS.compile(q, RE2JS.CASE_INSENSITIVE)
    return (text) => expression.matcher(text).find()
  } catch (error) {
    throw badRequest(`q is not a regular expression: ${(error as Error).message}`, 'q')
  }
}

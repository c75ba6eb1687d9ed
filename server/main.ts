/** The composition root: config → parts → listen. The one place that knows everything. */
import { EventEmitter } from 'node:events'
import type { Server } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import next from 'next'
import { COLLAB_PATH } from '@/lib/collab/wire'
import { REPORT_ROOTS, REPORT_SCHEMA } from '@/lib/reports/document'
import { repairReport } from '@/lib/reports/repair'
import { WORKSPACE_ROOTS, WORKSPACE_SCHEMA } from '@/lib/workspace/document'
import { Alerts } from './alerts'
import { Annotations } from './annotations'
import { addApiRoutes, SharePages } from './api'
import { Auth, canReadProject } from './auth'
import { Collab } from './collab'
import { Comments, type PositionsOf } from './comments'
import { ConfigError, readConfig } from './config'
import { AlreadyRunningError, openDatabase } from './db'
import { Documents } from './documents'
import { ReportExports } from './exports'
import { Figures } from './figures'
import { RunFiles } from './files'
import { addHealthRoutes } from './http/health'
import { RequestLimits } from './http/requestLimits'
import { Router } from './http/router'
import { createHttpServer, type PageHandler, type UpgradeHandler } from './http/server'
import { Ingest } from './ingest'
import { Live } from './live'
import { createLog, type Log, outliveReaders } from './log'
import { MetricStore, Sealer } from './metrics'
import { ReportImages, Reports, RunSetReader, Snapshots } from './reports'
import { RunQueries } from './runQuery'
import { Branches, RunBin, RunFreezer, RunMover, Runs } from './runs'
import { announce, describeDatabaseError, describeListenError, StartError } from './startup'
import { addWandbRoutes } from './wandb'
import { Sharing } from './sharing'
import { Views } from './workspaces'

// dist/server/main.js lies two folders below the project.
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** How long requests that are under way may take when the server is told to stop. */
const STOP_GRACE_MS = 2_000

async function main(): Promise<void> {
  outliveReaders([process.stdout, process.stderr])
  const config = readConfig(process.env)
  const log = createLog(config.logLevel)
  const database = await openDatabase(config, ROOT, log).catch((error: unknown) => {
    throw describeDatabaseError(error, config)
  })
  const { pool, prisma } = database
  const auth = new Auth(prisma)

  // Parts that tell each other what happens are made in the order in which they need each other;
  // what happens before the listeners exist has no watchers anyway.
  let live: Live | undefined = undefined as Live | undefined
  const touched = (runId: number) => {
    const run = runs.directory.get(runId)
    if (run) live?.runTouched(run.projectId, runId)
  }
  let alerts: Alerts | undefined = undefined as Alerts | undefined
  const runs = new Runs(
    prisma,
    pool,
    {
      runChanged(projectId, run) {
        live?.runChanged(projectId, run)
        alerts?.runChanged(projectId, run)
      },
      runEdited(runId) {
        live?.runEdited(runId)
        touched(runId)
      },
    },
    config.heartbeatTimeoutMs,
    log,
  )
  const workerFile = new URL('./sealWorker.js', import.meta.url)
  const sealer = new Sealer(workerFile, database.connection)
  const ingest = new Ingest(
    pool,
    sealer,
    {
      saveHeads: (client, heads) => runs.saveHeads(client, heads),
      headsSaved(heads) {
        for (const head of heads) {
          if (head.summary !== undefined) touched(head.runId)
          if (head.statuses.length > 0) void runs.announce(head.runId).catch(() => {})
        }
      },
      absorbed(run, what, nameOf) {
        live?.absorbed(run, what, nameOf)
        alerts?.absorbed(run, what)
      },
    },
    { tailBytes: config.tailBytes, idleSealMs: config.idleSealMs },
    database.owned,
    log,
  )
  const metrics = new MetricStore(pool, ingest, config.cacheBytes)
  ingest.setStoredFacts({
    async readRows(snapshot, span, names) {
      const rows = []
      for await (const batch of metrics.rows(snapshot, span, names)) rows.push(...batch)
      return rows
    },
    findRow: (snapshot, name, value) => metrics.findRow(snapshot, name, value),
    readSummary: (runId) => runs.storedSummary(runId),
  })
  const branches = new Branches(pool, ingest, metrics, (runId) => {
    live?.historyReplaced(runId)
    alerts?.historyReplaced(runId)
    void runs.announce(runId).catch(() => {})
  })
  const files = await RunFiles.open(
    prisma,
    path.join(config.dataDir, 'files'),
    {
      fileRemoved: (runId) => live?.filesChanged(runId),
      fileStored(runId, name) {
        live?.filesChanged(runId)
        if (name === 'wandb-metadata.json') void readMetadata(runId, files, runs, log)
      },
    },
    log,
  )
  live = new Live(
    auth,
    {
      findRun: (id) => runs.directory.byRunId(id),
      findProject: (id) => prisma.project.findUnique({ where: { id } }).then((p) => p ?? undefined),
      mayReadReport: (principal, id) => reports.roleOf(principal, id).then((role) => role !== null),
    },
    log,
    config.publicUrl,
  )

  const runQueries = new RunQueries(pool)
  const runSetReader = new RunSetReader(prisma, runQueries)
  const documents = new Documents(prisma, pool)
  const views: Views = new Views(prisma, documents, {
    read: (id) => collab.read(id),
    edit: (id, origin, change) => collab.edit(id, origin, change),
    close: (id) => collab.close(id),
  })
  const reports: Reports = new Reports(
    prisma,
    documents,
    {
      read: (id) => collab.read(id),
      edit: (id, origin, change, userId) => collab.edit(id, origin, change, userId),
      close: (id) => collab.close(id),
    },
    live,
    new Snapshots(prisma, new RunFreezer(pool, ingest, files), runQueries),
    runSetReader,
    new URL('./reportWorker.js', import.meta.url),
    await ReportImages.open(prisma, path.join(config.dataDir, 'report-images'), log),
    { idleMs: config.versionIdleMs, everyMs: config.versionEveryMs },
    log,
  )
  const collab = new Collab({
    documents,
    auth,
    kinds: {
      WORKSPACE: {
        schemaVersion: WORKSPACE_SCHEMA,
        roots: WORKSPACE_ROOTS,
        roleOf: (principal, id) => views.roleOf(principal, id),
      },
      REPORT: {
        schemaVersion: REPORT_SCHEMA,
        roots: REPORT_ROOTS,
        roleOf: (principal, id) => reports.roleOf(principal, id),
        repair: repairReport,
        stored: (id, doc, writers) => {
          reports.stored(id, doc, writers)
          live?.reportStored(id)
        },
      },
    },
    compactWorker: new URL('./compactWorker.js', import.meta.url),
    connection: database.connection,
    mayWrite: database.owned,
    log,
    publicUrl: config.publicUrl,
  })
  const figures = new Figures({ prisma, metrics, runQueries, files })
  const reportExports = new ReportExports({
    ...{ reports, runSets: runSetReader, figures, chromium: config.chromium },
    images: reports.images,
  })
  const sharing = new Sharing(
    {
      ...{ prisma, auth, reports, runQueries, runSetReader, metrics, figures, log },
      images: reports.images,
    },
    live,
  )
  live.admitVisitors(sharing)
  alerts = new Alerts({ prisma, metrics, runQueries, directory: runs.directory, log }, config, live)
  const annotations = new Annotations(prisma, metrics, live)
  const positionsOf: PositionsOf = async (principal, { run: runId, stream, ...place }) => {
    const run = await runs.directory.byRunId(runId)
    if (!run || run.deleted || !canReadProject(principal, run)) return {}
    return annotations.positions(run, stream, place)
  }
  const comments = new Comments(prisma, positionsOf, live)

  const departures = {
    runDeleted: (projectId: number, runId: number) => live?.runDeleted(projectId, runId),
    runRestored: (runId: number) => void runs.announce(runId).catch(() => {}),
  }
  const { directory } = runs
  const bin = new RunBin(prisma, pool, { ingest, metrics, files }, directory, departures, log)
  const mover = new RunMover(prisma, pool, ingest, directory, departures)

  await alerts.load()
  const replayed = await ingest.start()
  if (replayed > 0) log.info(`${replayed} logged posts read back`)
  runs.start()
  bin.start()
  reports.start()
  sharing.start()
  await alerts.start()

  const router = new Router()
  addHealthRoutes(router, pool, () => ingest.log.failure)
  addWandbRoutes(
    router,
    {
      ...{ auth, prisma, runs, runQueries, branches, bin, ingest, metrics, files },
      ...{ alerts, reports, views, sharing },
    },
    { publicUrl: config.publicUrl, log },
  )
  const livePosition = live.position.bind(live)
  addApiRoutes(router, {
    auth,
    config,
    log,
    prisma,
    pool,
    runs,
    runQueries,
    bin,
    mover,
    ingest,
    metrics,
    files,
    views,
    reports,
    sharing,
    runSetReader,
    figures,
    reportExports,
    annotations,
    alerts,
    comments,
    livePosition,
  })
  // Tests read the table from here, so that no route is without an expectation of who may use it.
  for (const { method, pattern } of router.routes) log.debug(`route ${method} ${pattern}`)

  // Next would listen to the server itself, and end every upgrade whose path could be a page's, as
  // /collab/1 could be a project's: it hears of its own alone.
  const nextUpgrades = new EventEmitter()
  const toNext: UpgradeHandler = (...upgrade) => void nextUpgrades.emit('upgrade', ...upgrade)
  let pages: PageHandler = (_req, res) => void res.writeHead(503).end()
  const server = createHttpServer({
    router,
    auth,
    limits: new RequestLimits(config.limits),
    log,
    publicUrl: config.publicUrl,
    proxies: config.proxies,
    pages: (req, res) => pages(req, res),
    shared: new SharePages(sharing, config.publicUrl),
    upgrades: [
      { path: COLLAB_PATH, handle: (req, socket, head) => collab.upgrade(req, socket, head) },
      { path: '/socket.io/' },
      ...(config.production ? [] : [{ path: '/_next/', handle: toNext }]),
    ],
  })
  live.attach(server)
  const app = next({
    dev: !config.production,
    dir: ROOT,
    httpServer: nextUpgrades as unknown as Server,
    quiet: true,
  })
  await app.prepare()
  const handler = app.getRequestHandler()
  pages = (req, res) => handler(req, res)

  const stop = async () => {
    server.close()
    // Whoever is in the middle of a request may end it; one that stalls must not hold up Ctrl-C.
    const grace = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MS)
    await Promise.all([live?.close(), collab.close()])
    clearTimeout(grace)
    server.closeAllConnections()
    sharing.close()
    await reports.close()
    await bin.close()
    await alerts.close()
    await runs.close()
    await ingest.close()
    await sealer.close()
    await app.close()
    await database.close()
  }
  stopOnSignals(stop, log)

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(describeListenError(error, config.port)),
    )
    server.listen(config.port, config.host, resolve)
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  await announce(server, auth, config)
}

async function readMetadata(runId: number, files: RunFiles, runs: Runs, log: Log): Promise<void> {
  try {
    const file = await files.find(runId, 'wandb-metadata.json')
    if (file) await runs.saveMetadata(runId, await files.readText(file.blobKey))
  } catch (error) {
    log.error(`metadata of run ${runId}`, error)
  }
}

function stopOnSignals(stop: () => Promise<void>, log: Log): void {
  let stopping = false
  const onSignal = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('stopping', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}

main().catch((error: unknown) => {
  const expected =
    error instanceof ConfigError ||
    error instanceof AlreadyRunningError ||
    error instanceof StartError
  console.error(expected ? `\nRunroom did not start: ${error.message}` : error)
  process.exit(1)
})

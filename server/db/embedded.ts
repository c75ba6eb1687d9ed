/**
 * A real PostgreSQL, run as a child process from the programs in the npm package.
 *
 * It listens on a Unix socket in a 0700 folder only. It outlives a kill -9 of this process, and is
 * then found again and taken over by the next start.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { Log } from '../log'
import { hydrateSymlinks, nativeFolder, NOBODY, reachableByOthers, runsAsRoot } from './binaries'

const SUPERUSER = 'runroom'
const DATABASE = 'runroom'
const PORT = 5432
const START_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 30_000
/** sun_path holds 108 bytes, the terminating zero included. */
const MAX_SOCKET_PATH = 107

const SETTINGS = {
  listen_addresses: '',
  port: `${PORT}`,
  max_connections: '60',
  shared_buffers: '128MB',
  // One process owns this server and nothing replicates from it.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  jit: 'off',
  huge_pages: 'off',
  log_timezone: 'UTC',
  timezone: 'UTC',
}

export interface EmbeddedPostgres {
  connection: pg.ClientConfig
  /** Where the cluster lies, which need not be below the data folder when root starts it. */
  folder: string
  stop(): Promise<void>
}

interface Layout {
  home: string
  cluster: string
  sockets: string
  logFile: string
  native: string
  owner: { uid: number; gid: number } | undefined
}

export async function startEmbeddedPostgres(dataDir: string, log: Log): Promise<EmbeddedPostgres> {
  if (process.platform === 'win32') {
    throw new Error('On Windows, set DATABASE_URL to a PostgreSQL server (or run inside WSL).')
  }
  const layout = await prepareLayout(dataDir, log)
  await initialiseCluster(layout, log)
  const supervisor = new Supervisor(layout, log)
  await supervisor.start()
  const connection = connectionTo(layout)
  await createDatabase(connection)
  return { connection, folder: layout.home, stop: () => supervisor.stop() }
}

function connectionTo(layout: Layout): pg.ClientConfig {
  return { host: layout.sockets, port: PORT, user: SUPERUSER, database: DATABASE }
}

async function prepareLayout(dataDir: string, log: Log): Promise<Layout> {
  await fs.mkdir(dataDir, { recursive: true, mode: 0o711 })
  const owner = runsAsRoot() ? { uid: NOBODY, gid: NOBODY } : undefined
  let home = path.join(dataDir, 'postgres')
  if (owner && !(await reachableByOthers(dataDir))) {
    // PostgreSQL refuses root, and the user that runs it instead cannot enter this folder.
    home = path.join(
      '/var/lib/runroom',
      createHash('sha256').update(dataDir).digest('hex').slice(0, 12),
    )
    log.info(`${dataDir} is private to root; the database is in ${home}`)
  }
  let native = nativeFolder()
  await hydrateSymlinks(native).catch(() => {})
  if (owner && !(await reachableByOthers(native))) native = await copyPrograms(native, home)
  let sockets = path.join(home, 'socket')
  if (Buffer.byteLength(path.join(sockets, `.s.PGSQL.${PORT}.lock`)) > MAX_SOCKET_PATH) {
    const id = createHash('sha256').update(home).digest('hex').slice(0, 12)
    sockets = path.join(os.tmpdir(), `runroom-${id}`)
  }
  for (const folder of [home, sockets]) {
    await fs.mkdir(folder, { recursive: true, mode: 0o700 })
    if (owner) await fs.chown(folder, owner.uid, owner.gid)
    await fs.chmod(folder, 0o700)
  }
  return {
    home,
    cluster: path.join(home, 'cluster'),
    sockets,
    logFile: path.join(home, 'postgres.log'),
    native,
    owner,
  }
}

async function copyPrograms(native: string, home: string): Promise<string> {
  const target = path.join(path.dirname(home), 'postgres-programs')
  const done = path.join(target, 'copied')
  const stamp = await fs.readFile(path.join(native, '..', 'package.json'), 'utf8')
  if ((await fs.readFile(done, 'utf8').catch(() => '')) !== stamp) {
    await fs.rm(target, { recursive: true, force: true })
    await fs.mkdir(target, { recursive: true, mode: 0o755 })
    await fs.cp(native, path.join(target, 'native'), { recursive: true, verbatimSymlinks: true })
    await fs.writeFile(done, stamp)
  }
  return path.join(target, 'native')
}

/** Runs initdb beside its final place, so that a kill half-way leaves nothing that looks done. */
async function initialiseCluster(layout: Layout, log: Log): Promise<void> {
  if (await exists(path.join(layout.cluster, 'PG_VERSION'))) return
  log.info('creating the database')
  const fresh = `${layout.cluster}.new`
  await fs.rm(fresh, { recursive: true, force: true })
  const output = await run(
    path.join(layout.native, 'bin', 'initdb'),
    ['-D', fresh, '-U', SUPERUSER, '--auth=trust', '--encoding=UTF8', '--locale=C'],
    layout,
  )
  if (!(await exists(path.join(fresh, 'PG_VERSION')))) {
    throw new Error(`The database could not be created:\n${output.trim()}`)
  }
  await fs.rename(fresh, layout.cluster)
}

async function run(program: string, args: string[], layout: Layout): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: layout.home,
      ...layout.owner,
      env: childEnv(layout) as NodeJS.ProcessEnv,
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('error', reject)
    child.on('close', () => resolve(output))
  })
}

function childEnv(layout: Layout): Record<string, string | undefined> {
  const library = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH'
  return { PATH: process.env.PATH, LC_ALL: 'C', [library]: path.join(layout.native, 'lib') }
}

async function createDatabase(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** Keeps one postmaster alive until told to stop; restarts one that dies. */
class Supervisor {
  private child: ChildProcess | undefined
  private stopping = false
  private watch: NodeJS.Timeout | undefined
  private restart: Promise<void> | undefined

  constructor(
    private readonly layout: Layout,
    private readonly log: Log,
  ) {}

  async start(): Promise<void> {
    if ((await this.runningPid()) !== undefined && (await this.answers(5_000))) {
      this.log.info('taking over the database that is already running')
    } else await this.launch()
    this.watch = setInterval(() => void this.check(), 1_000)
    this.watch.unref()
  }

  async stop(): Promise<void> {
    this.stopping = true
    clearInterval(this.watch)
    await this.restart?.catch(() => {})
    const pid = await this.runningPid()
    if (pid === undefined) return
    process.kill(pid, 'SIGINT') // fast shutdown: ends sessions, writes a checkpoint
    const deadline = Date.now() + STOP_TIMEOUT_MS
    while (isAlive(pid) && Date.now() < deadline) await pause(50)
    if (isAlive(pid)) process.kill(pid, 'SIGQUIT')
  }

  private async check(): Promise<void> {
    if (this.stopping || this.restart) return
    if ((await this.runningPid()) !== undefined) return
    if (this.stopping || this.restart) return
    this.log.error('the database has stopped; starting it again')
    this.restart = this.launch()
      .then(() => this.log.info('the database is back'))
      .catch((error: unknown) => this.log.error('the database does not start', error))
      .finally(() => (this.restart = undefined))
  }

  private async launch(): Promise<void> {
    const { layout } = this
    const deadline = Date.now() + START_TIMEOUT_MS
    for (let attempt = 1; ; attempt++) {
      const logFile = await fs.open(layout.logFile, 'a', 0o600)
      const size = (await logFile.stat()).size
      const settings = { ...SETTINGS, unix_socket_directories: layout.sockets }
      const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
      const child = spawn(
        path.join(layout.native, 'bin', 'postgres'),
        ['-D', layout.cluster, ...args],
        {
          cwd: layout.home,
          ...layout.owner,
          env: childEnv(layout) as NodeJS.ProcessEnv,
          stdio: ['ignore', logFile.fd, logFile.fd],
          // In a session of its own, so that Ctrl-C reaches Runroom first.
          detached: true,
        },
      )
      let exited = false
      child.on('exit', () => (exited = true))
      child.on('error', () => (exited = true))
      child.unref()
      this.child = child
      await logFile.close()
      while (!exited && Date.now() < deadline) {
        if (await this.answers(1_000)) return
        await pause(30)
      }
      // A stale postmaster.pid whose number now belongs to another process ends it at once.
      if (exited && attempt < 5 && !this.stopping) {
        await pause(200 * attempt)
        continue
      }
      if (!exited) child.kill('SIGQUIT')
      const lines = (await fs.readFile(layout.logFile, 'utf8')).slice(size).trim()
      throw new Error(`PostgreSQL did not start. Its log says:\n${lines.slice(-2000)}`)
    }
  }

  private async answers(timeoutMs: number): Promise<boolean> {
    const client = new pg.Client({
      ...connectionTo(this.layout),
      database: 'postgres',
      connectionTimeoutMillis: timeoutMs,
    })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query('SELECT 1')
      return true
    } catch {
      return false
    } finally {
      await client.end().catch(() => {})
    }
  }

  /** The postmaster's process id, from the child or from the pid file it writes. */
  private async runningPid(): Promise<number | undefined> {
    const { child } = this
    if (child?.pid && child.exitCode === null && child.signalCode === null) return child.pid
    const file = path.join(this.layout.cluster, 'postmaster.pid')
    const text = await fs.readFile(file, 'utf8').catch(() => '')
    const pid = Number(text.split('\n')[0])
    if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return undefined
    return (await isPostgres(pid)) ? pid : undefined
  }
}

/** Process ids are reused: before a signal or a take-over, make sure it is PostgreSQL. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const command = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes('postgres')
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function exists(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  )
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

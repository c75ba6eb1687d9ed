// Steps that `npm start`, `npm test` and the others share. Plain Node: nothing may be installed yet.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

const MIN_NODE = [20, 19]

export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return
  console.error(
    `Runroom needs Node ${MIN_NODE.join('.')} or newer; this is ${process.versions.node}.`,
  )
  process.exit(1)
}

/** Runs a command to its end; its output is shown only when it fails, unless `show` is set. */
export function run(command, args, { show = false, env = {}, what = command } = {}) {
  const result = spawnSync(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.status === 0) return result
  if (!show) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
  const reason = result.error?.message ?? `exit code ${result.status ?? result.signal}`
  console.error(`\n${what} failed: ${reason}`)
  process.exit(1)
}

function hashOf(files) {
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(fs.readFileSync(path.join(root, file)))
  return hash.digest('hex')
}

/** Does `work` unless it was done before for files with the same content. */
function once(stamp, files, work) {
  const stampFile = path.join(root, stamp)
  const wanted = hashOf(files)
  const found = fs.existsSync(stampFile) ? fs.readFileSync(stampFile, 'utf8') : ''
  if (found === wanted) return false
  work()
  fs.mkdirSync(path.dirname(stampFile), { recursive: true })
  fs.writeFileSync(stampFile, wanted)
  return true
}

/**
 * `npm ci`, unless every package of the lockfile that belongs here lies in node_modules at its
 * version. `all` asks for what tests need too; users are spared that.
 */
export function install({ all = false } = {}) {
  if (isInstalled(all)) return
  console.log(`Installing packages (npm ci${all ? '' : ' --omit=dev'}) …`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const only = all ? ['--include=dev'] : ['--omit=dev']
  run(npm, ['ci', ...only, '--no-audit', '--no-fund', '--loglevel=error'], { what: 'npm ci' })
}

/** npm writes node_modules/.package-lock.json when, and only when, an installation is complete. */
function isInstalled(all) {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  const found = 'node_modules/.package-lock.json'
  if (!fs.existsSync(path.join(root, found))) return false
  const here = read(found)
  return Object.entries(read('package-lock.json')).every(([place, wanted]) => {
    if (place === '' || wanted.optional || wanted.devOptional || wanted.peer) return true
    if (wanted.dev && !all) return true
    return here[place]?.version === wanted.version
  })
}

/** The Prisma client, when the schema has changed. */
export function generateClient() {
  once('prisma/generated/.stamp', ['package-lock.json', 'prisma/schema.prisma'], () => {
    run(process.execPath, ['scripts/prisma/cli.mjs', 'generate'], { what: 'prisma generate' })
  })
}

const SOURCES = ['app', 'components', 'lib', 'server', 'prisma/schema.prisma', 'public']
const BUILD_FILES = ['package-lock.json', 'next.config.js', 'postcss.config.mjs', 'tsconfig.json']

function filesBelow(place) {
  const full = path.join(root, place)
  if (!fs.existsSync(full)) return []
  if (fs.statSync(full).isFile()) return [place]
  return fs
    .readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(path.join(place, name)))
}

/** The server bundle and the pages, when any source has changed. */
export function build() {
  generateClient()
  const files = [...BUILD_FILES, ...SOURCES.flatMap(filesBelow), 'scripts/lib/bundle.mjs']
  once('dist/.stamp', files, () => {
    console.log('Building …')
    run(process.execPath, ['scripts/lib/bundle.mjs'], { what: 'bundling the server' })
    const next = path.join(root, 'node_modules/next/dist/bin/next')
    run(process.execPath, [next, 'build'], {
      what: 'next build',
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    })
  })
}

/** Starts a long-running command; it shares this terminal unless `stdio` says otherwise. */
export function start(command, args, env = {}, stdio = 'inherit') {
  return spawn(command, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio,
  })
}

/**
 * The production server. One malloc arena for each core would keep tens of megabytes of freed
 * buffers that ingest never asks for again; two serve it as fast.
 */
export function startServer(env = {}, stdio = 'inherit') {
  const production = {
    NODE_ENV: 'production',
    MALLOC_ARENA_MAX: process.env.MALLOC_ARENA_MAX ?? '2',
  }
  return start(
    process.execPath,
    ['--enable-source-maps', 'dist/server/main.js'],
    { ...production, ...env },
    stdio,
  )
}

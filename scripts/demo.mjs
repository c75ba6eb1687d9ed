// `npm run demo`: real runs to look at. Starts a server on a data folder of its own and trains the
// scripts of examples/ against it with the real SDK; with WANDB_BASE_URL and WANDB_API_KEY set, the
// runs go to that server instead.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { build, checkNode, install, root, startServer } from './lib/steps.mjs'
import { ensureVenv, WANDB } from './lib/venv.mjs'

const EXAMPLES = [
  ['classifier.py'],
  ['classifier.py', '--width', '8', '--lr', '0.05', '--seed', '2'],
  ['learning_rates.py'],
  ['language_model.py'],
  ['unstable.py'],
]

checkNode()
const python = ensureVenv('wandb', [WANDB])
const children = new Set()
let server
let ending = false

/** Ends what was started here; a second Ctrl-C does not wait. */
function end(code) {
  if (ending) return
  ending = true
  for (const child of children) child.kill('SIGTERM')
  if (!server || server.exitCode !== null) process.exit(code)
  server.once('exit', () => process.exit(code))
  server.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(0))

const { url, apiKey } = await target()
console.log(`\n  Training ${EXAMPLES.length} scripts of examples/; their runs appear at ${url}\n`)
const codes = await Promise.all(EXAMPLES.map(train))
if (!ending) {
  const odd = EXAMPLES.filter((example, i) => codes[i] !== 0 && example[0] !== 'unstable.py')
  for (const [script] of odd) console.error(`  ${script} failed; its output is in data/demo/logs`)
  console.log(`\n  The scripts have ended.${server ? ' The server goes on; Ctrl-C stops it.' : ''}`)
  if (!server) process.exit(odd.length > 0 ? 1 : 0)
}

/** Where the runs go: the server the environment names, or one that is started here. */
async function target() {
  const { WANDB_BASE_URL, WANDB_API_KEY } = process.env
  if (WANDB_BASE_URL && WANDB_API_KEY) return { url: WANDB_BASE_URL, apiKey: WANDB_API_KEY }
  install()
  build()
  const data = path.resolve(root, process.env.RUNROOM_DATA ?? 'data/demo')
  server = startServer({ RUNROOM_DATA: data }, ['ignore', 'pipe', 'inherit'])
  server.on('exit', (code) => end(code ?? 1))
  let printed = ''
  server.stdout.on('data', (text) => {
    process.stdout.write(text)
    printed += text
  })
  await new Promise((resolve) => {
    server.stdout.on('data', () => {
      if (printed.includes('Ctrl-C stops it')) resolve()
    })
  })
  // The key is shown at the first start only: the demo keeps its own.
  const keyFile = path.join(data, 'demo-key')
  const shown = /WANDB_API_KEY=(\w{40})/.exec(printed)?.[1]
  if (shown) fs.writeFileSync(keyFile, shown, { mode: 0o600 })
  return { url: /running at (\S+)/.exec(printed)[1], apiKey: fs.readFileSync(keyFile, 'utf8') }
}

function train([script, ...args]) {
  const logs = path.join(root, 'data/demo/logs')
  fs.mkdirSync(logs, { recursive: true })
  const log = fs.openSync(path.join(logs, `${script}.log`), 'a')
  const child = spawn(python, [path.join(root, 'examples', script), ...args], {
    cwd: logs,
    stdio: ['ignore', log, log],
    env: {
      ...process.env,
      WANDB_BASE_URL: url,
      WANDB_API_KEY: apiKey,
      WANDB__FILE_STREAM_TRANSMIT_INTERVAL: '1',
      WANDB_MODE: 'online',
    },
  })
  children.add(child)
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      children.delete(child)
      resolve(code)
    })
  })
}

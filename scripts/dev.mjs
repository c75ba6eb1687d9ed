// `npm run dev`: pages reload by themselves; a change of the server bundles and starts it again.
import { checkNode, generateClient, install, start } from './lib/steps.mjs'

checkNode()
install({ all: true })
generateClient()

const { default: esbuild } = await import('esbuild')
const { options } = await import('./lib/bundle.mjs')

let server
let stopping = false
// Bundles can follow each other faster than a server stops: one start waits for one stop.
let turn = Promise.resolve()

function startAgain() {
  turn = turn.then(async () => {
    if (server) console.log('The server changed: starting it again …')
    await stop()
    if (stopping) return
    const child = start(process.execPath, ['--enable-source-maps', 'dist/dev/main.js'], {
      NODE_ENV: 'development',
      RUNROOM_DATA: process.env.RUNROOM_DATA ?? './data',
    })
    server = child
    child.on('exit', (code, signal) => {
      if (server !== child) return
      server = undefined
      if (!stopping) {
        console.log(`The server ended (${signal ?? `code ${code}`}); the next change starts it.`)
      }
    })
  })
}

/** Resolves when the server has ended and its database with it. */
function stop() {
  const child = server
  server = undefined
  if (!child) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
}

const context = await esbuild.context({
  ...options,
  outdir: 'dist/dev',
  plugins: [
    {
      name: 'start-again',
      setup(build) {
        build.onEnd((result) => {
          if (result.errors.length === 0) startAgain()
        })
      },
    },
  ],
})
await context.watch()

async function end() {
  if (stopping) return
  stopping = true
  await context.dispose()
  await stop()
  process.exit(0)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end())

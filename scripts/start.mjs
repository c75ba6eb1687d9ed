// `npm start`: installs if needed, builds if stale, then becomes the server.
import { build, checkNode, install, startServer } from './lib/steps.mjs'

checkNode()
install()
build()
const server = startServer()
// Ctrl-C reaches the server through the terminal; this process waits for it to finish.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') server.kill('SIGTERM')
  })
}
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))

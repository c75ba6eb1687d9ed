// Runs the stock Prisma CLI with the WASM schema engine: `npm run prisma -- <command>`.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export function prisma(args, { env = {}, stdio = 'inherit' } = {}) {
  const cli = require.resolve('prisma/build/index.js')
  const result = spawnSync(process.execPath, [cli, ...args], {
    stdio,
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: {
      ...process.env,
      ...env,
      PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(new URL('./schema-engine.mjs', import.meta.url)),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (result.error) throw result.error
  return result
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exit(prisma(process.argv.slice(2)).status ?? 1)
}

// `npm run db:migrate -- name`: writes prisma/migrations/NNNN_name/migration.sql from what
// prisma/schema.prisma says beyond the migrations so far. Needs no running server: a database of its
// own lives for as long as this takes. Read the SQL before you commit it.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { checkNode, generateClient, install, root } from '../lib/steps.mjs'
import { prisma } from './cli.mjs'

const name = process.argv[2] ?? ''
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Give the migration a name of a-z, 0-9 and _: npm run db:migrate -- add_teams')
  process.exit(1)
}
checkNode()
install({ all: true })

const { tsImport } = await import('tsx/esm/api')
const { startEmbeddedPostgres } = await tsImport('../../server/db/embedded.ts', import.meta.url)
const { createLog } = await tsImport('../../server/log.ts', import.meta.url)

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'runroom-migrate-'))
fs.chmodSync(folder, 0o711)
const postgres = await startEmbeddedPostgres(folder, createLog('error'))
try {
  const { host, user } = postgres.connection
  const url = `postgresql://${user}@localhost/postgres?host=${encodeURIComponent(host)}`
  const migrations = 'prisma/migrations'
  const schema = ['--to-schema', 'prisma/schema.prisma', '--script']
  const result = prisma(['migrate', 'diff', '--from-migrations', migrations, ...schema], {
    env: { DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const sql = result.stdout?.toString() ?? ''
  if (result.status !== 0) process.exitCode = 1
  else if (/^\s*(--.*)?\s*$/.test(sql)) console.log('The schema asks for nothing new.')
  else {
    const last = fs
      .readdirSync(path.join(root, migrations))
      .map((entry) => Number.parseInt(entry, 10))
      .reduce((a, b) => Math.max(a, b || 0), 0)
    const place = path.join(migrations, `${String(last + 1).padStart(4, '0')}_${name}`)
    fs.mkdirSync(path.join(root, place))
    fs.writeFileSync(path.join(root, place, 'migration.sql'), sql)
    console.log(`Wrote ${place}/migration.sql:\n\n${sql}`)
    generateClient()
  }
} finally {
  await postgres.stop()
  fs.rmSync(folder, { recursive: true, force: true })
}

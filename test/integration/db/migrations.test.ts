import { spawnSync } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { freshDatabaseUrl, root } from '../../support/freshDatabase'

/** What separates the migrations from a schema; prisma's exit code is 0 for nothing, 2 for something. */
async function difference(schema: string) {
  const options = ['--from-migrations', 'prisma/migrations', '--to-schema', schema, '--exit-code']
  const result = spawnSync(
    process.execPath,
    ['scripts/prisma/cli.mjs', 'migrate', 'diff', ...options],
    {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: await freshDatabaseUrl() },
    },
  )
  return { status: result.status, said: `${result.stdout}${result.stderr}` }
}

describe('migrations', () => {
  it('lead to exactly what prisma/schema.prisma describes', async () => {
    const { status, said } = await difference('prisma/schema.prisma')
    expect(status, said).toBe(0)
  })

  it('are known to be behind when the schema has gone on', async () => {
    const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-schema-'))
    try {
      const schema = await fs.readFile(path.join(root, 'prisma/schema.prisma'), 'utf8')
      const changed = path.join(folder, 'schema.prisma')
      await fs.writeFile(changed, `${schema}\nmodel Novelty {\n  id Int @id\n}\n`)
      const { status, said } = await difference(changed)
      expect(status, said).toBe(2)
      expect(said).toMatch(/Novelty/)
    } finally {
      await fs.rm(folder, { recursive: true, force: true })
    }
  })
})

// The rule that keeps who may import whom does refuse what it should.
import path from 'node:path'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../../..')
const eslint = new ESLint({ cwd: root })

async function complaints(file: string, imported: string): Promise<string[]> {
  const code = `import * as other from '${imported}'\n\nexport const kept = other\n`
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) })
  expect(result!.messages.filter((message) => message.fatal)).toEqual([])
  return result!.messages.map((message) => message.ruleId ?? '')
}

const REFUSED = [
  ['components/ui/new.ts', '@/server/auth'],
  ['app/new.ts', '@/server/config'],
  ['lib/metrics/new.ts', '@/components/live/queryKeys'],
  ['lib/metrics/new.ts', '@/server/bytes/varint'],
  ['components/ui/new.ts', '@/app/layout'],
  ['server/metrics/new.ts', '@/components/live/queryKeys'],
  ['server/http/new.ts', '../ingest'],
  ['server/runs/new.ts', '../wandb'],
  ['server/ingest/new.ts', '../api'],
  ['server/api/new.ts', '../live'],
  ['server/live/new.ts', '../ingest/tail'],
  ['server/runs/new.ts', '../auth/tokens'],
  ['server/metrics/new.ts', '../main'],
]

const ALLOWED = [
  ['app/new.ts', '@/components/live/queryKeys'],
  ['components/ui/new.ts', '@/lib/metrics/buckets'],
  ['server/metrics/new.ts', '@/lib/metrics/buckets'],
  ['server/api/new.ts', '../ingest'],
  ['server/live/new.ts', '../auth'],
  ['server/ingest/new.ts', '../bytes/varint'],
  ['server/main.ts', './live'],
]

describe('an import', () => {
  it.each(REFUSED)('of %s from %s is refused', async (file, imported) => {
    const rules = await complaints(file, imported)
    expect(rules.filter((rule) => rule.startsWith('boundaries/'))).not.toEqual([])
  })

  it.each(ALLOWED)('of %s from %s is allowed', async (file, imported) => {
    expect(await complaints(file, imported)).toEqual([])
  })
})

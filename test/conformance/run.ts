/**
 * `npm run test:wandb -- PATH…`: runs test files of wandb's own tests/system_tests against a fresh
 * Runroom. `WANDB_SRC` is a checkout of wandb/wandb; the SDK they run with is the release it is
 * tagged as or, between releases, the one that Runroom's own tests use. Ends with 0 when every
 * failure is one that known.json explains.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@/prisma/generated/client'
import { ensureVenv, WANDB } from '../../scripts/lib/venv.mjs'
import { databaseOf, startStandaloneServer } from '../support/standalone'
import { startFixtureService } from './fixtureService'
import { type KnownFailure, printTable, readOutcomes } from './table'
import { TestAccounts } from './testAccounts'
import { VERIFY, verify } from './verify'

/** The tests look for a server under this name. */
const BACKEND = 'wandb-local-testcontainer'
const here = import.meta.dirname

async function main(): Promise<number> {
  const source = process.env.WANDB_SRC
  const wanted = process.argv.slice(2)
  if (!source || wanted.length === 0) {
    console.error('Usage: WANDB_SRC=<checkout of wandb/wandb> npm run test:wandb -- PATH…')
    console.error('PATH is a file or folder below tests/system_tests, such as test_core, or')
    console.error(`"${VERIFY}" for what the command "wandb verify" checks.`)
    return 2
  }
  const sdk = await sdkFor(source)
  const requirements = path.join(here, 'requirements.txt')
  const lines = (await fs.readFile(requirements, 'utf8')).split('\n')
  const packages = lines.filter((line) => line.trim() !== '' && !line.startsWith('#'))
  const python = ensureVenv(`conformance-${sdk.split('==')[1]}`, [sdk, ...packages])

  const work = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-conformance-'))
  const server = await startStandaloneServer({ HOST: '::' })
  const prisma = new PrismaClient({ adapter: new PrismaPg({ ...databaseOf(server), max: 4 }) })
  const fixtures = await startFixtureService(new TestAccounts(prisma))
  try {
    await layOut(source, work, { base: Number(new URL(server.url).port), fixtures: fixtures.port })
    console.log(`tests of ${source} with ${sdk} against ${server.url}`)
    const outcomes = path.join(work, 'outcomes.jsonl')
    const tests = wanted.filter((place) => place !== VERIFY)
    if (tests.length > 0) await pytest(python, work, outcomes, tests)
    const checks = wanted.includes(VERIFY) ? await verify(python, work, server) : []
    const known = await knownFailures(sdk)
    return printTable([...(await readOutcomes(outcomes)), ...checks], known) ? 0 : 1
  } finally {
    await fixtures.close()
    await prisma.$disconnect()
    await server.close()
    await fs.rm(work, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function knownFailures(sdk: string): Promise<KnownFailure[]> {
  const text = await fs.readFile(path.join(here, 'known.json'), 'utf8')
  const known = JSON.parse(text) as KnownFailure[]
  return known.filter((failure) => failure.sdk === undefined || sdk === `wandb==${failure.sdk}`)
}

/** The release a checkout is; between releases, the one that Runroom's own tests use. */
async function sdkFor(source: string): Promise<string> {
  const init = await fs.readFile(path.join(source, 'wandb/__init__.py'), 'utf8')
  const version = /__version__ = "([^"]+)"/.exec(init)?.[1] ?? ''
  return /^[\d.]+$/.test(version) ? `wandb==${version}` : WANDB
}

/** The tests without the package beside them, which would hide the installed one. */
async function layOut(source: string, work: string, ports: { base: number; fixtures: number }) {
  await fs.cp(path.join(source, 'tests'), path.join(work, 'tests'), { recursive: true })
  await fs.mkdir(path.join(work, 'tools'))
  const tool = 'tools/local_wandb_server.py'
  await fs.copyFile(path.join(source, tool), path.join(work, tool))
  // Some tests read the list of what the checkout depends on.
  await fs.copyFile(path.join(source, 'pyproject.toml'), path.join(work, 'pyproject.toml'))
  const backend = { managed: false, hostname: 'localhost' }
  const state = {
    servers: { [BACKEND]: { ...backend, base_port: ports.base, fixture_port: ports.fixtures } },
  }
  await fs.writeFile(path.join(work, 'tools/local_wandb_server.state'), JSON.stringify(state))
}

function pytest(python: string, work: string, outcomes: string, wanted: string[]): Promise<void> {
  const files = wanted.map((place) => path.join('tests/system_tests', place))
  const inherited = { ...process.env }
  delete inherited.WANDB_API_KEY
  delete inherited.WANDB_BASE_URL
  const args = ['-m', 'pytest', '-p', 'outcomes', '-q', '-q', '--no-header', '--tb=short']
  const workers = process.env.RUNROOM_WORKERS ?? '2'
  const child = spawn(python, [...args, '-n', workers, '--timeout', '120', ...files], {
    cwd: work,
    env: {
      ...inherited,
      PATH: `${path.dirname(python)}${path.delimiter}${process.env.PATH ?? ''}`,
      PYTHONPATH: here,
      RUNROOM_OUTCOMES: outcomes,
    },
    stdio: ['ignore', process.env.RUNROOM_SHOW ? 'inherit' : 'ignore', 'ignore'],
  })
  // Failing tests are told by the table, not by pytest's exit code.
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => resolve())
  })
}

process.exit(await main())

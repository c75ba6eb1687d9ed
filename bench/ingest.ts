// Durable ingest against the ceiling: JSON.parse of the same bodies and nothing else, measured in the
// same run, before and after. The ratio is what counts.
import { spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Target, WandbRun } from '../test/support/wandbClient'
import { report } from './support/report'
import { root, startStandaloneServer } from '../test/support/standalone'

const WRITERS = 64
/** A round's posts a writer, of 20 keys each; fewer when they are larger. */
const POSTS = 40
/** The machine has other things to do now and then: the round in the middle is reported. */
const ROUNDS = 5
/** Sent before the clock starts: what is measured is a server that has been running. */
const WARM_UP_POSTS = 20
const ROWS = 100

function makeBodies(writer: number, keys: number, posts: number): string[] {
  return Array.from({ length: posts }, (_, post) => {
    const offset = post * ROWS
    const content = Array.from({ length: ROWS }, (_, i) => {
      const step = offset + i
      const row: Record<string, number> = {}
      for (let k = 0; k < keys; k++) {
        row[`metric/${k}`] = Math.fround(
          Math.exp(-step / 4000) + Math.sin(step * (k + 1) + writer) * 0.1,
        )
      }
      row._timestamp = 1_700_000_000 + step * 0.31
      row._runtime = step * 0.31
      row._step = step
      return JSON.stringify(row)
    })
    return JSON.stringify({ files: { 'wandb-history.jsonl': { offset, content } } })
  })
}

/** Rows a second of JSON.parse alone; see support/parseCeiling.mjs. */
async function ceiling(bodies: string[]): Promise<number> {
  return withFile([JSON.stringify(bodies.map((body) => Buffer.byteLength(body))), bodies], (file) =>
    runScript('parseCeiling.mjs', file),
  ).then(Number)
}

interface LoadResult {
  seconds: number
  p50: number
  p99: number
  retries: number
}

async function load(target: Target, paths: string[], bodies: string[][]): Promise<LoadResult> {
  const writers = paths.map((place, w) => {
    return { path: place, sizes: bodies[w]!.map((body) => Buffer.byteLength(body)) }
  })
  const header = JSON.stringify({ url: target.url, apiKey: target.apiKey, writers })
  const output = await withFile([header, bodies.flat()], (file) => runScript('load.mjs', file))
  return JSON.parse(output) as LoadResult
}

/** A header line, then bodies back to back, in a file for as long as `use` takes. */
async function withFile<T>(
  [header, bodies]: [string, string[]],
  use: (file: string) => Promise<T>,
): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-load-'))
  const file = path.join(folder, 'bodies')
  await fs.writeFile(file, [`${header}\n`, ...bodies])
  try {
    return await use(file)
  } finally {
    await fs.rm(folder, { recursive: true })
  }
}

/** What a script of bench/support prints. */
async function runScript(name: string, file: string): Promise<string> {
  const child = spawn(process.execPath, [path.join(root, 'bench/support', name), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (data) => (output += data))
  await new Promise((resolve) => child.once('close', resolve))
  return output
}

for (const keys of [10, 20, 50]) {
  const server = await startStandaloneServer()
  try {
    const posts = Math.ceil((POSTS * 20) / keys)
    const bodies = Array.from({ length: WRITERS }, (_, w) =>
      makeBodies(w, keys, WARM_UP_POSTS + ROUNDS * posts),
    )
    const points = WRITERS * posts * ROWS * (keys + 3)
    const sample = bodies.flat().slice(0, 600)
    const before = await ceiling(sample)
    const runs = await Promise.all(
      bodies.map((_, w) => WandbRun.start(server, { project: 'bench', name: `w${keys}-${w}` })),
    )
    const paths = runs.map((run) => run.path)
    const part = (from: number, to: number) => bodies.map((own) => own.slice(from, to))
    await load(server, paths, part(0, WARM_UP_POSTS))
    const rounds: LoadResult[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const from = WARM_UP_POSTS + round * posts
      rounds.push(await load(server, paths, part(from, from + posts)))
    }
    rounds.sort((a, b) => a.seconds - b.seconds)
    const result = rounds[(ROUNDS - 1) / 2]!
    const after = await ceiling(sample)
    const rate = points / result.seconds
    const limit = ((before + after) / 2) * (keys + 3)
    report('ingest', `${keys} keys × ${ROWS} rows a post, ${WRITERS} writers`, {
      'points/s': Math.round(rate),
      'ceiling points/s': Math.round(limit),
      ratio: rate / limit,
      'p50 ms': result.p50,
      'p99 ms': result.p99,
      'slowest round': points / rounds.at(-1)!.seconds / limit,
      'fastest round': points / rounds[0]!.seconds / limit,
      retries: rounds.reduce((sum, { retries }) => sum + retries, 0),
      'server RSS MB': (await server.rss()) / 1e6,
    })
  } finally {
    await server.close()
  }
}

// Durable ingest against the ceiling: JSON.parse of the same bodies and nothing else, measured in the
// same run, in this process, before and after. The ratio is what counts.
import { spawn } from 'node:child_process'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { type Target, WandbRun } from '../test/support/wandbClient'
import { report } from './support/report'
import { root, startBenchServer } from './support/server'

const WRITERS = 64
const POSTS = 40
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

/** Points a second that JSON.parse alone manages: the outer body, then every line. */
function ceiling(bodies: string[], points: number): number {
  const buffers = bodies.map((body) => Buffer.from(body))
  const started = performance.now()
  let rows = 0
  for (const buffer of buffers) {
    const outer = JSON.parse(buffer.toString('utf8')) as {
      files: Record<string, { content: string[] }>
    }
    for (const line of outer.files['wandb-history.jsonl']!.content) {
      const row = JSON.parse(line) as object
      if (row) rows++
    }
  }
  const seconds = (performance.now() - started) / 1000
  if (rows !== bodies.length * ROWS) throw new Error('rows were lost')
  return points / seconds
}

interface LoadResult {
  seconds: number
  p50: number
  p99: number
  retries: number
}

async function load(target: Target, paths: string[], bodies: string[][]): Promise<LoadResult> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'runroom-load-'))
  const file = path.join(folder, 'bodies')
  const writers = paths.map((place, w) => {
    return { path: place, sizes: bodies[w]!.map((body) => Buffer.byteLength(body)) }
  })
  const header = JSON.stringify({ url: target.url, apiKey: target.apiKey, writers })
  await fs.writeFile(file, [`${header}\n`, ...bodies.flat()])
  try {
    const child = spawn(process.execPath, [path.join(root, 'bench/support/load.mjs'), file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    await new Promise((resolve) => child.once('exit', resolve))
    return JSON.parse(output) as LoadResult
  } finally {
    await fs.rm(folder, { recursive: true })
  }
}

for (const keys of [10, 20, 50]) {
  const server = await startBenchServer()
  try {
    const posts = Math.ceil((POSTS * 20) / keys)
    const bodies = Array.from({ length: WRITERS }, (_, w) => makeBodies(w, keys, posts))
    const points = WRITERS * posts * ROWS * (keys + 3)
    const sample = bodies.flat().slice(0, 600)
    const samplePoints = sample.length * ROWS * (keys + 3)
    ceiling(sample, samplePoints)
    const before = ceiling(sample, samplePoints)
    const runs = await Promise.all(
      bodies.map((_, w) => WandbRun.start(server, { project: 'bench', name: `w${keys}-${w}` })),
    )
    const paths = runs.map((run) => run.path)
    const result = await load(server, paths, bodies)
    const after = ceiling(sample, samplePoints)
    const rate = points / result.seconds
    const limit = (before + after) / 2
    report('ingest', `${keys} keys × ${ROWS} rows a post, ${WRITERS} writers`, {
      'points/s': Math.round(rate),
      'ceiling points/s': Math.round(limit),
      ratio: rate / limit,
      'p50 ms': result.p50,
      'p99 ms': result.p99,
      retries: result.retries,
      'server RSS MB': (await server.rss()) / 1e6,
    })
  } finally {
    await server.close()
  }
}

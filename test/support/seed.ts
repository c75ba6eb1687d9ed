// Fills a running server with runs that look like a real project's, some of them still logging:
//   npx tsx test/support/seed.ts http://localhost:3000 <api key> [runs=100] [keys=30] [steps=500] [live seconds=0]
import { type Target, WandbRun } from './wandbClient'

export interface SeedOptions {
  project?: string
  runs?: number
  keys?: number
  steps?: number
}

const GROUPS = ['train', 'val', 'eval/en', 'eval/de', 'optimizer', 'gradients']
const METRICS = ['loss', 'accuracy', 'f1', 'perplexity', 'grad_norm', 'lr']

export function metricNames(keys: number): string[] {
  const names: string[] = []
  for (let i = 0; names.length < keys; i++) {
    const round = Math.floor(i / (GROUPS.length * METRICS.length))
    const group = GROUPS[i % GROUPS.length]!
    const metric = METRICS[Math.floor(i / GROUPS.length) % METRICS.length]!
    names.push(`${group}/${metric}${round > 0 ? `_${round}` : ''}`)
  }
  return names
}

/** A loss-like curve: falls, flattens, trembles, and now and then jumps. */
export function curve(run: number, key: number, step: number): number {
  const speed = 40 + ((run * 37 + key * 11) % 160)
  const floor = 0.1 + ((run * 13 + key * 7) % 50) / 100
  const noise = Math.sin(step * 12.9898 + run * 78.233 + key * 37.719) * 43758.5453
  const tremble = (noise - Math.floor(noise) - 0.5) * 0.12
  const jump = (step + run * 31 + key * 17) % 397 === 0 ? 0.8 : 0
  return floor + 2 * Math.exp(-step / speed) + tremble + jump
}

export function seedRow(run: number, names: string[], step: number, startedAt: number) {
  const row: Record<string, number> = {
    _step: step,
    _runtime: step * 0.5,
    _timestamp: startedAt + step * 0.5,
  }
  names.forEach((name, key) => {
    if (key % 6 !== 1 || step % 10 === 0) row[name] = curve(run, key, step)
  })
  return row
}

export async function seedRun(
  target: Target,
  index: number,
  options: SeedOptions,
): Promise<WandbRun> {
  const { project = 'seeded', keys = 30, steps = 500 } = options
  const names = metricNames(keys)
  const run = await WandbRun.start(target, {
    project,
    name: `seed-${index}`,
    ...(index === 7
      ? {
          displayName:
            'a-run-with-a-name-that-goes-on-for-quite-a-while-lr3e-4-bs256-warmup2000-cosine',
        }
      : {}),
    config: {
      lr: 10 ** -(1 + (index % 4)),
      batch_size: 32 << (index % 4),
      optimizer: { name: 'adamw', beta2: 0.95 },
    },
    tags: index % 3 === 0 ? ['baseline'] : [],
    group: `group-${index % 5}`,
  })
  const startedAt = Math.floor(Date.now() / 1000) - steps
  for (let at = 0; at < steps; at += 500) {
    const rows = Array.from({ length: Math.min(500, steps - at) }, (_, i) =>
      seedRow(index, names, at + i, startedAt),
    )
    await run.log(rows)
  }
  await run.summary(seedRow(index, names, steps - 1, startedAt))
  return run
}

/** All runs but the last few are finished; the fourth has failed. */
export async function seed(target: Target, options: SeedOptions = {}): Promise<WandbRun[]> {
  const count = options.runs ?? 100
  const runs: WandbRun[] = []
  for (let index = 0; index < count; index++) {
    const run = await seedRun(target, index, options)
    runs.push(run)
    if (index < count - 10) await run.finish(index === 3 ? 1 : 0)
  }
  return runs
}

if (import.meta.filename === process.argv[1]) {
  const [url, apiKey, runs = '100', keys = '30', steps = '500', live = '0'] = process.argv.slice(2)
  if (!url || !apiKey)
    throw new Error('usage: seed.ts URL KEY [runs] [keys] [steps] [live seconds]')
  const options = { runs: Number(runs), keys: Number(keys), steps: Number(steps) }
  const seeded = await seed({ url, apiKey }, options)
  const names = metricNames(options.keys)
  const end = Date.now() + Number(live) * 1000
  for (let step = options.steps; Date.now() < end; step++) {
    const active = seeded.slice(-10)
    await Promise.all(
      active.map((run, i) =>
        run.log([
          seedRow(seeded.length - active.length + i, names, step, Date.now() / 1000 - step * 0.5),
        ]),
      ),
    )
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

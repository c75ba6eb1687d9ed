// A sweep as large projects have them: many runs, each with hundreds of config and summary keys of
// every kind. The same values in every run of the program.
import type { SeededRun } from './seedRuns'

const OPTIMIZERS = ['adam', 'adamw', 'sgd', 'lion']
const STATES = ['finished', 'finished', 'finished', 'failed', 'crashed', 'running']
const TAGS = ['baseline', 'ablation', 'paper', 'debug']

/** In [0, 1), spread without visible order. */
function spread(...seeds: number[]): number {
  const mixed = seeds.reduce((sum, seed, i) => sum + (seed + 1) * (12.9898 + i * 78.233), 0)
  const wide = Math.sin(mixed) * 43758.5453
  return wide - Math.floor(wide)
}

/** `keys` leaves a run, half of them config, half summary. */
export function* wideRuns(count: number, keys = 500): Generator<SeededRun> {
  for (let run = 0; run < count; run++) {
    const config: Record<string, unknown> = {
      lr: 10 ** (-5 + 4 * spread(run)),
      optimizer: OPTIMIZERS[run % OPTIMIZERS.length],
      model: { depth: 2 + (run % 12), width: 64 * (1 + (run % 8)), bias: run % 2 === 0 },
      seed: run,
    }
    const summary: Record<string, unknown> = {
      'train/loss': run % 97 === 0 ? NaN : 0.1 + spread(run, 1),
      'val/loss': 0.2 + spread(run, 2),
      _step: 1000 + run,
      _runtime: 60 * spread(run, 3),
    }
    for (let i = 6; i < keys / 2; i++) {
      config[`param_${i}`] =
        i % 5 === 0 ? `choice ${Math.floor(8 * spread(run, i))}` : spread(run, i)
    }
    for (let i = 4; i < keys / 2; i++) summary[`eval/metric_${i}`] = spread(run, i, 5)
    yield {
      displayName: `wide-run-${run}`,
      state: STATES[run % STATES.length]!,
      tags: TAGS.filter((_, i) => spread(run, i, 9) < 0.25),
      notes: run % 10 === 0 ? 'worth a second look' : '',
      group: `group-${run % 40}`,
      jobType: 'train',
      config,
      summary,
    }
  }
}

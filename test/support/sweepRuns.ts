// A sweep whose outcome is planted, for tests of panels that explain runs by their config: the loss
// follows the learning rate most, the optimizer some, and nothing else.
import { seededRandom } from '@/lib/stats/random'
import type { Target } from './wandbClient'
import { WandbRun } from './wandbClient'

export interface SweepRun {
  name: string
  displayName: string
  config: {
    lr: number
    batch_size: number
    optimizer: { name: string; beta2: number }
    dropout: number
    seed: number
    epochs: number
    output: string
    warmup?: number
  }
  summary: Record<string, unknown>
}

export const OPTIMIZERS = ['adam', 'lion', 'sgd']

export function sweep(count = 60): SweepRun[] {
  const random = seededRandom(11)
  return Array.from({ length: count }, (_, i): SweepRun => {
    const lr = Number((10 ** (-1 - 4 * random())).toPrecision(3))
    const optimizer = OPTIMIZERS[Math.floor(random() * OPTIMIZERS.length)]!
    const dropout = Number((random() * 0.5).toFixed(2))
    const batch = 16 << Math.floor(random() * 4)
    const loss = 0.2 + 0.3 * (Math.log10(lr) + 3) ** 2 + (optimizer === 'sgd' ? 0.35 : 0)
    const noisy = Number((loss + random() * 0.08).toFixed(4))
    const minutes = Number((60 * (64 / batch) * (0.8 + 0.4 * random())).toFixed(1))
    return {
      name: `sweep-${i}`,
      displayName:
        i === 7 ? 'a-name-that-goes-on-and-on-lr3e-4-bs256-warmup2000-cosine' : `trial-${i}`,
      config: {
        lr,
        batch_size: batch,
        optimizer: { name: optimizer, beta2: 0.95 },
        dropout,
        seed: i,
        epochs: 10,
        output: `/data/out/${i}`,
        ...(i % 5 === 0 ? {} : { warmup: 100 * Math.floor(random() * 10) }),
      },
      summary: {
        'val/loss': i === 3 ? NaN : noisy,
        'val/accuracy': Number((1 - noisy / 4).toFixed(4)),
        minutes,
      },
    }
  })
}

/** Logs the runs into project `sweep`; the fifth has failed, the last one goes on. */
export async function seedSweep(target: Target, runs = sweep()): Promise<WandbRun[]> {
  const logged: WandbRun[] = []
  for (const [i, { name, displayName, config, summary }] of runs.entries()) {
    const run = await WandbRun.start(target, { project: 'sweep', name, displayName, config })
    await run.summary(summary)
    if (i < runs.length - 1) await run.finish(i === 4 ? 1 : 0)
    logged.push(run)
  }
  return logged
}

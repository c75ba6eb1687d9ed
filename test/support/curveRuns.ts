// Runs in groups with curves, formulas' inputs and histograms, for tests of charts: what each value is
// follows from the run's place, so that tests can work out what charts must say.
import type { Target } from './wandbClient'
import { WandbRun } from './wandbClient'

export const CURVE_STEPS = 200
export const METHODS = ['adam', 'lion', 'sgd'] as const
/** Runs of each method. */
export const SEEDS = 4

export interface CurveRun {
  name: string
  displayName: string
  method: (typeof METHODS)[number]
  seed: number
  lr: number
}

export const curveRuns = (): CurveRun[] =>
  METHODS.flatMap((method, m) =>
    Array.from({ length: SEEDS }, (_, seed) => ({
      name: `${method}-${seed}`,
      displayName: `${method} seed ${seed}`,
      method,
      seed,
      lr: 10 ** -(m + 2),
    })),
  )

/** Falls from about 2; methods differ in how fast, seeds by a constant. */
export function trainLoss({ method, seed }: CurveRun, step: number): number {
  const speed = { adam: 60, lion: 45, sgd: 120 }[method]
  return 2 * Math.exp(-step / speed) + 0.1 * seed + 0.04 * Math.sin(step / 3 + seed)
}

export const valLoss = (run: CurveRun, step: number) => trainLoss(run, step) + 0.2 + step / 1000

/** Narrows with the steps. */
export function weights(step: number) {
  const width = 1 + 4 * Math.exp(-step / 60)
  const bins = Array.from({ length: 33 }, (_, i) => width * (i / 16 - 1))
  const values = Array.from({ length: 32 }, (_, i) => {
    return Math.round(1000 * Math.exp(-(((i - 15.5) / 6) ** 2)))
  })
  return { _type: 'histogram', values, bins }
}

/** Logs into project `curves`; the last one goes on. */
export async function seedCurves(target: Target): Promise<WandbRun[]> {
  const logged: WandbRun[] = []
  const all = curveRuns()
  for (const run of all) {
    const { name, displayName, method, seed, lr } = run
    const config = { method, seed, lr }
    const started = await WandbRun.start(target, { project: 'curves', name, displayName, config })
    const rows = Array.from({ length: CURVE_STEPS }, (_, step) => ({
      _step: step,
      _runtime: step * 1.5,
      _timestamp: 1_760_000_000 + step * 1.5,
      'train/loss': trainLoss(run, step),
      'val/loss': valLoss(run, step),
      ...(step % 10 === 0 ? { weights: weights(step) } : {}),
    }))
    await started.log(rows)
    const last = CURVE_STEPS - 1
    await started.summary({
      'train/loss': trainLoss(run, last),
      'val/loss': valLoss(run, last),
      accuracy: 0.9 - 0.05 * METHODS.indexOf(method) - 0.01 * seed,
    })
    if (run !== all.at(-1)) await started.finish()
    logged.push(started)
  }
  return logged
}

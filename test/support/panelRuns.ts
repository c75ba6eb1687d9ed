// Two runs that every test of panels looks at: one finished, one that may go on.
import type { TestServer } from './server'
import { WandbRun } from './wandbClient'

export const STEPS = 400
const T0 = 1_760_000_000

/** Row of a step as both runs log it. */
export function panelRow(step: number, scale: number) {
  return {
    _step: step,
    _runtime: step * 2,
    _timestamp: T0 + step * 2,
    loss: (scale * 10) / (step + 1),
    signed: step === 100 ? 500 : Math.sin(step / 30) * scale,
    ...(step === 50 ? { gappy: NaN } : { gappy: step }),
  }
}

/** Logs alpha (finished) and beta into project `p`; returns beta. */
export async function seedPanelRuns(server: TestServer): Promise<WandbRun> {
  const start = (name: string) => WandbRun.start(server, { project: 'p', name, displayName: name })
  const rows = (scale: number) => Array.from({ length: STEPS }, (_, step) => panelRow(step, scale))
  const alpha = await start('alpha')
  await alpha.log(rows(1))
  await alpha.finish()
  const beta = await start('beta')
  await beta.log(rows(2))
  return beta
}

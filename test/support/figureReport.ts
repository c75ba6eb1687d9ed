// A report with a panel of every kind over runs that have something to show in each.
import * as Y from 'yjs'
import type { ReportItem } from '@/lib/api/reports'
import type { PanelSpec } from '@/lib/panels/spec'
import { addGrid, newGridId } from '@/lib/reports/gridChanges'
import { addRunSet, newRunSetId } from '@/lib/reports/runSetChanges'
import { addPanel } from '@/lib/workspace/panelChanges'
import { type Place, placeBetween } from '@/lib/workspace/place'
import type { Api } from './api'
import { createReport, openReport } from './reports'
import { until } from './until'
import { createRunFiles } from './uploads'
import { type Target, WandbRun } from './wandbClient'

export const STEPS = 60

/** One pixel, red. */
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='

export const lossAt = (run: number, step: number): number => 2 / (step + 1 + run) + run / 10

/** Runs into lab/p, finished: curves, config, summaries, histograms, code and a picture each. */
export async function seedFigureRuns(target: Target, count = 8): Promise<WandbRun[]> {
  const runs: WandbRun[] = []
  for (let i = 0; i < count; i++) {
    const run = await WandbRun.start(target, {
      ...{ entity: 'lab', project: 'p', name: `fig-${i}`, displayName: `Figure <${i}> & co` },
      config: { lr: 0.1 / (i + 1), layers: 2 + (i % 3), opt: i % 2 === 0 ? 'adam' : 'sgd' },
    })
    await run.log(
      Array.from({ length: STEPS }, (_, step) => ({
        ...{ _step: step, _runtime: step * 2, _timestamp: 1_780_000_000 + step },
        ...{ loss: lossAt(i, step), 'val/acc': 1 - lossAt(i, step) / 3 },
        ...(step % 20 === 0
          ? { weights: { _type: 'histogram', values: [1 + i, 5, 2], bins: [0, 1, 2, 3] } }
          : {}),
      })),
    )
    await run.summary({ loss: lossAt(i, STEPS - 1), 'val/acc': 1 - lossAt(i, STEPS - 1) / 3 })
    await store(run, 'code/train.py', `lr = ${0.1 / (i + 1)}\nprint("same")\n`)
    await store(run, 'media/images/sample_59_abcdef.png', Buffer.from(PNG, 'base64'))
    await run.finish()
    runs.push(run)
  }
  return runs
}

async function store(run: WandbRun, name: string, body: string | Buffer): Promise<void> {
  const { data } = await createRunFiles(run, [name])
  const url = data?.createRunFiles?.files[0]?.uploadUrl
  if (!url) throw new Error('no upload URL')
  const bytes = typeof body === 'string' ? body : new Uint8Array(body)
  const response = await fetch(url, { method: 'PUT', body: bytes })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}

export const FIGURE_PANELS: readonly PanelSpec[] = [
  { id: 'f/line', type: 'line', keys: ['loss'], stream: 'history', settings: {}, title: 'Loss' },
  {
    ...{ id: 'f/grouped', type: 'line', keys: ['val/acc'], stream: 'history', settings: {} },
    ...{ title: 'Accuracy', grouping: { by: ['config:opt'], band: 'stddev' } },
  },
  {
    ...{ id: 'f/formula', type: 'line', keys: [], keyPattern: '^val/', stream: 'history' },
    ...{ expressions: ['loss * 2'], settings: { smoothing: { kind: 'ema', amount: 0.6 } } },
  },
  { id: 'f/scatter', type: 'scatter', x: 'config:lr', y: 'summary:loss', regression: true },
  { id: 'f/bar', type: 'bar', columns: ['summary:loss'] },
  { id: 'f/scalar', type: 'scalar', column: 'summary:loss', aggregate: 'min' },
  { id: 'f/histogram', type: 'histogram', source: { kind: 'key', key: 'weights' } },
  {
    ...{ id: 'f/parallel', type: 'parallel' },
    axes: [{ column: 'config:lr' }, { column: 'config:opt' }, { column: 'summary:loss' }],
  },
  { id: 'f/importance', type: 'importance', target: 'summary:loss' },
  { id: 'f/runs', type: 'runComparer' },
  { id: 'f/code', type: 'codeComparer' },
  { id: 'f/text', type: 'markdown', text: '# Words\n\nIn a *panel*.' },
  { id: 'f/media', type: 'media', keys: [] },
]

/** Made by the API, and filled as an editor does it. */
export async function figureReport(
  api: Api,
  markdown: string,
  panels: readonly PanelSpec[] = FIGURE_PANELS,
): Promise<ReportItem> {
  const report = await createReport(api, { markdown })
  const client = await openReport(api.target, report)
  const grid = newGridId()
  const runSet = newRunSetId()
  addRunSet(client.doc, { id: runSet, name: 'All runs' })
  addGrid(client.doc, { id: grid, runSets: [runSet], caption: 'What came out' }, 1)
  let place: Place | undefined
  for (const spec of panels) {
    place = placeBetween(place, undefined)
    addPanel(client.doc, spec, grid, place)
  }
  const wanted = Y.encodeStateVector(client.doc)
  await until('the server to know the panels', async () => {
    const read = await api.fetch(`/api/reports/${report.slug}`)
    const { grids } = (await read.json()) as { grids: { panels: unknown[] }[] }
    return grids.flatMap((one) => one.panels).length === panels.length && wanted.length > 0
      ? true
      : undefined
  })
  client.provider.destroy()
  return report
}

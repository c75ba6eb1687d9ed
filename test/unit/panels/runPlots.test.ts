import { describe, expect, it } from 'vitest'
import { svgMarks } from '@/lib/panels/plot/marksSvg'
import { picture } from '@/lib/panels/plot/marksSvg'
import { brushFilter, movedAxis, parallelModel } from '@/lib/panels/parallel/parallelModel'
import { parallelScene } from '@/lib/panels/parallel/parallelScene'
import { dragged, pressed } from '@/components/panels/parallel/axisGestures'
import { scatterModel } from '@/lib/panels/scatter/scatterModel'
import { scatterScene } from '@/lib/panels/scatter/scatterScene'
import type { PictureLook } from '@/lib/charts/types'
import type { ParallelPanelSpec, ScatterPanelSpec } from '@/lib/panels/otherPanels'
import type { ColumnId } from '@/lib/runs/columns'
import { valueTable } from '@/lib/runs/valueTable'
import { seededRandom } from '@/lib/stats/random'

const COLORS = { ground: '#ffffff', ink: '#000000', faint: '#666666', line: '#dddddd' }
const LOOK: PictureLook = {
  ...{ width: 648, height: 400, fontSize: 9, lineWidth: 1 },
  ...{ title: true, legend: true, theme: 'light', colors: COLORS },
}

/** Runs with uniform numbers a to f, and a kind of three. */
function tableOf(count: number) {
  const random = seededRandom(5)
  const names: ColumnId[] = [
    'config:a',
    'config:b',
    'config:c',
    'config:d',
    'config:e',
    'summary:f',
  ]
  const runs = Array.from({ length: count }, (_, i) => ({
    ...{ id: i + 1, name: `r${i}`, displayName: `run ${i}`, number: i + 1 },
    state: 'finished' as const,
  }))
  const columns: unknown[][] = names.map(() => runs.map(() => random()))
  columns.push(runs.map((_, i) => ['x', 'y', 'z'][i % 3]!))
  return valueTable([...names, 'config:kind'], { total: count, runs, columns })
}

const SCATTER: ScatterPanelSpec = {
  ...{ id: 's', type: 'scatter', x: 'config:a', y: 'summary:f', color: 'config:b' },
}
const PARALLEL: ParallelPanelSpec = {
  id: 'p',
  type: 'parallel',
  axes: [
    ...(['config:a', 'config:b', 'config:c', 'config:d', 'config:e'] as const),
    'config:kind' as const,
    'summary:f' as const,
  ].map((column) => ({ column })),
}

describe('pictures for papers', () => {
  it.each([100, 5000])('hold every one of %i points in less than 100 kB', (count) => {
    const table = tableOf(count)
    const model = scatterModel(SCATTER, table, [], 'light', '#999999')!
    const svg = picture(
      'Scatter',
      LOOK,
      (size) => scatterScene(SCATTER, model, { ...size, colors: COLORS }).marks,
    )
    expect(svg.length).toBeLessThan(100_000)
    expect(svg.split('h0').length - 1).toBe(count)
  })

  it('hold every one of 1,000 lines in less than 100 kB', () => {
    const model = parallelModel(PARALLEL, tableOf(1000), 'light', '#999999')
    const svg = picture(
      'Parallel',
      LOOK,
      (size) =>
        parallelScene(model, { ...size, colors: COLORS, accent: '#3333cc', titles: true }).marks,
    )
    expect(svg.length).toBeLessThan(100_000)
    // Seven corners a run.
    const runs = [...svg.matchAll(/d="([^"]+)"/g)]
      .flatMap(([, d]) => d!.split('M'))
      .filter((path) => path.split('L').length === 7)
    expect(runs).toHaveLength(1000)
  })

  it('are scaled to their letters', () => {
    const model = scatterModel(SCATTER, tableOf(5), [], 'light', '#999999')!
    const widths: number[] = []
    picture('Scatter', { ...LOOK, fontSize: 24 }, (size) => {
      widths.push(size.width, size.lineWidth)
      return scatterScene(SCATTER, model, { ...size, colors: COLORS }).marks
    })
    expect(widths).toEqual([324, 0.5])
  })

  it('escape what runs are called', () => {
    const text = { kind: 'text', x: 0, y: 0, text: '<b>&', color: '#000', anchor: 'start' } as const
    expect(svgMarks([text])[0]).toContain('&lt;b&gt;&amp;')
  })
})

describe('a scatter plot', () => {
  it('fits a straight line as it is drawn: in logarithms on log axes', () => {
    const xs = [1, 10, 100, 1000, -5]
    const table = valueTable(['config:a', 'summary:f'], {
      total: 5,
      runs: tableOf(5).runs.slice(),
      columns: [xs, xs.map((x) => 3 * Math.abs(x) ** 2)],
    })
    const spec: ScatterPanelSpec = {
      ...SCATTER,
      ...{ color: null, regression: true, xAxis: { scale: 'log' }, yAxis: { scale: 'log' } },
    }
    const model = scatterModel(spec, table, ['#111111'], 'light', '#999999')!
    expect(model.fit!.slope).toBeCloseTo(2, 9)
    expect(model.fit!.r2).toBeCloseTo(1, 9)
    expect(model.notes).toEqual(['1 run ≤ 0 not on the log axis'])
  })
})

describe('brushes', () => {
  const table = tableOf(30)
  const place = {
    ...{ x: 0, room: 50, ys: new Float64Array(0) },
    invert: (y: number) => y / 100,
    project: (value: number) => value * 100,
  }
  const axis = (spec: ParallelPanelSpec['axes'][number]) => ({
    ...{ index: 0, spec, title: '', without: 0 },
    column: table.columns.get(spec.column)!,
  })

  it('are added, moved, resized and taken away', () => {
    const empty = axis({ column: 'config:a' })
    const one = dragged({ kind: 'new', axis: 0, from: 20 }, empty, place, 50)
    expect(one.brushes).toEqual([[0.2, 0.5]])
    const move = { kind: 'move', axis: 0, brush: 0, from: 30, range: [20, 50] } as const
    expect(dragged(move, axis(one), place, 40).brushes).toEqual([[0.3, 0.6]])
    const end = { kind: 'end', axis: 0, brush: 0, fixed: 20 } as const
    expect(dragged(end, axis(one), place, 80).brushes).toEqual([[0.2, 0.8]])
    expect(pressed(move, axis(one), place, 40).brushes).toEqual([])
  })

  it('choose runs within all axes, and any brush of one', () => {
    const spec: ParallelPanelSpec = {
      ...PARALLEL,
      axes: [
        {
          column: 'config:a',
          brushes: [
            [0, 0.3],
            [0.7, 1],
          ],
        },
        { column: 'config:kind', kept: ['x', 'z'] },
      ],
    }
    const model = parallelModel(spec, table, 'light', '#999999')
    const a = table.columns.get('config:a')!.numbers
    const expected = Array.from(a, (value, i) =>
      (value <= 0.3 || value >= 0.7) && i % 3 !== 1 ? 1 : 0,
    )
    expect([...model.chosen]).toEqual(expected)
    expect(brushFilter(model)).toMatchObject({
      kind: 'and',
      filters: [{ kind: 'or' }, { kind: 'in', key: 'config:kind', values: ['x', 'z'] }],
    })
  })
})

it('axes move to another place', () => {
  const [a, b, c] = PARALLEL.axes as [never, never, never]
  expect(movedAxis([a, b, c], 0, 2)).toEqual([b, c, a])
  expect(movedAxis([a, b, c], 2, 0)).toEqual([c, a, b])
  expect(movedAxis([a, b, c], 1, 9)).toEqual([a, c, b])
})

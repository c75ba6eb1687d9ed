import { describe, expect, it } from 'vitest'
import { AnnotationMarks } from '@/components/annotations/AnnotationMarks'
import { readPlace } from '@/components/annotations/fieldErrors'
import type { OverlayQuery } from '@/components/panels/overlays'
import type { Annotation } from '@/lib/api/annotations'
import { internDefinitions } from '@/lib/metrics/definitions'
import type { PanelRun } from '@/lib/panels/panelRun'

function run(id: number): PanelRun {
  return {
    id,
    name: `r${id}`,
    displayName: `run ${id}`,
    number: id,
    state: 'finished',
    entity: 'lab',
    project: 'p',
    createdAt: '2026-01-01T00:00:00.000Z',
    definitions: internDefinitions([]),
  }
}

function annotation(id: number, more: Partial<Annotation> = {}): Annotation {
  return {
    id,
    run: { id: 1, name: 'r1', displayName: 'run 1', number: 1 },
    stream: 'history',
    key: 'loss',
    axis: '_step',
    positions: { _step: [id, null], _runtime: [id * 10, null] },
    text: `note ${id}`,
    author: { username: 'anna', name: 'Anna' },
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    resolvedAt: null,
    resolvedBy: null,
    ...more,
  }
}

const query = (more: Partial<OverlayQuery> = {}): OverlayQuery => ({
  panelId: 'history/loss',
  stream: 'history',
  keys: ['loss'],
  runs: [run(1), run(2)],
  x: '_step',
  theme: 'light',
  ...more,
})
const resolved = { resolvedAt: '2026-01-02T00:00:00.000Z', resolvedBy: 'ben' }

function store(annotations: Annotation[], lit: number | null = null, showResolved = false) {
  const marks = new AnnotationMarks()
  marks.set({ annotations, lit, showResolved })
  return marks
}
const places = (marks: AnnotationMarks, of: OverlayQuery) =>
  marks.get(of).map(({ id, x, to }) => [id, x, ...(to === undefined ? [] : [to])])

describe('marks of a panel', () => {
  it('are those of its series, on its axis, of runs it draws', () => {
    const marks = store([
      annotation(1),
      annotation(2, { key: 'acc' }),
      annotation(3, { stream: 'events' }),
      annotation(4, { run: { id: 9, name: 'r9', displayName: 'hidden', number: 9 } }),
      annotation(5, { axis: 'epoch', positions: { epoch: [1, 3], _step: [50, 70] } }),
    ])
    expect(places(marks, query())).toEqual([
      ['1', 1],
      ['5', 50, 70],
    ])
    expect(places(marks, query({ x: '_runtime' }))).toEqual([['1', 10]])
    expect(places(marks, query({ x: 'epoch' }))).toEqual([['5', 1, 3]])
    expect(places(marks, query({ keys: ['acc', 'lr'] }))).toEqual([['2', 2]])
    expect(places(marks, query({ runs: [run(2)] }))).toEqual([])
  })

  it('are resolved ones only when these are asked for, or one is looked for', () => {
    const all = [annotation(1, resolved), annotation(2)]
    expect(places(store(all), query())).toEqual([['2', 2]])
    expect(places(store(all, null, true), query())).toHaveLength(2)
    const lit = store(all, 1).get(query())
    expect(lit.map((mark) => [mark.id, mark.lit])).toEqual([
      ['1', true],
      ['2', false],
    ])
  })

  it('stay the same array while nothing of this panel changes', () => {
    const list = [annotation(3, { key: 'acc' }), annotation(1)]
    const marks = store(list)
    const [loss, acc] = [query(), query({ keys: ['acc'] })]
    const before = marks.get(loss)
    expect(marks.get(loss)).toBe(before)
    const more = [annotation(4, { key: 'acc' }), ...list]
    marks.set({ annotations: more, lit: 3, showResolved: false })
    expect(marks.get(loss)).toBe(before)
    expect(marks.get(acc)).toHaveLength(2)
    marks.set({ annotations: more, lit: 1, showResolved: false })
    expect(marks.get(loss)).not.toBe(before)
  })

  it('are named by who, where and what, shortened', () => {
    const [mark] = store([annotation(7, { text: 'y'.repeat(300) })]).get(query())
    expect(mark!.label).toMatch(/^Annotation by Anna on run 1, Step 7: y{99}…$/)
  })
})

describe('a place as it was typed', () => {
  it('is a point or a range, or says which end is wrong', () => {
    expect(readPlace(' 12 ', '')).toEqual({ place: { from: 12, to: null }, errors: {} })
    expect(readPlace('1e3', '2000.5').place).toEqual({ from: 1000, to: 2000.5 })
    expect(readPlace('−4', '−4').place).toEqual({ from: -4, to: null })
    expect(Object.keys(readPlace('', 'x').errors)).toEqual(['from', 'to'])
    expect(readPlace('5', '4').errors.to).toMatch(/before/)
    expect(readPlace('Infinity', '').errors.from).toBeDefined()
  })
})

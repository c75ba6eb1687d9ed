import { describe, expect, it } from 'vitest'
import { extentOf, valueColumn, valueTable, withRuns } from '@/lib/runs/valueTable'

describe('valueColumn', () => {
  it('is of numbers where most values are; NaN and infinities have no place', () => {
    const column = valueColumn('summary:loss', [1, { $num: 'NaN' }, null, { $num: 'Infinity' }, 2])
    expect(column.kind).toBe('number')
    expect([...column.numbers]).toEqual([1, NaN, NaN, NaN, 2])
    expect(column.values[1]).toBeNaN()
    expect(extentOf(column.numbers)).toEqual([1, 2])
  })

  it('is of categories, in natural order', () => {
    const column = valueColumn('config:size', ['b10', 'b9', null, true, 'b10'])
    expect(column.kind).toBe('category')
    expect(column.categories).toEqual(['b9', 'b10', 'true'])
    expect([...column.codes]).toEqual([1, 0, -1, 2, 1])
  })

  it('is of times for the fields that are, and of nothing without values', () => {
    expect([...valueColumn('run:createdAt', ['1970-01-01T00:01:00Z']).numbers]).toEqual([60])
    expect(valueColumn('config:x', [null, null]).kind).toBe('empty')
    expect(extentOf([])).toBeUndefined()
  })
})

it('a table of some of the runs has their values only', () => {
  const run = (id: number) => ({
    ...{ id, name: `r${id}`, displayName: `run ${id}`, number: id },
    state: 'finished' as const,
  })
  const table = valueTable(['config:a'], {
    total: 3,
    runs: [run(1), run(2), run(3)],
    columns: [['x', 'y', 'z']],
  })
  const some = withRuns(table, ({ id }) => id !== 2)
  expect(some.runs.map(({ id }) => id)).toEqual([1, 3])
  expect(some.columns.get('config:a')!.categories).toEqual(['x', 'z'])
  expect(withRuns(table, () => true)).toBe(table)
})

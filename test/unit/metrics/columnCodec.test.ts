import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatColumns, type Column, sliceColumn } from '@/server/metrics/column'
import { decodeColumn, encodeColumn } from '@/server/metrics/columnCodec'

/** Numbers of every kind the codec has a form for, and those that spoil the form. */
const values = fc.oneof(
  fc.array(fc.double(), { maxLength: 300 }),
  fc.array(fc.float(), { maxLength: 300 }),
  fc.array(fc.integer(), { maxLength: 300 }),
  fc.array(fc.maxSafeInteger(), { maxLength: 300 }),
  fc.array(fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000)),
  fc.array(fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 1e-320, 0.1, 2 ** 53)),
  fc.tuple(fc.double(), fc.nat(300)).map(([value, n]) => Array<number>(n).fill(value)),
)

const columns = fc
  .tuple(values, fc.option(fc.array(fc.nat(9), { minLength: 300, maxLength: 300 })))
  .map(([numbers, gaps]): Column => {
    let row = -1
    const rows = gaps && Uint32Array.from(numbers, (_, i) => (row += 1 + (gaps[i] ?? 0)))
    return { rows, values: Float64Array.from(numbers) }
  })

const shown = ({ rows, values }: Column) => ({ rows: rows && [...rows], values: [...values] })

/** Row and value of each entry: a dense column and one that numbers all its rows are the same. */
const points = (column: Column) =>
  [...column.values].map((value, i) => [column.rows ? column.rows[i] : i, value])

describe('a stored column', () => {
  it('comes back bit for bit', () => {
    fc.assert(
      fc.property(columns, (column) => {
        // toEqual tells -0 from 0 and takes NaN for NaN.
        expect(shown(decodeColumn(encodeColumn(column)))).toEqual(shown(column))
      }),
      { numRuns: 500 },
    )
  })

  it('costs a few bytes when every value is the same, and little over one for steps', () => {
    const steps = Float64Array.from({ length: 4096 }, (_, i) => 1000 + i)
    expect(encodeColumn({ rows: null, values: steps }).length).toBeLessThan(64)
    const same = new Float64Array(4096).fill(0.1)
    expect(encodeColumn({ rows: null, values: same }).length).toBeLessThan(24)
  })

  it('may be cut and joined again anywhere', () => {
    fc.assert(
      fc.property(columns, fc.nat(400), (column, cut) => {
        const end = (column.rows ? (column.rows.at(-1) ?? -1) : column.values.length - 1) + 1
        const at = Math.min(cut, end)
        const before = sliceColumn(column, 0, at)
        const after = sliceColumn(column, at, end)
        const moved = { ...after, rows: Uint32Array.from(points(after), ([row]) => row! + at) }
        expect(points(concatColumns(before, moved))).toEqual(points(column))
      }),
    )
  })
})
